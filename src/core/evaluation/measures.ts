import { averagePrecision } from './average-precision.ts';
import { aucWithInterval } from './delong.ts';
import type { Estimate } from './estimate.ts';
import { ratesAt, type Rates } from './rates.ts';
import { calibrationOf } from './reliability.ts';
import type { Scored } from './scored.ts';
import { recallAtLimit, type RecallAtLimit } from './tpr-at-fpr.ts';

/** All figures of one cell of the table. null where the samples for one are absent, or scores are no probabilities. */
export interface Measures {
  readonly real: number;
  readonly ai: number;
  /** At a threshold of 0.5. */
  readonly atHalf: Rates;
  /** At the detector's own threshold; null where it has none. */
  readonly atOperatingPoint: Rates | null;
  readonly averagePrecision: Estimate | null;
  readonly auc: Estimate | null;
  readonly recallAt5Percent: RecallAtLimit | null;
  readonly expectedCalibrationError: Estimate | null;
  readonly brier: Estimate | null;
}

export function measure(scored: Scored, operatingPoint: number | null): Measures {
  const calibration = calibrationOf(scored);
  return {
    real: scored.realCount,
    ai: scored.aiCount,
    atHalf: ratesAt(scored, 0.5),
    atOperatingPoint: operatingPoint === null ? null : ratesAt(scored, operatingPoint),
    averagePrecision: averagePrecision(scored),
    auc: aucWithInterval(scored),
    recallAt5Percent: recallAtLimit(scored),
    expectedCalibrationError: calibration?.expectedError ?? null,
    brier: calibration?.brier ?? null,
  };
}
