import { regularisedGamma } from './gamma.ts';

/** P(Z <= z) of the standard normal: (1 + P(1/2, z^2 / 2)) / 2 for z >= 0, P the regularised lower gamma function. */
export function normalCdf(z: number): number {
  const { lower, upper } = regularisedGamma(0.5, (z * z) / 2);
  return z >= 0 ? 0.5 + lower / 2 : upper / 2;
}

/** The two-sided p value of a z statistic, without losing small ones to rounding. */
export function twoSidedP(z: number): number {
  return regularisedGamma(0.5, (z * z) / 2).upper;
}

/** The z with P(Z <= z) = p, by halving; to 1e-12 for 1e-12 <= p <= 1 - 1e-12. */
export function normalQuantile(p: number): number {
  let [low, high] = [-9, 9];
  while (high - low > 1e-13) {
    const middle = (low + high) / 2;
    if (normalCdf(middle) < p) low = middle;
    else high = middle;
    if (middle === low && middle === high) break;
  }
  return (low + high) / 2;
}
