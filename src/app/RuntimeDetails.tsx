import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Refusal, RuntimeReport } from '../contracts/inference.ts';
import { loadFailureSentence } from '../features/classify/failure-sentence.ts';
import { backendNames } from '../ui/backend-names.ts';
import { LoadingDetector } from '../features/classify/LoadingDetector.tsx';
import { useClassify, useClassifyService } from '../features/classify/service-context.ts';
import { Button } from '../ui/Button.tsx';
import { Facts, type Fact } from '../ui/Facts.tsx';
import { compact, duration } from '../ui/format.ts';
import styles from './RuntimeDetails.module.css';

export function RuntimeDetails(): ReactElement {
  const service = useClassifyService();
  const runtime = useClassify((state) => state.runtime);
  const card = useClassify((state) => state.card);
  return (
    <div className={styles['details']}>
      <h2>Detector runtime</h2>
      {card ? (
        <p>
          <Link to="/detectors/$id" params={{ id: card.id }}>
            {card.name}
          </Link>
          , version {card.version}
        </p>
      ) : null}
      {runtime.status === 'idle' ? (
        <>
          <p className="quiet">The detector is loaded with the first picture.</p>
          <Button
            onPress={() => {
              service.warmUp();
            }}
          >
            Load it now
          </Button>
        </>
      ) : null}
      {runtime.status === 'loading' ? <LoadingDetector runtime={runtime} /> : null}
      {runtime.status === 'failed' ? (
        <>
          <p role="alert">{loadFailureSentence(runtime.failure)}</p>
          <Button
            onPress={() => {
              service.warmUp();
            }}
          >
            Try again
          </Button>
        </>
      ) : null}
      {runtime.status === 'ready' ? (
        <>
          <Facts facts={reportFacts(runtime.report)} />
          <Refusals refusals={runtime.report.refusals} />
        </>
      ) : null}
      <WasmOnly />
    </div>
  );
}

function reportFacts(report: RuntimeReport): readonly Fact[] {
  const software = report.softwareAdapter ? ' (software, slow)' : '';
  return [
    ['Backend', backendNames[report.backend]],
    ['Graphics adapter', report.adapter === null ? null : `${report.adapter}${software}`],
    ['Precision', report.precision],
    ['Threads', report.backend === 'wasm' ? threadWords(report) : null],
    [
      'Self-test',
      `differs by ${compact(report.selfTestDrift)} at most, ${compact(report.selfTestLimit)} allowed`,
    ],
    ['Detector from', report.modelFrom === 'cache' ? 'this browser’s store' : 'the network'],
    ['Loading', duration(report.loadMs)],
    ['Warm-up', duration(report.warmUpMs)],
  ];
}

function threadWords({ threads, crossOriginIsolated }: RuntimeReport): string {
  if (!crossOriginIsolated) return '1, single-threaded: this page is not cross-origin isolated';
  return String(threads);
}

function Refusals({ refusals }: { readonly refusals: readonly Refusal[] }): ReactElement | null {
  if (refusals.length === 0) return null;
  return (
    <div>
      <h3>Not used</h3>
      <ul className={styles['refusals']}>
        {refusals.map(({ backend, reason }) => (
          <li key={`${backend} ${reason}`}>
            {backendNames[backend]}: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

function WasmOnly(): ReactElement {
  const navigate = useNavigate();
  const { backend } = useSearch({ from: '__root__' });
  return (
    <label className={styles['switch']}>
      <input
        type="checkbox"
        checked={backend === 'wasm'}
        onChange={(event) => {
          const wanted = event.currentTarget.checked ? ('wasm' as const) : undefined;
          void navigate({ to: '.', search: (search) => ({ ...search, backend: wanted }), replace: true });
        }}
      />
      <span>
        Use WASM only
        <span className="quiet small"> (the processor instead of the graphics card)</span>
      </span>
    </label>
  );
}
