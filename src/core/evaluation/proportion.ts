import { z95, type Estimate } from './estimate.ts';

/** A rate: how many of n, with a Wilson interval. */
export interface Proportion extends Estimate {
  readonly successes: number;
}

/**
 * A rate with its Wilson score interval (Wilson 1927), which stays inside 0..1 and says something at 0 of n too. null
 * for n = 0.
 *
 * Its coverage is 95 % on average over rates. It swings from rate to rate, because counts are whole numbers: where fewer
 * than about 5 successes or failures are expected, single rates are covered in 90 % to 99 % of draws.
 *
 * @param z how many standard errors to either side
 */
export function proportion(successes: number, n: number, z = z95): Proportion | null {
  if (n === 0) return null;
  const value = successes / n;
  const scale = 1 + (z * z) / n;
  const centre = value + (z * z) / (2 * n);
  const reach = z * Math.sqrt((value * (1 - value)) / n + (z * z) / (4 * n * n));
  return {
    successes,
    n,
    value,
    low: successes === 0 ? 0 : Math.max(0, (centre - reach) / scale),
    high: successes === n ? 1 : Math.min(1, (centre + reach) / scale),
  };
}
