import { labels } from '../dataset/sample-batch.ts';
import { intervalIsNarrowEnough } from '../evaluation/adaptive-sampling.ts';
import { generatorsOf } from './judged.ts';
import { scoreOf, type MeasuredDetector } from './measured-detector.ts';
import type { Lane, ScoreTable } from './score-table.ts';

/** Intervals of 5 points to either side. */
export const narrowHalfWidth = 0.05;

/**
 * Whether enough is known to stop: for every lane, the share of real pictures called real and that of each generator's
 * called AI, at 0.5, have narrow intervals.
 *
 * @param rows how many rows of the table are through
 */
export function allNarrow(table: ScoreTable, detectors: readonly MeasuredDetector[], rows: number): boolean {
  const generators = generatorsOf(table);
  return table.lanes.every((lane) => {
    const detector = detectors.find(({ id }) => id === lane.detector);
    return (
      detector !== undefined &&
      [null, ...generators].every((generator) => isNarrow(table, lane, detector, generator, rows))
    );
  });
}

/** @param generator null: the real ones */
function isNarrow(
  { label, generator: generators }: ScoreTable,
  lane: Lane,
  detector: MeasuredDetector,
  generator: number | null,
  rows: number,
): boolean {
  let right = 0;
  let n = 0;
  for (let row = 0; row < rows; row++) {
    const ai = label[row] === labels.ai;
    const raw = lane.raw[row]!;
    if (Number.isNaN(raw) || ai !== (generator !== null)) continue;
    if (generator !== null && generators[row] !== generator) continue;
    n++;
    if (scoreOf(detector, raw) >= 0.5 === ai) right++;
  }
  return intervalIsNarrowEnough(right, n, narrowHalfWidth);
}
