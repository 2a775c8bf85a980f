import { seededRandom } from '../spectrum/seeded.ts';
import type { Estimate } from './estimate.ts';
import type { Scored } from './scored.ts';
import { weightedStatistic, type Statistic } from './weighted-statistic.ts';

/** A figure under two conditions on the same images, and how far apart they are. */
export interface PairedDifference {
  readonly first: number;
  readonly second: number;
  /** First minus second. */
  readonly difference: Estimate;
}

/**
 * 95 % percentile interval of a difference between two conditions, by drawing images with replacement within each label
 * (paired stratified bootstrap: Efron and Tibshirani 1993). Both conditions see the same draw, so that what is common
 * to them cancels. null where a figure is undefined on the images themselves.
 *
 * @param firstOf which sample of `first` each sample of `second` is another view of: the same picture re-encoded, or itself
 *   in a subset. null: the i-th is the i-th, and there are as many
 * @throws RangeError where the two do not have the label of the same image
 */
export function* pairedDifference(
  first: Scored,
  second: Scored,
  firstOf: Uint32Array | null,
  statistic: Statistic,
  { seed, draws = 1000 }: { readonly seed: number; readonly draws?: number },
): Generator<undefined, PairedDifference | null> {
  const imageOf = firstOf ?? Uint32Array.from(second.labels, (_, i) => i);
  if (
    imageOf.length !== second.labels.length ||
    imageOf.some((at, i) => first.labels[at] !== second.labels[i])
  )
    throw new RangeError('a paired difference needs the same images with the same labels');
  const ones = new Uint32Array(first.labels.length).fill(1);
  const pair = (counts: Uint32Array) => [
    weightedStatistic(first, counts, statistic),
    weightedStatistic(
      second,
      imageOf.map((at) => counts[at]!),
      statistic,
    ),
  ];
  const [a, b] = pair(ones) as [number, number];
  if (Number.isNaN(a - b)) return null;
  const found: number[] = [];
  const draw = stratifiedDraws(first, seed);
  for (let n = 0; n < draws; n++) {
    yield;
    const [drawnA, drawnB] = pair(draw()) as [number, number];
    // A draw may leave a small subset without a label: nothing to compare there.
    if (!Number.isNaN(drawnA - drawnB)) found.push(drawnA - drawnB);
  }
  found.sort((x, y) => x - y);
  const n = first.labels.length;
  const difference = { value: a - b, low: quantile(found, 0.025), high: quantile(found, 0.975), n };
  return { first: a, second: b, difference };
}

/** How often each sample is drawn: as many draws from either label as it has samples. The array is used again. */
function stratifiedDraws({ labels }: Scored, seed: number): () => Uint32Array {
  const next = seededRandom(seed);
  const counts = new Uint32Array(labels.length);
  const all = Uint32Array.from(labels, (_, i) => i);
  const strata = [0, 1].map((label) => all.filter((i) => labels[i] === label));
  return () => {
    counts.fill(0);
    for (const stratum of strata)
      stratum.forEach(() => counts[stratum[Math.floor(next() * stratum.length)]!]!++);
    return counts;
  };
}

/** Linear between the two nearest of sorted values (NumPy's default). */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const below = Math.floor(at);
  const lower = sorted[below] ?? NaN;
  return lower + (at - below) * ((sorted[below + 1] ?? lower) - lower);
}
