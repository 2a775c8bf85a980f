import { calibrate, type CalibratedProbability } from './calibration.ts';
import type { Calibration, OperatingPoint } from './model-card.ts';

export type VerdictKind = 'camera' | 'inconclusive' | 'ai';

export interface Verdict extends CalibratedProbability {
  readonly kind: VerdictKind;
}

/**
 * The words for a picture: 'ai' at or above the operating point, 'camera' at or below its lower edge, else
 * 'inconclusive'. The zone is decided before the probability is clamped for display, by the same p.
 *
 * @throws RangeError when a logit is not finite: a number that means nothing must not become a verdict
 */
export function judge(
  logits: readonly number[],
  weights: readonly number[],
  calibration: Calibration,
  operatingPoint: OperatingPoint,
): Verdict {
  if (!logits.every(Number.isFinite)) throw new RangeError(`logits are not finite: ${logits.join(', ')}`);
  const calibrated = calibrate(logits, weights, calibration);
  return { ...calibrated, kind: zoneOf(calibrated.probability, operatingPoint) };
}

export function zoneOf(
  probability: number,
  { aiAbove, cameraBelow }: Pick<OperatingPoint, 'aiAbove' | 'cameraBelow'>,
): VerdictKind {
  if (probability >= aiAbove) return 'ai';
  return probability <= cameraBelow ? 'camera' : 'inconclusive';
}
