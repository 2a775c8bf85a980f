import { useState, type ReactElement } from 'react';
import type { BenchmarkPlan } from '../../state/benchmark-store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { plural } from '../../ui/format.ts';
import { SetUp, type SetUpProps } from './SetUp.tsx';
import { useBenchmark, useSource } from './use-benchmark.ts';

/** What is measured, folded away once there is something to look at. */
export function SetUpPanel(props: SetUpProps): ReactElement {
  const begun = useBenchmark(({ status }) => status.is !== 'idle' && status.is !== 'failed');
  const source = useSource((state) => (state.source.status === 'open' ? state.source.report.name : null));
  // What a person did to it since the job began or ended; null: nothing.
  const [chosen, setChosen] = useState<{ readonly begun: boolean; readonly open: boolean } | null>(null);
  const open = chosen?.begun === begun ? chosen.open : !begun;
  return (
    <Disclosure
      title="What is measured"
      aside={summaryOf(props.plan, source)}
      open={open}
      onToggle={(next) => {
        if (next !== open) setChosen({ begun, open: next });
      }}
    >
      <SetUp
        {...props}
        onStart={() => {
          setChosen(null);
          props.onStart();
        }}
      />
    </Disclosure>
  );
}

function summaryOf({ detectors, conditions }: BenchmarkPlan, source: string | null): string {
  const parts = [plural(detectors.length, 'detector'), plural(conditions.length, 'condition')];
  return [...(source === null ? [] : [source]), ...parts].join(', ');
}
