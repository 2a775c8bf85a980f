import { useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { zoo } from '../../services/zoo.ts';

/** Measures detectors on the backend that the address names. */
export function useMeasure(): (ids: readonly string[]) => void {
  const { backend = 'auto', threads = 0 } = useSearch({ from: '__root__' });
  return useCallback(
    (ids) => {
      void zoo.measure(ids, { choice: backend, threads });
    },
    [backend, threads],
  );
}
