import type { Evaluation } from '../../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../../core/benchmark/measured-detector.ts';
import type { Measured } from '../../services/benchmark-api.ts';

/** Tables, and what they were made of. */
export interface Findings {
  readonly evaluation: Evaluation;
  readonly measured: Measured;
  /** Those that have a lane in the tables, in their order. */
  readonly detectors: readonly MeasuredDetector[];
  /** Conditions that were measured, untouched first. */
  readonly conditions: readonly string[];
}

export function findingsOf(evaluation: Evaluation, measured: Measured): Findings {
  const { lanes } = evaluation;
  return {
    evaluation,
    measured,
    detectors: measured.detectors.filter(({ id }) => lanes.some(({ detector }) => detector === id)),
    conditions: [...new Set(lanes.map(({ condition }) => condition))],
  };
}
