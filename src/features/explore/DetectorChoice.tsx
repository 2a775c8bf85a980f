import type { ReactElement } from 'react';
import { useExplore } from './use-explore.ts';
import { useExploreSearch } from './use-explore-search.ts';
import styles from './Facets.module.css';

const none: readonly string[] = [];

/** Whose scores are filtered and shown, where there are those of several. */
export function DetectorChoice(): ReactElement | null {
  const { change } = useExploreSearch();
  const detectors = useExplore((state) => state.summary?.detectors ?? none);
  const shown = useExplore((state) => state.view?.filter.detector ?? null);
  if (detectors.length < 2) return null;
  return (
    <label className={styles['detector']}>
      <span className="small">Scores of</span>
      <select
        value={shown ?? ''}
        onChange={(event) => {
          // Bins of one detector's scores mean something else for another's.
          change({ by: event.currentTarget.value, score: undefined, verdict: undefined });
        }}
      >
        {detectors.map((detector) => (
          <option key={detector} value={detector}>
            {detector}
          </option>
        ))}
      </select>
    </label>
  );
}
