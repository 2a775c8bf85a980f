import { labels } from '../dataset/sample-batch.ts';
import { rankScores, type Scored } from '../evaluation/scored.ts';
import { scoreOf, type MeasuredDetector } from './measured-detector.ts';
import type { Lane, ScoreTable } from './score-table.ts';

/** Rows of a table that a lane judged and that a test lets through, in the order of the table. */
export function judgedRows(
  { ids }: ScoreTable,
  { raw }: Lane,
  passes: (row: number) => boolean = () => true,
): Uint32Array<ArrayBuffer> {
  const rows: number[] = [];
  for (let row = 0; row < ids.length; row++) if (!Number.isNaN(raw[row]!) && passes(row)) rows.push(row);
  return Uint32Array.from(rows);
}

/** Real pictures, and those of one generator (null: of all). */
export function besideReal(
  { label, generator }: ScoreTable,
  wanted: number | null,
): (row: number) => boolean {
  return (row) => label[row] === labels.real || wanted === null || generator[row] === wanted;
}

/** The scores of some rows, ranked. Rows of a table are labelled and lanes hold numbers, so it cannot fail. */
export function scoredRows(
  { label }: ScoreTable,
  { raw }: Lane,
  detector: MeasuredDetector,
  rows: Uint32Array,
): Scored {
  const scores = Float64Array.from(rows, (row) => scoreOf(detector, raw[row]!));
  const isAi = Uint8Array.from(rows, (row) => (label[row] === labels.ai ? 1 : 0));
  const ranked = rankScores(scores, isAi);
  if (!ranked.ok) throw new RangeError(`scores that cannot be ranked: ${ranked.failure.code}`);
  return ranked.value;
}

/** Codes of the generators that have a picture in the table, ascending. */
export function generatorsOf({ ids, label, generator }: ScoreTable): number[] {
  const seen = new Set<number>();
  for (let row = 0; row < ids.length; row++) if (label[row] === labels.ai) seen.add(generator[row]!);
  return [...seen].sort((a, b) => a - b);
}
