import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useStore } from 'zustand';
import { benchmark } from '../../services/benchmark.ts';
import { explore } from '../../services/explore.ts';
import type { BenchmarkState } from '../../state/benchmark-store.ts';
import type { ExploreState } from '../../state/explore-store.ts';
import type { BenchmarkSearch } from './search.ts';

/** The selector must answer with a stable value: a field of the state, or a primitive. */
export function useBenchmark<T>(selector: (state: BenchmarkState) => T): T {
  return useStore(benchmark.store, selector);
}

/** The same for the source that is open in explore. */
export function useSource<T>(selector: (state: ExploreState) => T): T {
  return useStore(explore.store, selector);
}

export function useBenchmarkSearch(): BenchmarkSearch {
  return useSearch({ from: '/benchmark' });
}

/** Alters a part of the address; undefined takes it out. */
export function useChangeSearch(): (change: {
  readonly [K in keyof BenchmarkSearch]?: BenchmarkSearch[K] | undefined;
}) => void {
  const navigate = useNavigate({ from: '/benchmark' });
  return useCallback(
    (change) => {
      void navigate({
        search: (search: BenchmarkSearch) => ({ ...search, ...change }) as BenchmarkSearch,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
}
