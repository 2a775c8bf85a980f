import { lazy, Suspense, useState, type ReactElement } from 'react';
import { useClassify } from '../features/classify/service-context.ts';
import { backendNames } from '../ui/backend-names.ts';
import type { RuntimeState } from '../state/classify-store.ts';
import { percent } from '../ui/format.ts';
import styles from './RuntimeBadge.module.css';

const RuntimeDetails = lazy(() =>
  import('./RuntimeDetails.tsx').then((module) => ({ default: module.RuntimeDetails })),
);

/** What runs the detector, in a word; the whole report opens below it. */
export function RuntimeBadge(): ReactElement {
  const runtime = useClassify((state) => state.runtime);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles['badge']}
        popoverTarget="runtime-details"
        data-testid="runtime-badge"
        data-status={runtime.status}
        data-backend={runtime.status === 'ready' ? runtime.report.backend : ''}
      >
        <span className={styles['light']} data-status={runtime.status} aria-hidden="true" />
        <span className="visually-hidden">Detector runtime: </span>
        <span>{badgeWords(runtime)}</span>
      </button>
      {/* The browser's own popover: it closes on Escape and on a click beside it, and gives the focus back. */}
      <div
        id="runtime-details"
        popover="auto"
        role="dialog"
        aria-label="Detector runtime"
        className={styles['popover']}
        onToggle={(event) => {
          if (event.newState === 'open') setOpened(true);
        }}
      >
        {opened ? (
          <Suspense fallback={<p className="quiet">Loading</p>}>
            <RuntimeDetails />
          </Suspense>
        ) : null}
      </div>
    </>
  );
}

function badgeWords(runtime: RuntimeState): string {
  switch (runtime.status) {
    case 'idle':
      return 'Not loaded';
    case 'loading':
      return runtime.phase === 'download' && runtime.fraction !== null
        ? `Loading ${percent(runtime.fraction)}`
        : 'Loading';
    case 'ready':
      return backendNames[runtime.report.backend];
    case 'failed':
      return 'Does not run';
    default:
      runtime satisfies never;
      return '';
  }
}
