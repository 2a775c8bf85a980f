import { labels } from '../dataset/sample-batch.ts';
import { shrinkRates, type Shrinkage } from '../evaluation/shrinkage.ts';
import { judgedRows } from './judged.ts';
import { scoreOf, type MeasuredDetector } from './measured-detector.ts';
import type { Lane, ScoreTable } from './score-table.ts';

/** How often a detector is right on each class of what is shown. */
export interface ClassRates {
  readonly detector: string;
  readonly condition: string;
  /** Codes of the classes that have a judged picture, ascending. */
  readonly classes: readonly number[];
  /** One a class: called AI from 0.5 on. null without pictures. */
  readonly atHalf: Shrinkage | null;
  /** By the operating point; null where the detector has none. */
  readonly atOperatingPoint: Shrinkage | null;
}

export function byClass(table: ScoreTable, lane: Lane, detector: MeasuredDetector): ClassRates {
  const { classIndex } = table;
  const rows = judgedRows(table, lane);
  const classes = [...new Set(Array.from(rows, (row) => classIndex[row]!))].sort((a, b) => a - b);
  const placeOf = new Map(classes.map((code, place) => [code, place]));
  const ratesAt = (threshold: number): Shrinkage | null => {
    const counts = classes.map(() => ({ successes: 0, n: 0 }));
    for (const row of rows) {
      const count = counts[placeOf.get(classIndex[row]!)!]!;
      const calledAi = scoreOf(detector, lane.raw[row]!) >= threshold;
      count.n++;
      if (calledAi === (table.label[row] === labels.ai)) count.successes++;
    }
    return shrinkRates(counts);
  };
  return {
    detector: lane.detector,
    condition: lane.condition,
    classes,
    atHalf: ratesAt(0.5),
    atOperatingPoint: detector.operatingPoint ? ratesAt(detector.operatingPoint.aiAbove) : null,
  };
}
