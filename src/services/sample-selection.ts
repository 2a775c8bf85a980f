import { IdSet } from '../core/dataset/id-set.ts';
import type { ExploreStore } from '../state/explore-store.ts';
import type { Selection } from './explore-api.ts';

/** Ids of a stretch of the view, or of all of it where none is given. */
type IdsOfView = (stretch?: { readonly from: number; readonly to: number }) => Promise<Iterable<number>>;

/** The set lies outside the store, which only counts: two million ids are no state to copy. */
export function createSelection(store: ExploreStore, idsOfView: IdsOfView): Selection {
  const set = new IdSet();
  const changed = (): void => {
    store.setState(({ selectionRevision }) => ({
      selected: set.size,
      selectionRevision: selectionRevision + 1,
    }));
  };
  return {
    has: (id) => set.has(id),
    ids: () => set.toArray(),
    toggle(id) {
      if (set.has(id)) set.delete(id);
      else set.add(id);
      changed();
    },
    only(id) {
      set.clear();
      set.add(id);
      changed();
    },
    async addRange(from, to) {
      for (const id of await idsOfView({ from: Math.min(from, to), to: Math.max(from, to) })) set.add(id);
      changed();
    },
    async addAll() {
      for (const id of await idsOfView()) set.add(id);
      changed();
    },
    async invert() {
      const inverse: number[] = [];
      for (const id of await idsOfView()) if (!set.has(id)) inverse.push(id);
      set.clear();
      for (const id of inverse) set.add(id);
      changed();
    },
    clear() {
      set.clear();
      changed();
    },
  };
}
