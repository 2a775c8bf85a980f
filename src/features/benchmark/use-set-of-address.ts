import { useEffect } from 'react';
import { explore } from '../../services/explore.ts';
import type { SourceRequest } from '../../contracts/dataset-sources.ts';
import { useSource } from './use-benchmark.ts';

/** The built-in set, or a data set of Hugging Face by its id. */
function requestOf(set: string): { readonly request: SourceRequest; readonly name: string } {
  if (set.startsWith('hub:')) {
    const id = set.slice('hub:'.length);
    return { request: { kind: 'hub', id }, name: id };
  }
  const base = new URL(import.meta.env.BASE_URL, location.href);
  const address = new URL('samples/explore/index.json', base).href;
  return { request: { kind: 'listed', address }, name: 'Built-in set' };
}

/** Opens what the address names where nothing is open. What is open stays. */
export function useSetOfAddress(set: string | null): void {
  const nothing = useSource((state) => state.source.status === 'none');
  useEffect(() => {
    if (set === null || !nothing) return;
    const { request, name } = requestOf(set);
    void explore.open(request, name);
  }, [set, nothing]);
}
