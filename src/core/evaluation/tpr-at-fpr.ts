import { z95, type Estimate } from './estimate.ts';
import { proportion } from './proportion.ts';
import { thresholdAt, type Scored } from './scored.ts';

/** The share of AI samples found by the lowest threshold that keeps false alarms within a limit. */
export interface RecallAtLimit extends Estimate {
  /** Samples that score at least this are called AI; Infinity where every score of a sample breaks the limit. */
  readonly threshold: number;
  /** False alarms at that threshold, among these samples. */
  readonly falsePositiveRate: number;
}

/**
 * The true positive rate of the lowest threshold whose false positive rate is at most `limit`: the last point of
 * `sklearn.metrics.roc_curve` with fpr <= limit, nothing interpolated. null where a label is absent.
 *
 * Two things make it uncertain, and the distances to the limits of both are squared and added (MOVER: Zou and Donner
 * 2008). The AI samples: Wilson's interval at this threshold. The real samples: at the threshold that truly has this rate,
 * K of the n real samples score at least as much, K binomial; so it lies between the real scores of the ranks
 * n limit + 1/2 +- 1.96 sqrt(n limit (1 - limit)) (the normal form of the interval of a quantile: Conover 1999, 3.2), and the
 * true positive rates there, interpolated, bound it. With few real samples (at 5 % below about 50) the higher rank is
 * none, and the interval starts at 0.
 */
export function recallAtLimit(scored: Scored, limit = 0.05): RecallAtLimit | null {
  const { realCount, aiCount, realAbove, aiAbove, ends } = scored;
  if (realCount === 0 || aiCount === 0) return null;
  const at = lastWithin(realAbove, Math.floor(limit * realCount + 1e-9));
  const found = at < 0 ? 0 : aiAbove[at]!;
  const { value, low, high } = proportion(found, aiCount)!;
  const reach = z95 * Math.sqrt(realCount * limit * (1 - limit));
  const [strict, lenient] = [-reach, reach].map((away) =>
    recallAtRank(scored, realCount * limit + 0.5 + away),
  ) as [number, number];
  return {
    value,
    low: Math.max(0, value - Math.hypot(value - low, value - Math.min(strict, value))),
    high: Math.min(1, value + Math.hypot(high - value, Math.max(lenient, value) - value)),
    n: realCount + aiCount,
    threshold: at < 0 ? Infinity : thresholdAt(scored, at),
    falsePositiveRate: at < 0 ? 0 : (ends[at]! - aiAbove[at]!) / realCount,
  };
}

/** Share of AI samples that score at least as much as the real sample of this rank, 1 the highest. */
function recallAtRank({ realAbove, aiAbove, aiCount, realCount }: Scored, rank: number): number {
  const atWhole = (whole: number) => {
    if (whole < 1) return 0;
    if (whole > realCount) return 1;
    return aiAbove[lastWithin(realAbove, whole - 1) + 1]! / aiCount;
  };
  const below = Math.floor(rank);
  return atWhole(below) + (rank - below) * (atWhole(below + 1) - atWhole(below));
}

/** The last entry at most `limit` of rising counts; -1 where there is none. */
function lastWithin(counts: Uint32Array, limit: number): number {
  let [low, high] = [-1, counts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (counts[middle]! <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
