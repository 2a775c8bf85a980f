import { useMemo, type ReactElement } from 'react';
import { explore } from '../../services/explore.ts';
import { reportFacts } from '../../services/benchmark-report.ts';
import { differences } from './report-link.ts';
import { useBenchmark, useBenchmarkSearch } from './use-benchmark.ts';
import type { Findings } from './findings.ts';

/** Whether what was measured here rests on the same as the report whose link was followed. */
export function ReportCheck({ findings }: { readonly findings: Findings }): ReactElement | null {
  const search = useBenchmarkSearch();
  const done = useBenchmark((state) => state.status.is === 'done');
  const found = useMemo(() => {
    if (!done) return null;
    const { summary } = explore.store.getState();
    const facts = reportFacts(findings.measured, {
      generators: summary?.generators ?? [],
      classes: summary?.classes ?? [],
    });
    return differences(search, facts);
  }, [done, findings, search]);
  if (!found) return null;
  return (
    <p role="status" data-testid="report">
      {found.length === 0
        ? 'The same weights, pictures and version as in the report of this link.'
        : `Not the same as in the report of this link: ${found.join(', ')}.`}
    </p>
  );
}
