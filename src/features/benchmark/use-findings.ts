import { useEffect, useState } from 'react';
import { benchmark } from '../../services/benchmark.ts';
import { findingsOf, type Findings } from './findings.ts';
import { useBenchmark } from './use-benchmark.ts';

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
