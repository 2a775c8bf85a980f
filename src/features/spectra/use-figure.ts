import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { SpectrumPicture } from '../../contracts/spectrum.ts';
import type { Recipe } from '../../core/spectrum/recipe.ts';
import { spectra } from '../../services/spectra.ts';
import type { SpectraGroup } from '../../state/spectra-store.ts';
import type { BesideReference } from './use-references.ts';
import { recipeOf, viewOf, type View } from './search.ts';
import { rangeOf, shownValues, type Range, type ShownValues } from './shown-values.ts';
import { useSpectra, useSpectraSearch } from './spectra.ts';

export interface PanelData {
  readonly group: Pick<SpectraGroup, 'id' | 'name'>;
  /** Place among the groups, 0-based: its colour in the charts. */
  readonly place: number;
  readonly picture: SpectrumPicture;
  readonly shown: ShownValues;
  readonly range: Range;
}

/** Everything that is drawn, of one moment. */
export interface Figure {
  readonly recipe: Recipe;
  readonly view: View;
  readonly panels: readonly PanelData[];
  readonly reference: PanelData | null;
  /** After how many images there is a picture of any group. */
  readonly stages: readonly number[];
}

/** @param references stand behind the groups, at places of their own */
export function useFigure(references: readonly BesideReference[]): Figure {
  const search = useSpectraSearch();
  const { after } = viewOf(search);
  // Flat, so that equal parts count as equal: while images are added the counts change, and the pictures do not.
  const parts = useSpectra(
    useShallow(({ groups }) =>
      groups.flatMap((group) => [group.id, group.name, spectra.picture(group.id, stageOf(group, after))]),
    ),
  );
  const stages = useSpectra(
    useShallow(({ groups }) =>
      [...new Set(groups.flatMap(({ snapshots }) => snapshots))].sort((a, b) => a - b),
    ),
  );
  return useMemo(() => {
    const view = viewOf(search);
    const found = [...foundIn(parts), ...besideIn(references, parts.length / partsAGroup)];
    return { recipe: recipeOf(search), view, stages, ...panelsOf(found, view) };
  }, [search, parts, stages, references]);
}

type Part = string | SpectrumPicture | null;
type Found = Pick<PanelData, 'group' | 'place' | 'picture'>;

/** Id, name, picture. */
const partsAGroup = 3;

function besideIn(references: readonly BesideReference[], groups: number): readonly Found[] {
  return references.flatMap(({ id, name, state }, n): Found[] =>
    state.status === 'ready'
      ? [{ group: { id: `reference ${id}`, name }, place: groups + n, picture: state.picture }]
      : [],
  );
}

function foundIn(parts: readonly Part[]): readonly Found[] {
  const found: Found[] = [];
  for (let i = 0; i < parts.length; i += partsAGroup) {
    const [id, name, picture] = parts.slice(i, i + partsAGroup);
    if (typeof id !== 'string' || typeof name !== 'string') continue;
    if (picture && typeof picture === 'object')
      found.push({ group: { id, name }, place: i / partsAGroup, picture });
  }
  return found;
}

function panelsOf(found: readonly Found[], view: View): Pick<Figure, 'panels' | 'reference'> {
  const reference = found.find(({ place }) => place === view.reference - 1) ?? null;
  const drawn = found.map((each) => ({
    ...each,
    shown: shownValues(each.picture, reference?.picture ?? null, view),
  }));
  // The reference against itself is nothing to scale by.
  const scaled = drawn.filter((each) => view.show === 'power' || each.place !== reference?.place);
  const shared = rangeOf(
    scaled.map(({ shown }) => shown),
    view,
  );
  const panels = drawn.map((each) => ({
    ...each,
    range: view.separate && scaled.includes(each) ? rangeOf([each.shown], view) : shared,
  }));
  return { panels, reference: panels.find(({ place }) => place === reference?.place) ?? null };
}

/** The last picture that is not of more images than asked for. */
function stageOf({ snapshots }: SpectraGroup, after: number): number | undefined {
  if (after === 0) return undefined;
  return snapshots.filter((each) => each <= after).at(-1) ?? snapshots[0];
}
