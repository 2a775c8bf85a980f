import { weightedMean } from './crop-weights.ts';
import type { Families } from './model-card.ts';

/** Which family of generators a picture resembles, among those the detector knows. */
export interface FamilyReading {
  /** One a family, in the order of the card; they sum to 1. */
  readonly probabilities: readonly number[];
  /** Place of the most probable family in the card's list. */
  readonly best: number;
  /** Whether it is probable enough to be named; else the family is unknown. */
  readonly named: boolean;
}

/**
 * The family of a picture, with the right not to know it.
 *
 * probabilities = softmax(weighted mean over crops of the logits / temperature) (temperature scaling: Guo et al. 2017). The best
 * family is named only where its probability reaches `namedAbove`, because a picture of a family that was never trained
 * on lands in one of the known ones too (maximum softmax probability as open-set score: Hendrycks and Gimpel 2017).
 *
 * @param logits float [crops, families], flat, row by row
 * @param weights one a crop, summing to 1 (`cropWeights`)
 * @throws RangeError when the numbers are not finite, or not crops x families of them
 */
export function readFamily(
  logits: ArrayLike<number>,
  weights: readonly number[],
  { names, temperature, namedAbove }: Pick<Families, 'names' | 'temperature' | 'namedAbove'>,
): FamilyReading {
  const crops = weights.length;
  const expected = crops * names.length;
  if (crops < 1 || logits.length !== expected)
    throw new RangeError(`${crops} x ${names.length} family logits expected, ${logits.length} found`);
  const values = Array.from(logits);
  if (!values.every(Number.isFinite)) throw new RangeError('family logits are not finite');
  const means = names.map((_, family) =>
    weightedMean(
      values.filter((_logit, i) => i % names.length === family),
      weights,
    ),
  );
  const probabilities = softmax(means.map((mean) => mean / temperature));
  const best = probabilities.indexOf(Math.max(...probabilities));
  return { probabilities, best, named: (probabilities[best] ?? 0) >= namedAbove };
}

/** exp(x_i) / sum exp(x), shifted by the largest x so that nothing overflows. */
export function softmax(values: readonly number[]): readonly number[] {
  const largest = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
