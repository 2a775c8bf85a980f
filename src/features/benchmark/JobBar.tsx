import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { benchmark } from '../../services/benchmark.ts';
import type { BenchmarkProgress, BenchmarkStatus } from '../../state/benchmark-store.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { integer, plural, roughDuration } from '../../ui/format.ts';
import { Progress } from '../../ui/Progress.tsx';
import { failureSentence, leftOutSentence } from './trouble-words.ts';
import { useBenchmark } from './use-benchmark.ts';
import styles from './JobBar.module.css';

/** How far the job is, ways to hold it, and what it met. */
export function JobBar(): ReactElement | null {
  const status = useBenchmark((state) => state.status);
  const progress = useBenchmark((state) => state.progress);
  if (status.is === 'idle') return null;
  return (
    <div className={styles['job']} data-testid="job" data-status={status.is}>
      <div className={styles['bar']}>
        <Work status={status} progress={progress} />
        <JobButtons status={status} />
      </div>
      <Met />
    </div>
  );
}

function Work({
  status,
  progress,
}: {
  readonly status: BenchmarkStatus;
  readonly progress: BenchmarkProgress;
}): ReactElement {
  const { done, total } = progress;
  const counts = `${integer(done)} of ${integer(total)} pictures`;
  switch (status.is) {
    case 'loading': {
      const words = status.detector === null ? 'Drawing samples' : `Starting ${status.detector}`;
      return (
        <div className={styles['work']}>
          <span className="small quiet">{words}</span>
          <Progress label={words} fraction={status.fraction} />
        </div>
      );
    }
    case 'running':
    case 'paused':
      return (
        <div className={styles['work']}>
          <span className="small quiet numbers">
            {status.is === 'paused' ? `${counts}, paused` : `${counts}${leftWords(progress)}`}
          </span>
          <Progress label="Pictures measured" fraction={total > 0 ? done / total : null} valueText={counts} />
        </div>
      );
    case 'done':
      return (
        <p role="status" className="numbers">
          {status.narrow ? 'Measured until the intervals were narrow' : 'Measured'}: {plural(done, 'picture')}
          {progress.known > 0
            ? `, ${plural(progress.known, 'score')} known from before, ${integer(progress.computed)} computed`
            : ''}
          .
        </p>
      );
    case 'cancelled':
      return <p role="status">Stopped at {counts}. What was computed is kept.</p>;
    case 'failed':
      return <p role="alert">{failureSentence(status.failure)}</p>;
    case 'idle':
      return <p />;
    default:
      return status satisfies never;
  }
}

function leftWords({ msLeft }: BenchmarkProgress): string {
  return msLeft === null ? '' : `, about ${roughDuration(msLeft)} left`;
}

function JobButtons({ status: { is } }: { readonly status: BenchmarkStatus }): ReactElement | null {
  if (is !== 'running' && is !== 'paused' && is !== 'loading') return null;
  return (
    <>
      {is === 'loading' ? null : (
        <Button
          onPress={() => {
            if (is === 'paused') benchmark.resume();
            else benchmark.pause();
          }}
        >
          {is === 'paused' ? 'Go on' : 'Pause'}
        </Button>
      )}
      <Button
        onPress={() => {
          benchmark.cancel();
        }}
      >
        Cancel
      </Button>
    </>
  );
}

/** What was left out, and what went wrong without ending the job. */
function Met(): ReactElement {
  const leftOut = useBenchmark((state) => state.leftOut);
  const first = useBenchmark((state) => state.firstLeftOut);
  const inMemory = useBenchmark((state) => state.keptInMemory);
  const notices = useBenchmark((state) => state.notices);
  return (
    <>
      {inMemory === null ? null : (
        <p className="small" role="alert">
          The browser does not keep the scores ({inMemory}). They stay until this page is closed; export what
          you need.
        </p>
      )}
      {notices.length > 0 ? <p className="small quiet">{notices.at(-1)}</p> : null}
      {leftOut > 0 ? (
        <Disclosure title={`${plural(leftOut, 'picture')} left out`} aside="damaged, or not readable">
          <ul className={styles['list']}>
            {first.map((picture) => (
              <li key={picture.id}>
                {leftOutSentence(picture)}{' '}
                <Link to="/explore" search={{ at: picture.id }}>
                  Show it
                </Link>
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </>
  );
}
