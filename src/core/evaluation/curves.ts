import { thresholdAt, type Scored } from './scored.ts';

/** Points of a curve from the strictest threshold to the most lenient. */
export interface Curve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Samples that score at least this are called AI; the first is Infinity, which calls none AI. */
  readonly thresholds: Float64Array;
}

const mostShown = 500;

/** False positive rate (x) and true positive rate (y), from (0, 0) to (1, 1). null where a label is absent. */
export function rocCurve(scored: Scored, mostPoints = mostShown): Curve | null {
  const { realAbove, aiAbove, realCount, aiCount } = scored;
  if (realCount === 0 || aiCount === 0) return null;
  return curve(
    scored,
    mostPoints,
    (k) => realAbove[k]! / realCount,
    (k) => aiAbove[k]! / aiCount,
    [0, 0],
  );
}

/**
 * Recall (x) and precision (y) from (0, 1), where nothing is called AI, to recall 1
 * (`sklearn.metrics.precision_recall_curve`, the other way round). null where a label is absent.
 */
export function precisionRecallCurve(scored: Scored, mostPoints = mostShown): Curve | null {
  const { ends, aiAbove, realCount, aiCount } = scored;
  if (realCount === 0 || aiCount === 0) return null;
  return curve(
    scored,
    mostPoints,
    (k) => aiAbove[k]! / aiCount,
    (k) => aiAbove[k]! / ends[k]!,
    [0, 1],
  );
}

function curve(
  scored: Scored,
  mostPoints: number,
  xOf: (k: number) => number,
  yOf: (k: number) => number,
  start: readonly [number, number],
): Curve {
  const count = scored.ends.length + 1;
  const x = Float64Array.from({ length: count }, (_, at) => (at === 0 ? start[0] : xOf(at - 1)));
  const y = Float64Array.from({ length: count }, (_, at) => (at === 0 ? start[1] : yOf(at - 1)));
  const kept = thinned(x, y, mostPoints);
  return {
    x: Float64Array.from(kept, (at) => x[at]!),
    y: Float64Array.from(kept, (at) => y[at]!),
    thresholds: Float64Array.from(kept, (at) => (at === 0 ? Infinity : thresholdAt(scored, at - 1))),
  };
}

/**
 * Which points to keep: the ends, and one wherever the curve has gone on by a fixed length |dx| + |dy|; both ends of
 * a longer step are kept. What is left out between two kept points is no longer than that length s, so the area changes
 * by at most s / 4 times the length of the curve, and by far less where the curve bends to both sides.
 */
function thinned(x: Float64Array, y: Float64Array, most: number): readonly number[] {
  const last = x.length - 1;
  if (x.length <= most) return Array.from(x, (_, at) => at);
  const stepTo = (at: number) => Math.abs(x[at]! - x[at - 1]!) + Math.abs(y[at]! - y[at - 1]!);
  let whole = 0;
  for (let at = 1; at <= last; at++) whole += stepTo(at);
  const length = whole / Math.max(1, Math.floor((most - 2) / 2));
  const kept = [0];
  let gone = 0;
  for (let at = 1; at < last; at++) {
    gone += stepTo(at);
    if (gone < length) continue;
    if (stepTo(at) >= length && kept.at(-1) !== at - 1) kept.push(at - 1);
    kept.push(at);
    gone = 0;
  }
  if (last > 0) kept.push(last);
  return kept;
}
