import { z95, type Estimate } from './estimate.ts';
import { normalQuantile } from './normal.ts';

export interface WorstCase<Key> {
  /** The condition with the lowest figure; the first of equal ones. */
  readonly key: Key;
  readonly worst: Estimate;
  /** Mean over conditions, to show beside it. */
  readonly mean: number;
  readonly conditions: number;
  /** Conditions without a figure: the worst may be among them. */
  readonly missing: readonly Key[];
}

/**
 * The lowest figure over conditions, for a leaderboard that does not let strong conditions pay for weak ones. null where
 * no condition has a figure.
 *
 * The lowest of k noisy figures is lower than the lowest truth on average, and its own interval does not know that it was
 * picked. So all intervals are widened until all k hold together with 95 % (Sidak 1967: each at 0.95^(1/k), their
 * distances scaled as those of a normal distribution); the lowest truth then lies between the lowest of their lower
 * limits and the lowest of their upper ones. That is on the safe side.
 */
export function worstCase<Key>(
  conditions: readonly { readonly key: Key; readonly estimate: Estimate | null }[],
): WorstCase<Key> | null {
  const known = conditions.flatMap(({ key, estimate }) => (estimate ? [{ key, estimate }] : []));
  const first = known[0];
  if (!first) return null;
  const lowest = known.reduce((a, b) => (b.estimate.value < a.estimate.value ? b : a), first);
  const wider = normalQuantile((1 + 0.95 ** (1 / known.length)) / 2) / z95;
  const limit = (of: 'low' | 'high') =>
    Math.min(...known.map(({ estimate }) => estimate.value + (estimate[of] - estimate.value) * wider));
  return {
    key: lowest.key,
    worst: {
      value: lowest.estimate.value,
      low: Math.max(0, limit('low')),
      high: Math.min(1, limit('high')),
      n: lowest.estimate.n,
    },
    mean: known.reduce((sum, { estimate }) => sum + estimate.value, 0) / known.length,
    conditions: known.length,
    missing: conditions.flatMap(({ key, estimate }) => (estimate ? [] : [key])),
  };
}
