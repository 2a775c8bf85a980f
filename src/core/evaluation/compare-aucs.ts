import { deLongCovariance, meanOver, placements } from './delong.ts';
import { z95, type Estimate } from './estimate.ts';
import { twoSidedP } from './normal.ts';
import type { Scored } from './scored.ts';

/** How far apart two AUCs on the same samples are. */
export interface AucComparison {
  /** AUC of the first minus that of the second. */
  readonly difference: Estimate;
  /** Two-sided p value of 'no difference'; 1 where the scores rank alike. */
  readonly p: number;
}

/**
 * DeLong's test for two scores of the same samples (DeLong, DeLong and Clarke-Pearson 1988): z = difference / se, the
 * covariance of both taken into account. null where a label has fewer than two samples.
 *
 * @throws RangeError where the labels are not the same: these are not the same samples
 */
export function compareAucs(first: Scored, second: Scored): AucComparison | null {
  const { labels, realCount, aiCount } = first;
  if (labels.length !== second.labels.length || labels.some((label, i) => label !== second.labels[i]))
    throw new RangeError('two AUCs are compared on the same samples with the same labels');
  if (realCount < 2 || aiCount < 2) return null;
  const [a, b] = [placements(first), placements(second)];
  const value = meanOver(a, labels, 1) - meanOver(b, labels, 1);
  const variance =
    deLongCovariance(a, a, first) + deLongCovariance(b, b, first) - 2 * deLongCovariance(a, b, first);
  const error = Math.sqrt(Math.max(0, variance));
  return {
    difference: {
      value,
      low: Math.max(-1, value - z95 * error),
      high: Math.min(1, value + z95 * error),
      n: realCount + aiCount,
    },
    p: value === 0 ? 1 : twoSidedP(value / error),
  };
}
