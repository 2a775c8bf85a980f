import { labels } from '../dataset/sample-batch.ts';
import { probabilityOf } from '../detector/calibration.ts';
import type { Calibration, OperatingPoint } from '../detector/model-card.ts';
import { figuresOf, type Figures } from './figures.ts';
import type { Lane, ScoreTable } from './score-table.ts';

/** A detector as far as its numbers are read. */
export interface MeasuredDetector {
  readonly id: string;
  readonly calibration: Pick<Calibration, 'slope' | 'intercept'>;
  readonly operatingPoint: Pick<OperatingPoint, 'aiAbove' | 'cameraBelow'>;
}

/** The figures of one detector in one condition on the pictures of one generator, beside all real ones. */
export interface Cell {
  readonly detector: string;
  readonly condition: string;
  /** Code of a generator; null: all of them. */
  readonly generator: number | null;
  readonly figures: Figures;
}

export interface Evaluation {
  /** Codes of the generators that have a judged picture, ascending. */
  readonly generators: readonly number[];
  readonly cells: readonly Cell[];
}

/** All cells of all lanes. A picture that a lane did not judge has no part in it. */
export function evaluate(table: ScoreTable, detectors: readonly MeasuredDetector[]): Evaluation {
  const generators = generatorsOf(table);
  const cells = table.lanes.flatMap((lane) => {
    const detector = detectors.find(({ id }) => id === lane.detector);
    if (!detector) return [];
    return [null, ...generators].map((generator): Cell => {
      const judged = judgedOf(table, lane, detector, generator);
      const { aiAbove } = detector.operatingPoint;
      return {
        detector: lane.detector,
        condition: lane.condition,
        generator,
        figures: figuresOf(judged.scores, judged.isAi, aiAbove),
      };
    });
  });
  return { generators, cells };
}

function generatorsOf({ ids, label, generator }: ScoreTable): number[] {
  const seen = new Set<number>();
  for (let row = 0; row < ids.length; row++) if (label[row] === labels.ai) seen.add(generator[row]!);
  return [...seen].sort((a, b) => a - b);
}

/** Probabilities of the real pictures and of those by one generator, in the order of the rows. */
function judgedOf(
  { ids, label, generator }: ScoreTable,
  { logit }: Lane,
  { calibration }: MeasuredDetector,
  wanted: number | null,
): { readonly scores: Float64Array; readonly isAi: Uint8Array } {
  const scores: number[] = [];
  const isAi: number[] = [];
  for (let row = 0; row < ids.length; row++) {
    const z = logit[row]!;
    const ai = label[row] === labels.ai;
    if (Number.isNaN(z) || (ai && wanted !== null && generator[row] !== wanted)) continue;
    scores.push(probabilityOf(z, calibration));
    isAi.push(ai ? 1 : 0);
  }
  return { scores: Float64Array.from(scores), isAi: Uint8Array.from(isAi) };
}
