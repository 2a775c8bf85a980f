import type { Estimate } from './estimate.ts';
import { logitInterval } from './interval.ts';
import { proportion } from './proportion.ts';
import type { Scored } from './scored.ts';

/**
 * Average precision: the sum over distinct scores, from the highest down, of the gain in recall times the precision
 * there, without interpolation (`sklearn.metrics.average_precision_score`). null where a label is absent. It depends on
 * the share of AI samples: compare it only where that is the same.
 *
 * The interval is symmetric on the logit scale, its variance that of the influence function at this share of AI samples
 * (`variance` below). Where that is 0, as for an AP of 1, it is Wilson's for AP n_ai of the n_ai AI samples.
 */
export function averagePrecision(scored: Scored): Estimate | null {
  const { ends, aiAbove, aiCount, realCount } = scored;
  if (aiCount === 0 || realCount === 0) return null;
  let value = 0;
  for (let k = 0; k < ends.length; k++) value += gain(scored, k) * (aiAbove[k]! / ends[k]!);
  const n = aiCount + realCount;
  const spread = variance(scored);
  if (value < 1 && spread > 0) return { value, n, ...logitInterval(value, Math.sqrt(spread)) };
  const { low, high } = proportion(value * aiCount, aiCount)!;
  return { value, low, high: Math.max(high, value), n };
}

/** Recall that the k-th distinct score adds. */
function gain({ aiAbove, aiCount }: Scored, k: number): number {
  return (aiAbove[k]! - (k === 0 ? 0 : aiAbove[k - 1]!)) / aiCount;
}

/**
 * With A(t), R(t) the AI and real samples that score at least t, AP = mean over AI samples of A / (A + R) at their own
 * score. One more AI sample at x moves it by the precision at x, and by n_ai R / (A + R)^2 wherever t <= x; one more
 * real sample by -n_real A / (A + R)^2 wherever t <= x. The variance of AP is that of these terms over the AI samples
 * / n_ai plus that over the real ones / n_real.
 */
function variance(scored: Scored): number {
  const { ends, aiAbove, realAbove, aiCount, realCount } = scored;
  const sums = { ai: 0, aiSquares: 0, real: 0, realSquares: 0 };
  let ofAi = 0;
  let ofReal = 0;
  for (let k = ends.length - 1; k >= 0; k--) {
    const [ai, real] = [aiAbove[k]!, realAbove[k]!];
    const all = ends[k]!;
    ofAi += (gain(scored, k) * aiCount * real) / all ** 2;
    ofReal -= (gain(scored, k) * realCount * ai) / all ** 2;
    const aiHere = ai - (k === 0 ? 0 : aiAbove[k - 1]!);
    const realHere = real - (k === 0 ? 0 : realAbove[k - 1]!);
    const aiTerm = ai / all + ofAi;
    sums.ai += aiHere * aiTerm;
    sums.aiSquares += aiHere * aiTerm ** 2;
    sums.real += realHere * ofReal;
    sums.realSquares += realHere * ofReal ** 2;
  }
  const ofMean = (sum: number, squares: number, n: number) =>
    n < 2 ? 0 : (squares - sum ** 2 / n) / (n - 1) / n;
  return ofMean(sums.ai, sums.aiSquares, aiCount) + ofMean(sums.real, sums.realSquares, realCount);
}
