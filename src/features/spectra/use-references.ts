import { useCallback, useMemo } from 'react';
import type { SpectrumPicture } from '../../contracts/spectrum.ts';
import { messageOf } from '../../core/error-message.ts';
import type { Recipe } from '../../core/spectrum/recipe.ts';
import {
  recipeDifferences,
  referenceRecipes,
  type RecipePart,
  type ReferenceEntry,
  type ReferenceIndex,
  type ReferenceRecipe,
} from '../../core/spectrum/reference.ts';
import { loadReference, loadReferenceIndex } from '../../services/reference-spectra.ts';
import { useLoaded } from '../../ui/use-loaded.ts';
import { besideOf, recipeOf } from './search.ts';
import { useSpectraSearch } from './spectra.ts';

type ReferenceState =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  /** It was measured by another recipe than the groups; these parts differ. */
  | { readonly status: 'differs'; readonly parts: readonly RecipePart[] }
  | { readonly status: 'ready'; readonly picture: SpectrumPicture };

/** A reference spectrum that stands beside the groups. */
export interface BesideReference {
  readonly id: string;
  readonly name: string;
  readonly caveat: string;
  readonly state: ReferenceState;
}

export function useReferenceIndex() {
  return useLoaded(loadReferenceIndex);
}

/** Those that the address names. */
export function useBesideReferences(): readonly BesideReference[] {
  const search = useSpectraSearch();
  const ids = besideOf(search).join(',');
  const recipe = JSON.stringify(recipeOf(search));
  const load = useCallback(async () => {
    if (ids === '') return [];
    const index = await loadReferenceIndex();
    const match = matchOf(index, JSON.parse(recipe) as Recipe);
    return Promise.all(ids.split(',').map((id) => loadBeside(index, id, match)));
  }, [ids, recipe]);
  const loaded = useLoaded(load);
  return useMemo(() => {
    if (loaded.status === 'ready') return loaded.value;
    const state: ReferenceState = loaded;
    return ids === '' ? [] : ids.split(',').map((id) => ({ id, name: id, caveat: '', state }));
  }, [loaded, ids]);
}

type Match = { readonly recipe: ReferenceRecipe } | { readonly parts: readonly RecipePart[] };

/** The recipe of the references that is the groups' own; where none is, in what the nearest one differs. */
function matchOf({ recipes }: ReferenceIndex, recipe: Recipe): Match {
  const differences = referenceRecipes.map((name) => ({
    name,
    parts: recipeDifferences(recipes[name], recipe),
  }));
  const nearest = differences.reduce((best, other) =>
    other.parts.length < best.parts.length ? other : best,
  );
  return nearest.parts.length === 0 ? { recipe: nearest.name } : { parts: nearest.parts };
}

async function loadBeside(
  { references }: ReferenceIndex,
  id: string,
  match: Match,
): Promise<BesideReference> {
  const entry: Pick<ReferenceEntry, 'name' | 'caveat'> | undefined = references.find(
    (each) => each.id === id,
  );
  if (!entry) {
    const message = 'there is no reference spectrum of this name';
    return { id, name: id, caveat: '', state: { status: 'failed', message } };
  }
  const { name, caveat } = entry;
  if ('parts' in match) return { id, name, caveat, state: { status: 'differs', parts: match.parts } };
  const state = await loadReference(id, match.recipe).then(
    ({ picture }): ReferenceState => ({ status: 'ready', picture }),
    (error: unknown): ReferenceState => ({ status: 'failed', message: messageOf(error) }),
  );
  return { id, name, caveat, state };
}
