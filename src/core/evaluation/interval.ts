import { z95, type Estimate } from './estimate.ts';

/**
 * A 95 % interval of something between 0 and 1 that is symmetric on the logit scale (delta method), so that it stays
 * inside and covers near the ends. Needs 0 < value < 1.
 */
export function logitInterval(value: number, standardError: number): Pick<Estimate, 'low' | 'high'> {
  const logit = Math.log(value / (1 - value));
  const reach = (z95 * standardError) / (value * (1 - value));
  return { low: logistic(logit - reach), high: logistic(logit + reach) };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The last point on the way from `from`, where the condition holds, to `to` at which it still does. */
export function lastHolding(from: number, to: number, holds: (at: number) => boolean): number {
  let [inside, outside] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = (inside + outside) / 2;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
