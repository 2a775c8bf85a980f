import { useCallback } from 'react';
import { loadPublished, type AccuracyTable, type PublishedResults } from '../../core/benchmark/published.ts';
import { useLoaded, type Loaded } from '../../ui/use-loaded.ts';

export function usePublished(): Loaded<PublishedResults> {
  return useLoaded(useCallback(() => loadPublished(), []));
}

export function accuracyTable(published: Loaded<PublishedResults>, number: number): AccuracyTable | null {
  if (published.status !== 'ready') return null;
  const table = published.value.tables.find((each) => each.number === number);
  return table?.kind === 'accuracy' ? table : null;
}
