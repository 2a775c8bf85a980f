import type { Estimate } from './estimate.ts';
import { betaQuantile } from './gamma.ts';
import { proportion, type Proportion } from './proportion.ts';

/** A rate of one class, as counted and as it looks with all classes in view. */
export interface ShrunkRate {
  /** null where the class has no samples. */
  readonly raw: Proportion | null;
  /** Posterior mean and 95 % interval. */
  readonly shrunk: Estimate;
}

export interface Shrinkage {
  readonly rates: readonly ShrunkRate[];
  /** What classes are drawn towards: the rate over all samples. */
  readonly overall: number;
  /** How many samples that pull is worth (alpha + beta); Infinity where classes differ no more than by chance. */
  readonly priorSamples: number;
}

/**
 * Rates of many classes with few samples each, drawn towards the overall rate by as much as chance explains them
 * (empirical Bayes, beta-binomial): with m = alpha + beta, shrunk = (successes + m overall) / (n + m).
 *
 * The prior is fitted by moments with weights n / N (Kleinman 1973): rho = 1 / (m + 1) =
 * (S - p q sum(w (1 - w) / n)) / (p q (sum(w (1 - w)) - sum(w (1 - w) / n))), S the weighted sum of squares around p, the
 * overall rate, and q = 1 - p. Where classes differ no more than by chance, rho is 0 and all are given the overall rate.
 * Intervals are the posterior's and take the fitted prior for known, so they are short: 40 classes of 5 to 24
 * samples are covered in 90 % of cases.
 *
 * null without samples.
 */
export function shrinkRates(
  counts: readonly { readonly successes: number; readonly n: number }[],
): Shrinkage | null {
  const total = counts.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return null;
  const overall = counts.reduce((sum, { successes }) => sum + successes, 0) / total;
  const priorSamples = 1 / intraclassCorrelation(counts, overall, total) - 1;
  const rates = counts.map(({ successes, n }) => ({
    raw: proportion(successes, n),
    shrunk: { ...posterior(successes, n, overall, priorSamples, total), n },
  }));
  return { rates, overall, priorSamples };
}

function intraclassCorrelation(
  counts: readonly { readonly successes: number; readonly n: number }[],
  overall: number,
  total: number,
): number {
  const chance = overall * (1 - overall);
  let [squares, apart, apartByN] = [0, 0, 0];
  for (const { successes, n } of counts) {
    if (n === 0) continue;
    const weight = n / total;
    squares += weight * (successes / n - overall) ** 2;
    apart += weight * (1 - weight);
    apartByN += (weight * (1 - weight)) / n;
  }
  const scale = chance * (apart - apartByN);
  return scale > 0 ? Math.min(1, Math.max(0, (squares - chance * apartByN) / scale)) : 0;
}

function posterior(successes: number, n: number, overall: number, m: number, total: number) {
  // Classes that are alike are one: its posterior under Jeffreys' prior.
  const [a, b] =
    m === Infinity
      ? [overall * total + 0.5, (1 - overall) * total + 0.5]
      : [successes + m * overall, n - successes + m * (1 - overall)];
  const value = m === Infinity ? overall : a / (a + b);
  // All mass at an end, as where classes are all right or all wrong (m = 0).
  if (a <= 0 || b <= 0) return { value, low: value, high: value };
  return {
    value,
    low: Math.min(value, betaQuantile(0.025, a, b)),
    high: Math.max(value, betaQuantile(0.975, a, b)),
  };
}
