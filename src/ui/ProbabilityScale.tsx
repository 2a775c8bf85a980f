import type { CSSProperties, ReactElement } from 'react';
import type { OperatingPoint } from '../core/detector/model-card.ts';
import type { Verdict } from '../core/detector/verdict.ts';
import { percent, percentRange } from './format.ts';
import { verdictWords } from './verdict-words.ts';
import styles from './ProbabilityScale.module.css';

interface ScaleProps {
  readonly verdict: Verdict;
  readonly operatingPoint: OperatingPoint;
}

function placed({ verdict, operatingPoint }: ScaleProps): CSSProperties {
  return {
    '--camera-end': percentOf(operatingPoint.cameraBelow),
    '--ai-start': percentOf(operatingPoint.aiAbove),
    '--at': percentOf(verdict.probability),
    '--low': percentOf(verdict.low),
    '--high': percentOf(verdict.high),
  } as CSSProperties;
}

function percentOf(fraction: number): string {
  return `${(fraction * 100).toFixed(2)}%`;
}

/** The three zones of the operating point, the picture's mark and its interval. */
export function ProbabilityScale(props: ScaleProps): ReactElement {
  const { verdict, operatingPoint } = props;
  const { cameraBelow, aiAbove } = operatingPoint;
  const label =
    `Probability of AI ${percent(verdict.probability)}, 95 % interval ${percentRange(verdict.low, verdict.high)}: ` +
    `${verdictWords[verdict.kind]}. Up to ${percent(cameraBelow)} likely camera, from ${percent(aiAbove)} likely AI-generated, inconclusive between.`;
  return (
    <div className={styles['scale']} role="img" aria-label={label} style={placed(props)}>
      <div className={styles['marks']}>
        <div className={styles['interval']} />
        <div className={styles['mark']} />
      </div>
      <Zones />
      <Edges cameraBelow={cameraBelow} aiAbove={aiAbove} />
      <div className={styles['names']}>
        <span>camera</span>
        <span>inconclusive</span>
        <span>AI</span>
      </div>
    </div>
  );
}

/** So near to an end, or to each other, two numbers would touch on a narrow screen. */
const tooNear = 0.17;

/** Where the zones begin and end. A number at an end gives way to one beside it, and two in the middle step apart. */
function Edges({ cameraBelow, aiAbove }: Pick<OperatingPoint, 'cameraBelow' | 'aiAbove'>): ReactElement {
  const apart = aiAbove - cameraBelow < tooNear;
  return (
    <div className={styles['edges']} data-apart={apart ? '' : undefined}>
      {cameraBelow < tooNear ? null : <span data-edge="start">0</span>}
      <span data-edge="camera">{percent(cameraBelow)}</span>
      {aiAbove === cameraBelow ? null : <span data-edge="ai">{percent(aiAbove)}</span>}
      {aiAbove > 1 - tooNear ? null : <span data-edge="end">100</span>}
    </div>
  );
}

/** The same scale without words, for a row; the row says the words. */
export function MiniScale(props: ScaleProps): ReactElement {
  return (
    <div className={styles['mini']} style={placed(props)} aria-hidden="true">
      <Zones />
      <div className={styles['tick']} />
    </div>
  );
}

function Zones(): ReactElement {
  return (
    <div className={styles['zones']}>
      <div data-zone="camera" />
      <div data-zone="inconclusive" />
      <div data-zone="ai" />
    </div>
  );
}
