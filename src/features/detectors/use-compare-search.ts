import { writeNamed } from '../../core/zoo/named.ts';
import type { CompareSearch } from './search.ts';
import { useZoo } from './zoo.ts';

/** The address that compares a checkpoint with the default detector, its classes in the order that was noted. */
export function useCompareSearch(id: string): CompareSearch {
  const standard = useZoo((state) => state.shipped?.index.default ?? null);
  const swapped = useZoo(
    (state) => state.checkpoints?.find(({ record }) => record.id === id)?.record.swapped ?? false,
  );
  const ours = standard === null ? [] : [{ id: standard, swapped: false }];
  return { with: writeNamed([...ours, { id, swapped }]) };
}
