import type { ReactElement } from 'react';
import { Chips } from '../../ui/Chips.tsx';
import { BiasView } from './BiasView.tsx';
import { ClassesView } from './ClassesView.tsx';
import { CorrelationView } from './CorrelationView.tsx';
import { CurvesView } from './CurvesView.tsx';
import { DegradedView } from './DegradedView.tsx';
import { ExportBar } from './ExportBar.tsx';
import { FamiliesView } from './FamiliesView.tsx';
import { GeneratorsView } from './GeneratorsView.tsx';
import { ReportCheck } from './ReportCheck.tsx';
import { tabs, type Tab } from './search.ts';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';
import type { Findings } from './findings.ts';
import { useFindings } from './use-findings.ts';
import { WorstView } from './WorstView.tsx';
import styles from './Results.module.css';

const tabNames: Readonly<Record<Tab, string>> = {
  generators: 'By generator',
  degraded: 'Degraded',
  worst: 'Worst case',
  curves: 'Curves and threshold',
  classes: 'By class',
  bias: 'Raw and matched',
  families: 'Families',
  correlation: 'Correlation',
};

const viewOf: Readonly<Record<Tab, (props: { readonly findings: Findings }) => ReactElement>> = {
  generators: GeneratorsView,
  degraded: DegradedView,
  worst: WorstView,
  curves: CurvesView,
  classes: ClassesView,
  bias: BiasView,
  families: FamiliesView,
  correlation: CorrelationView,
};

/** What was measured, one view at a time. */
export function Results(): ReactElement | null {
  const findings = useFindings();
  const { tab = 'generators' } = useBenchmarkSearch();
  const change = useChangeSearch();
  if (!findings) return null;
  const View = viewOf[tab];
  return (
    <section className={styles['results']} aria-label="Results">
      <h2 className="visually-hidden">Results</h2>
      <Chips
        name="View of the results"
        value={tab}
        choices={tabs.map((key) => ({ key, label: tabNames[key] }))}
        onChange={(key) => {
          change({ tab: key === 'generators' ? undefined : key });
        }}
      />
      <ReportCheck findings={findings} />
      <View findings={findings} />
      <ExportBar findings={findings} />
    </section>
  );
}
