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
      <div className={styles['edges']}>
        <span style={{ left: 0, transform: 'none' }}>0</span>
        <span style={{ left: 'var(--camera-end)' }}>{percent(cameraBelow)}</span>
        <span style={{ left: 'var(--ai-start)' }}>{percent(aiAbove)}</span>
        <span style={{ left: 'auto', right: 0, transform: 'none' }}>100</span>
      </div>
      <div className={styles['names']}>
        <span>camera</span>
        <span>inconclusive</span>
        <span>AI</span>
      </div>
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
