import { z95, type Estimate } from './estimate.ts';
import { proportion, type Proportion } from './proportion.ts';
import type { Scored } from './scored.ts';

/** Samples whose score lies in [low, high), the last bin including 1. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** What the detector says on average; null in an empty bin. */
  readonly meanScore: number | null;
  /** How many of them are AI; null in an empty bin. */
  readonly aiShare: Proportion | null;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: sum over bins of n_bin / n |mean score - share of AI|. */
  readonly expectedError: Estimate;
  /** About the error that a perfectly calibrated detector with these scores would show by chance. */
  readonly errorByChance: number;
  /** Mean of (score - label)^2. */
  readonly brier: Estimate;
}

/**
 * Calibration of the probability of AI in equal-width bins (Naeini, Cooper and Hauskrecht 2015, for the AI class rather
 * than for the winning one). null without samples or where a score is no probability.
 *
 * The error in bins is biased upwards: chance alone makes it about sum over bins of sqrt(2 / pi) sqrt(sum p (1 - p)) / n.
 * Its interval is that of the sum with the sign of each bin as found, +-1.96 standard errors, its lower end lowered by
 * what chance adds at most; so it covers 95 % and more. That of the Brier score (Brier 1950) is +-1.96 standard errors
 * of a mean.
 */
export function calibrationOf(
  { scores, labels, areProbabilities }: Scored,
  binCount = 15,
): Calibration | null {
  const n = scores.length;
  if (n === 0 || !areProbabilities) return null;
  const counts = new Uint32Array(binCount);
  const ai = new Uint32Array(binCount);
  const sums = new Float64Array(binCount);
  const spreads = new Float64Array(binCount);
  const binOf = (score: number) => Math.min(binCount - 1, Math.floor(score * binCount));
  scores.forEach((score, i) => {
    const bin = binOf(score);
    counts[bin]!++;
    ai[bin]! += labels[i]!;
    sums[bin]! += score;
    spreads[bin]! += score * (1 - score);
  });
  const signs = sums.map((sum, bin) => (sum >= ai[bin]! ? 1 : -1));
  const errors = scores.map((score, i) => signs[binOf(score)]! * (score - labels[i]!));
  const errorByChance = spreads.reduce((sum, spread) => sum + Math.sqrt((2 / Math.PI) * spread), 0) / n;
  const expectedError = meanEstimate(errors);
  return {
    bins: Array.from(counts, (count, bin) => ({
      low: bin / binCount,
      high: (bin + 1) / binCount,
      n: count,
      meanScore: count === 0 ? null : sums[bin]! / count,
      aiShare: proportion(ai[bin]!, count),
    })),
    expectedError: { ...expectedError, low: Math.max(0, expectedError.low - errorByChance) },
    errorByChance,
    brier: meanEstimate(scores.map((score, i) => (score - labels[i]!) ** 2)),
  };
}

/** A mean with its normal interval, inside 0..1; that of one value is all of 0..1. */
function meanEstimate(values: Float64Array): Estimate {
  const n = values.length;
  const value = values.reduce((sum, each) => sum + each, 0) / n;
  if (n === 1) return { value, low: 0, high: 1, n };
  const variance = values.reduce((sum, each) => sum + (each - value) ** 2, 0) / (n - 1);
  const reach = z95 * Math.sqrt(variance / n);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach), n };
}
