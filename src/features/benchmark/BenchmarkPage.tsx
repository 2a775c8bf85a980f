import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { benchmark } from '../../services/benchmark.ts';
import { useTitle } from '../../ui/use-title.ts';
import { useChoices, type Choice } from './detectors.ts';
import { JobBar } from './JobBar.tsx';
import { Results } from './Results.tsx';
import { planOf } from './search.ts';
import { SetUpPanel } from './SetUpPanel.tsx';
import { useResume } from './started-jobs.ts';
import { useBenchmarkSearch } from './use-benchmark.ts';
import { useSetOfAddress } from './use-set-of-address.ts';
import styles from './BenchmarkPage.module.css';

/** How good a detector is: on every generator, after every degradation, with what is not known. */
export function BenchmarkPage(): ReactElement {
  useTitle('Benchmark');
  const { set } = useBenchmarkSearch();
  useSetOfAddress(set ?? null);
  const detectors = useChoices();
  return (
    <div className={styles['page']}>
      <div className={styles['intro']}>
        <h1>Benchmark</h1>
        <p className="prose quiet small">
          How often a detector is right on your pictures: by generator, after compression, scaling and blur.
          Measured in this page, with 95 % intervals. The tables that GenImage published are{' '}
          <Link to="/benchmark/published">on their own page</Link>.
        </p>
      </div>
      {detectors.status === 'loading' ? <p role="status">Loading the list of detectors…</p> : null}
      {detectors.status === 'failed' ? <p role="alert">{detectors.message}</p> : null}
      {detectors.status === 'ready' && detectors.problem !== null ? (
        <p role="alert">{detectors.problem}</p>
      ) : null}
      {detectors.status === 'ready' ? <Bench choices={detectors.list} /> : null}
    </div>
  );
}

function Bench({ choices }: { readonly choices: readonly Choice[] }): ReactElement {
  const plan = planOf(
    useBenchmarkSearch(),
    choices.filter(({ kind }) => kind === 'shipped').map(({ id }) => id),
    choices.filter(({ unfit }) => unfit === null).map(({ id }) => id),
  );
  const { backend = 'auto', threads = 0 } = useSearch({ from: '__root__' });
  const start = useResume(plan, () => {
    void benchmark.start(plan, { choice: backend, threads });
  });
  return (
    <>
      <SetUpPanel plan={plan} choices={choices} onStart={start} />
      <JobBar />
      <Results />
    </>
  );
}
