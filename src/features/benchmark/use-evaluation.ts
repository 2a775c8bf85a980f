import { useEffect, useState } from 'react';
import type { Evaluation } from '../../core/benchmark/evaluate.ts';
import { benchmark } from '../../services/benchmark.ts';
import { useBenchmark } from './use-benchmark.ts';

/** The tables of what is measured so far; the last ones stay until newer ones are worked out. null before the first. */
export function useEvaluation(): Evaluation | null {
  const revision = useBenchmark((state) => state.tableRevision);
  const [evaluation, setEvaluation] = useState<Evaluation | null>(null);
  useEffect(() => {
    let wanted = true;
    void benchmark.evaluate().then((answer) => {
      if (wanted && answer) setEvaluation(answer);
    });
    return () => {
      wanted = false;
    };
  }, [revision]);
  return evaluation;
}
