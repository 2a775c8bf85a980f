import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { readExploreSearch, type ExploreSearch } from './search.ts';

interface SearchChange {
  readonly search: ExploreSearch;
  /** Alters a part of the address; undefined takes it out. With `push` Back leads here again. */
  readonly change: (
    part: { readonly [K in keyof ExploreSearch]?: ExploreSearch[K] | undefined },
    push?: boolean,
  ) => void;
  /** Puts another in its place, the detector and the backend aside. */
  readonly replace: (search: ExploreSearch) => void;
}

export function useExploreSearch(): SearchChange {
  const raw: Record<string, unknown> = useSearch({ from: '/explore' });
  const navigate = useNavigate({ from: '/explore' });
  const search = useMemo(() => readExploreSearch(raw), [raw]);
  const change = useCallback<SearchChange['change']>(
    (part, push = false) => {
      void navigate({ search: (former) => ({ ...former, ...part }), replace: !push });
    },
    [navigate],
  );
  const replace = useCallback(
    (next: ExploreSearch) => {
      void navigate({
        search: ({ detector, backend, threads }) => ({ detector, backend, threads, ...next }),
        replace: true,
      });
    },
    [navigate],
  );
  return { search, change, replace };
}
