import type { Estimate } from './estimate.ts';
import { proportion, type Proportion } from './proportion.ts';
import type { Scored } from './scored.ts';

/** How often a threshold is right. null where the samples for it are absent. */
export interface Rates {
  readonly threshold: number;
  readonly accuracy: Proportion | null;
  /** Mean of the two rates below; n counts both labels. */
  readonly balancedAccuracy: Estimate | null;
  /** Real samples called real (true negative rate). */
  readonly realAccuracy: Proportion | null;
  /** AI samples called AI (true positive rate, recall). */
  readonly fakeAccuracy: Proportion | null;
}

/** Rates where samples that score at least `threshold` are called AI. Wilson intervals, MOVER for the balanced one. */
export function ratesAt({ scores, labels, realCount, aiCount }: Scored, threshold: number): Rates {
  let calledAi = 0;
  let rightlyAi = 0;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! < threshold) continue;
    calledAi++;
    rightlyAi += labels[i]!;
  }
  const rightlyReal = realCount - (calledAi - rightlyAi);
  const realAccuracy = proportion(rightlyReal, realCount);
  const fakeAccuracy = proportion(rightlyAi, aiCount);
  return {
    threshold,
    accuracy: proportion(rightlyReal + rightlyAi, realCount + aiCount),
    balancedAccuracy: realAccuracy && fakeAccuracy && meanOfRates(realAccuracy, fakeAccuracy),
    realAccuracy,
    fakeAccuracy,
  };
}

/**
 * Mean of two independent rates. The interval is put together from theirs by squaring and adding the distances to
 * either limit (MOVER: Newcombe 1998; Zou and Donner 2008), which keeps it inside 0..1.
 */
function meanOfRates(a: Proportion, b: Proportion): Estimate {
  const value = (a.value + b.value) / 2;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.value - b.low) / 2,
    high: value + Math.hypot(a.high - a.value, b.high - b.value) / 2,
    n: a.n + b.n,
  };
}
