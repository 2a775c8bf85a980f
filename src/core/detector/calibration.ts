import { weightedMean } from './crop-weights.ts';
import type { Calibration } from './model-card.ts';

/** The page never claims more than this, whatever the logit: p stays in [0.01, 0.99]. */
export const certaintyLimit = 0.99;

export interface CalibratedProbability {
  /** Probability that the picture is AI-generated at even prior odds, clamped to [0.01, 0.99]. */
  readonly probability: number;
  /** 95 % interval of that probability, clamped alike. */
  readonly low: number;
  readonly high: number;
}

/**
 * Platt scaling with its uncertainty.
 *
 * p = sigmoid(slope * z + intercept), z the weighted mean of the crops' logits (Platt 1999). The interval is taken on
 * the logit scale by the delta method: the variance of the fit, [z 1] covariance [z 1]^T, plus the variance of the
 * mean over crops, slope^2 s^2 sum w^2 (slope^2 s^2 / n where all count alike). It says how firm this reading is, not
 * how often the detector errs.
 *
 * @param logits one a crop, at least one, finite
 * @param weights one a crop, summing to 1 (`cropWeights`)
 */
export function calibrate(
  logits: readonly number[],
  weights: readonly number[],
  calibration: Calibration,
): CalibratedProbability {
  const z = weightedMean(logits, weights);
  const { slope, intercept, covariance } = calibration;
  const [[varSlope, covA], [covB, varIntercept]] = covariance;
  const varFit = z * z * varSlope + z * (covA + covB) + varIntercept;
  const varCrops = slope * slope * varianceOfMean(logits, weights, z);
  const halfWidth = 1.96 * Math.sqrt(Math.max(0, varFit) + varCrops);
  const logit = slope * z + intercept;
  return {
    probability: clamp(probabilityOf(z, calibration)),
    low: clamp(sigmoid(logit - halfWidth)),
    high: clamp(sigmoid(logit + halfWidth)),
  };
}

/**
 * p as it is, without the limit to what is shown: evaluation ranks by it, and values cut off at a limit would all be
 * ties.
 *
 * @param z weighted mean of the crops' logits
 */
export function probabilityOf(
  z: number,
  { slope, intercept }: Pick<Calibration, 'slope' | 'intercept'>,
): number {
  return sigmoid(slope * z + intercept);
}

/** s^2 sum w^2, with s^2 = sum w (x - mean)^2 / (1 - sum w^2): unbiased for weights that are not counts; s^2 / n for equal ones. */
function varianceOfMean(values: readonly number[], weights: readonly number[], centre: number): number {
  if (values.length < 2) return 0;
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  const spread = weightedMean(
    values.map((value) => (value - centre) ** 2),
    weights,
  );
  return (spread / (1 - squares)) * squares;
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function clamp(probability: number): number {
  return Math.min(certaintyLimit, Math.max(1 - certaintyLimit, probability));
}
