import { useEffect } from 'react';
import { explore } from '../../services/explore.ts';
import { openedSet, requestOfSet } from '../../services/named-sets.ts';
import { useSource } from './use-benchmark.ts';

/** Opens what the address names where nothing is open. What is open stays. */
export function useSetOfAddress(set: string | null): void {
  const nothing = useSource((state) => state.source.status === 'none');
  useEffect(() => {
    if (set === null || !nothing) return;
    openedSet.current = set;
    const { request, name } = requestOfSet(set);
    void explore.open(request, name);
  }, [set, nothing]);
}
