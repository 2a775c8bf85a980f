import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useStore } from 'zustand';
import { spectra } from '../../services/spectra.ts';
import type { SpectraState } from '../../state/spectra-store.ts';
import { degradationOf, recipeOf, type SpectraSearch } from './search.ts';

/** Adds a sentence for the reader; null adds none. */
export function say(text: string | null): void {
  if (text !== null) spectra.store.setState(({ notices }) => ({ notices: [...notices, text] }));
}

/** The selector must answer with a stable value: a field of the state, or a primitive. */
export function useSpectra<T>(selector: (state: SpectraState) => T): T {
  return useStore(spectra.store, selector);
}

export function useSpectraSearch(): SpectraSearch {
  return useSearch({ from: '/spectra' });
}

export function useChangeSearch(): (change: Partial<Record<keyof SpectraSearch, unknown>>) => void {
  const navigate = useNavigate({ from: '/spectra' });
  return useCallback(
    (change) => {
      void navigate({
        search: (search) => ({ ...search, ...change }) as SpectraSearch,
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
}

/** Computes what the address says while the view is open; ends the workers when it is left. */
export function useComputing(): void {
  const search = useSpectraSearch();
  const recipe = JSON.stringify(recipeOf(search));
  const degradation = JSON.stringify(degradationOf(search));
  useEffect(() => {
    // As text, because an address that changes its view only must not begin anew.
    const timer = setTimeout(() => {
      spectra.compute(
        JSON.parse(recipe) as ReturnType<typeof recipeOf>,
        JSON.parse(degradation) as ReturnType<typeof degradationOf>,
      );
    }, 150);
    return () => {
      clearTimeout(timer);
    };
  }, [recipe, degradation]);
  useEffect(
    () => () => {
      spectra.leave();
    },
    [],
  );
}
