import { useEffect, useState } from 'react';
import type { Evaluation } from '../../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../../core/benchmark/measured-detector.ts';
import type { Measured } from '../../services/benchmark-api.ts';
import { benchmark } from '../../services/benchmark.ts';
import { useBenchmark } from './use-benchmark.ts';

/** Tables, and what they were made of. */
export interface Findings {
  readonly evaluation: Evaluation;
  readonly measured: Measured;
  /** Those that have a lane in the tables, in their order. */
  readonly detectors: readonly MeasuredDetector[];
  /** Conditions that were measured, untouched first. */
  readonly conditions: readonly string[];
}

/** The findings so far; the last ones stay until newer ones are worked out. null before the first. */
export function useFindings(): Findings | null {
  const revision = useBenchmark((state) => state.tableRevision);
  const [findings, setFindings] = useState<Findings | null>(null);
  useEffect(() => {
    let wanted = true;
    const measured = benchmark.measured();
    void benchmark.evaluate().then((evaluation) => {
      if (wanted && evaluation && measured) setFindings(findingsOf(evaluation, measured));
    });
    return () => {
      wanted = false;
    };
  }, [revision]);
  return findings;
}

function findingsOf(evaluation: Evaluation, measured: Measured): Findings {
  const { lanes } = evaluation;
  return {
    evaluation,
    measured,
    detectors: measured.detectors.filter(({ id }) => lanes.some(({ detector }) => detector === id)),
    conditions: [...new Set(lanes.map(({ condition }) => condition))],
  };
}
