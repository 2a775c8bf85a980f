import { IdSet } from '../core/dataset/id-set.ts';
import type { ExploreStore } from '../state/explore-store.ts';
import type { Selection } from './explore-api.ts';

/** The view as the selection asks for it. Sets of its samples come as masks (core/dataset/id-set.ts). */
interface ViewOfSelection {
  /** Places from..to-1 of the view. */
  readonly mask: (from: number, to: number) => Promise<Uint32Array>;
  readonly sample: (count: number, seed: number) => Promise<Uint32Array>;
}

/** The set lies outside the store, which only counts: two million ids are no state to copy. */
export function createSelection(store: ExploreStore, view: ViewOfSelection): Selection {
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
      set.addMask(await view.mask(Math.min(from, to), Math.max(from, to) + 1));
      changed();
    },
    async addAll() {
      set.addMask(await view.mask(0, Infinity));
      changed();
    },
    async invert() {
      set.invertWithin(await view.mask(0, Infinity));
      changed();
    },
    async drawSample(count, seed) {
      const drawn = await view.sample(count, seed);
      set.clear();
      for (const id of drawn) set.add(id);
      changed();
    },
    clear() {
      set.clear();
      changed();
    },
  };
}
