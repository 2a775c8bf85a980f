import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { BenchmarkPlan, BenchmarkScope } from '../../state/benchmark-store.ts';
import { Button } from '../../ui/Button.tsx';
import { integer, plural } from '../../ui/format.ts';
import { conditionGroups, conditionName } from './condition-words.ts';
import { DetectorField } from './DetectorField.tsx';
import type { Choice } from './detectors.ts';
import { KeptLine } from './KeptLine.tsx';
import { writeConditions, type BenchmarkSearch } from './search.ts';
import { useBenchmarkSearch, useChangeSearch, useSource } from './use-benchmark.ts';
import styles from './SetUp.module.css';

export interface SetUpProps {
  readonly plan: BenchmarkPlan;
  readonly choices: readonly Choice[];
  readonly onStart: () => void;
}

/** What is measured: which pictures, which detectors, after what, and how many. */
export function SetUp({ plan, choices, onStart }: SetUpProps): ReactElement {
  const ready = useSource((state) => state.source.status === 'open');
  const samples = useScopeSize(plan.scope);
  return (
    <div className={styles['setup']}>
      <SourceField />
      <ScopeField plan={plan} />
      <DetectorField choices={choices} />
      <ConditionField plan={plan} />
      <AmountField />
      <div className={styles['start']}>
        <Button
          look="primary"
          isDisabled={!ready || samples === 0 || plan.detectors.length === 0}
          onPress={onStart}
        >
          Measure
        </Button>
        <p className="small quiet">{workWords(plan, samples)}</p>
      </div>
      <KeptLine />
    </div>
  );
}

function workWords({ detectors, conditions, images, adaptive }: BenchmarkPlan, samples: number): string {
  if (detectors.length === 0) return 'Choose a detector first.';
  if (samples === 0) return 'Open a data set with real and generated pictures first.';
  const most = Math.min(images ?? samples, samples);
  const looks = most * detectors.length * conditions.length;
  const upTo = adaptive ? 'up to ' : '';
  return `${upTo}${plural(most, 'picture')}, ${upTo}${plural(looks, 'look')} of a detector. Scores are kept in this browser: nothing is computed twice.`;
}

function useScopeSize(scope: BenchmarkScope): number {
  return useSource((state) =>
    scope === 'all'
      ? (state.summary?.samples ?? 0)
      : scope === 'view'
        ? (state.view?.matches ?? 0)
        : state.selected,
  );
}

function SourceField(): ReactElement {
  const change = useChangeSearch();
  const source = useSource((state) => state.source);
  return (
    <fieldset className={styles['field']}>
      <legend>Data set</legend>
      {source.status === 'open' ? (
        <p>
          <strong>{source.report.name}</strong>, {plural(source.report.samples, 'sample')}
        </p>
      ) : source.status === 'opening' ? (
        <p role="status">
          Opening {source.name}, {integer(source.found)} found so far
        </p>
      ) : (
        <div className={styles['choices']}>
          <Button
            onPress={() => {
              change({ set: 'built-in' });
            }}
          >
            Open the built-in set
          </Button>
        </div>
      )}
      <p className="small quiet">
        Folders, archives, Parquet files and sets of Hugging Face are opened in{' '}
        <Link to="/explore">Explore</Link>.
      </p>
    </fieldset>
  );
}

const scopes: readonly (readonly [BenchmarkScope, string])[] = [
  ['all', 'All of it'],
  ['view', 'What the filters of Explore let through'],
  ['selection', 'What is selected in Explore'],
];

function ScopeField({ plan }: { readonly plan: BenchmarkPlan }): ReactElement {
  const change = useChangeSearch();
  const sizes = {
    all: useScopeSize('all'),
    view: useScopeSize('view'),
    selection: useScopeSize('selection'),
  };
  return (
    <fieldset className={styles['field']}>
      <legend>Which pictures</legend>
      {scopes.map(([scope, words]) => (
        <label key={scope} className={styles['option']}>
          <input
            type="radio"
            name="scope"
            checked={plan.scope === scope}
            disabled={scope !== 'all' && sizes[scope] === 0 && plan.scope !== scope}
            onChange={() => {
              change({ scope: scope === 'all' ? undefined : scope });
            }}
          />
          <span>
            {words} <span className="small quiet numbers">{integer(sizes[scope])}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function ConditionField({ plan }: { readonly plan: BenchmarkPlan }): ReactElement {
  const change = useChangeSearch();
  const choose = (keys: readonly string[], wanted: boolean): void => {
    const rest = plan.conditions.filter((key) => !keys.includes(key));
    change({ conditions: writeConditions(wanted ? [...rest, ...keys] : rest) });
  };
  // An address may name some that no choice here covers as a whole.
  const covered = conditionGroups.filter(({ keys }) => keys.every((key) => plan.conditions.includes(key)));
  const others = plan.conditions.filter(
    (key) => key !== 'untouched' && !covered.some(({ keys }) => keys.includes(key)),
  );
  return (
    <fieldset className={styles['field']}>
      <legend>Conditions</legend>
      <label className={styles['option']}>
        <input type="checkbox" checked disabled />
        <span>{conditionName('untouched')}</span>
      </label>
      {conditionGroups.map(({ name, note, keys }) => (
        <label key={name} className={styles['option']}>
          <input
            type="checkbox"
            checked={keys.every((key) => plan.conditions.includes(key))}
            onChange={(event) => {
              choose(keys, event.currentTarget.checked);
            }}
          />
          <span>
            {name} <span className="small quiet">{note}</span>
          </span>
        </label>
      ))}
      {others.length > 0 ? (
        <label className={styles['option']}>
          <input
            type="checkbox"
            checked
            onChange={() => {
              choose(others, false);
            }}
          />
          <span>
            Of the address <span className="small quiet">{others.map(conditionName).join(', ')}</span>
          </span>
        </label>
      ) : null}
    </fieldset>
  );
}

const amounts: readonly (readonly [NonNullable<BenchmarkSearch['images']>, string])[] = [
  ['narrow', 'Until the intervals are narrow'],
  ['100', '100 pictures'],
  ['1000', '1,000 pictures'],
  ['all', 'All of them'],
];

function AmountField(): ReactElement {
  const change = useChangeSearch();
  const { images = 'narrow' } = useBenchmarkSearch();
  const listed = amounts.some(([key]) => key === images);
  const shown = listed ? amounts : [...amounts, [images, plural(Number(images), 'picture')] as const];
  return (
    <fieldset className={styles['field']}>
      <legend>How many</legend>
      {shown.map(([key, words]) => (
        <label key={key} className={styles['option']}>
          <input
            type="radio"
            name="images"
            checked={images === key}
            onChange={() => {
              change({ images: key === 'narrow' ? undefined : key });
            }}
          />
          <span>{words}</span>
        </label>
      ))}
      <p className="small quiet">
        As many real as generated ones, in turn from every generator and class, by seed.
      </p>
    </fieldset>
  );
}
