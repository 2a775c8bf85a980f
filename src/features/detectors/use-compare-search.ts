import type { CompareSearch } from './search.ts';
import { useZoo } from './zoo.ts';

/** The address that compares a checkpoint with the default detector. */
export function useCompareSearch(id: string): CompareSearch {
  const standard = useZoo((state) => state.shipped?.index.default ?? null);
  return { with: standard === null ? id : `${standard},${id}` };
}
