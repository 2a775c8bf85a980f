import type { ReactElement, ReactNode } from 'react';
import { Chips } from '../../ui/Chips.tsx';
import { NativeSelect } from '../../ui/NativeSelect.tsx';
import { conditionName } from './condition-words.ts';
import { dependsOnThreshold, metricNames, metricNotes } from './metric-words.ts';
import { metrics, type Metric } from './search.ts';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';
import styles from './Choosers.module.css';

export interface Shown {
  readonly metric: Metric;
  /** By the operating point of the card instead of 0.5. */
  readonly own: boolean;
}

export function useShown(): Shown {
  const { metric = metrics[0], cut } = useBenchmarkSearch();
  return { metric, own: cut === 'own' };
}

/** Which figure the tables show, and from where on a picture counts as called AI. */
export function MetricChooser({ only = metrics }: { readonly only?: readonly Metric[] }): ReactElement {
  const change = useChangeSearch();
  const { metric, own } = useShown();
  return (
    <div className={styles['choosers']}>
      <Chips
        name="Figure"
        value={metric}
        choices={only.map((key) => ({ key, label: metricNames[key] }))}
        onChange={(key) => {
          change({ metric: key === metrics[0] ? undefined : key });
        }}
      />
      {dependsOnThreshold(metric) ? (
        <Chips
          name="Called AI from"
          value={own ? 'own' : 'half'}
          choices={[
            { key: 'half', label: 'p ≥ 0.5' },
            { key: 'own', label: 'Operating point of its card' },
          ]}
          onChange={(key) => {
            change({ cut: key === 'own' ? 'own' : undefined });
          }}
        />
      ) : null}
      <p className={`small quiet ${styles['note'] ?? ''}`}>{metricNotes[metric]}</p>
    </div>
  );
}

/** Several of them beside each other. */
export function Picks({ children }: { readonly children: ReactNode }): ReactElement {
  return <div className={styles['picks']}>{children}</div>;
}

interface PickProps<K extends string> {
  readonly name: string;
  readonly value: K;
  readonly choices: readonly (readonly [key: K, words: string])[];
  readonly onChange: (key: K) => void;
}

/** One of many, with its name before it. */
export function Pick<K extends string>({ name, value, choices, onChange }: PickProps<K>): ReactElement {
  return (
    <label className={styles['pick']}>
      <span className="small quiet">{name}</span>
      <NativeSelect {...{ value, choices, onChange }} />
    </label>
  );
}

/** The condition of the address, where it was measured. */
export function useCondition(conditions: readonly string[]): string {
  const { after = 'untouched' } = useBenchmarkSearch();
  return conditions.includes(after) ? after : 'untouched';
}

export function ConditionPick({
  conditions,
}: {
  readonly conditions: readonly string[];
}): ReactElement | null {
  const change = useChangeSearch();
  const value = useCondition(conditions);
  if (conditions.length < 2) return null;
  return (
    <Pick
      name="After"
      value={value}
      choices={conditions.map((key) => [key, conditionName(key)])}
      onChange={(key) => {
        change({ after: key === 'untouched' ? undefined : key });
      }}
    />
  );
}
