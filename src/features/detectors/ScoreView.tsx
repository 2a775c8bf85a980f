import type { ReactElement } from 'react';
import type { Score } from '../../contracts/zoo.ts';
import { sideOfScore } from '../../core/zoo/disagreement.ts';
import type { Verdict, VerdictKind } from '../../core/detector/verdict.ts';
import type { OperatingPoint } from '../../core/detector/model-card.ts';
import { percentBeside, percentRange, signed } from '../../ui/format.ts';
import { MiniScale } from '../../ui/ProbabilityScale.tsx';
import { VerdictShape } from '../../ui/VerdictShape.tsx';
import { contentSentence, verdictWords } from '../../ui/verdict-words.ts';
import type { Contestant } from './contestants.ts';
import styles from './ScoreView.module.css';

interface ScoreViewProps {
  readonly contestant: Contestant;
  readonly score: Score;
}

/** A verdict where a calibration stands behind it; else the raw score, named as such. */
export function ScoreView({ contestant, score }: ScoreViewProps): ReactElement | null {
  switch (score.kind) {
    case 'verdict':
      return contestant.kind === 'shipped' ? (
        <Calibrated verdict={score.verdict} operatingPoint={contestant.card.operatingPoint} />
      ) : null;
    case 'unjudged':
      return (
        <div className={styles['score']}>
          <p className={styles['words']}>Cannot judge</p>
          <p>{contentSentence(score.content)}</p>
        </div>
      );
    case 'score':
      return <Raw ai={score.ai} logit={score.logit} />;
    case 'class':
      return (
        <div className={styles['score']} data-testid="score" data-value={score.share}>
          <p className={styles['words']}>Nearest class: {score.name}</p>
          <p className="small">
            Raw share {share(score.share)}, not calibrated. It tells generators apart and says nothing of
            photographs.
          </p>
        </div>
      );
    default:
      return score satisfies never;
  }
}

interface CalibratedProps {
  readonly verdict: Verdict;
  readonly operatingPoint: OperatingPoint;
}

function Calibrated({ verdict, operatingPoint }: CalibratedProps): ReactElement {
  const { kind, probability, low, high } = verdict;
  const { cameraBelow, aiAbove } = operatingPoint;
  return (
    <div className={styles['score']} data-testid="score" data-value={probability}>
      <p className={styles['words']} data-kind={kind}>
        <VerdictShape kind={kind} />
        {verdictWords[kind]}
      </p>
      <p className={styles['number']}>
        <strong>{percentBeside(probability, [cameraBelow, aiAbove])}</strong>{' '}
        <span className="small quiet">
          calibrated probability of AI, 95&nbsp;% interval {percentRange(low, high)}
        </span>
      </p>
      <MiniScale verdict={verdict} operatingPoint={operatingPoint} />
    </div>
  );
}

const leanWords: Record<VerdictKind, string> = {
  ai: 'Leans to AI',
  camera: 'Leans to camera',
  inconclusive: 'On the fence',
};

function Raw({ ai, logit }: { readonly ai: number; readonly logit: number | null }): ReactElement {
  const side = sideOfScore(ai);
  return (
    <div className={styles['score']} data-testid="score" data-value={ai}>
      <p className={styles['words']} data-kind={side}>
        <VerdictShape kind={side} />
        {leanWords[side]}
      </p>
      <p className={styles['number']}>
        <strong>{share(ai)}</strong>{' '}
        <span className="small quiet">
          raw score of 0 to 1, not calibrated{logit === null ? '' : `; logit ${signed(logit)}`}
        </span>
      </p>
      <div className={styles['track']} aria-hidden="true">
        <div className={styles['tick']} style={{ left: `${(ai * 100).toFixed(2)}%` }} />
      </div>
    </div>
  );
}

/** Two digits; the ends are never reached by rounding. */
function share(value: number): string {
  if (value > 0 && value < 0.005) return '< 0.01';
  return value > 0.995 && value < 1 ? '> 0.99' : value.toFixed(2);
}
