import { proportion } from './proportion.ts';
import type { Scored } from './scored.ts';

/** The price of a threshold in whole photographs: 'of 1,000 real photos, 43 would be called AI'. */
export interface FalseAlarms {
  /** Of how many real photographs the others speak. */
  readonly per: number;
  /** Rounded to whole photographs; the interval outwards. */
  readonly calledAi: number;
  readonly low: number;
  readonly high: number;
  /** Real samples that this was measured on. */
  readonly n: number;
}

/** How many of so many real photographs score at least the threshold (Wilson's interval). null without real samples. */
export function falseAlarms(
  { scores, labels, realCount }: Scored,
  threshold: number,
  per = 1000,
): FalseAlarms | null {
  let called = 0;
  for (let i = 0; i < scores.length; i++) if (labels[i] === 0 && scores[i]! >= threshold) called++;
  const rate = proportion(called, realCount);
  if (!rate) return null;
  return {
    per,
    calledAi: Math.round(rate.value * per),
    low: Math.floor(rate.low * per),
    high: Math.ceil(rate.high * per),
    n: realCount,
  };
}
