import { useCallback } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { loadCatalogue } from '../../services/model-catalogue.ts';
import { useLoaded, type Loaded } from '../../ui/use-loaded.ts';

/** The detectors of this page, as their cards say. */
export function useShippedDetectors(): Loaded<readonly ModelCard[]> {
  return useLoaded(useCallback(async () => (await loadCatalogue()).cards, []));
}
