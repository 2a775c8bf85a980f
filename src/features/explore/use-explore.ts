import { useStore } from 'zustand';
import { explore } from '../../services/explore.ts';
import type { ExploreState } from '../../state/explore-store.ts';

/** The selector must answer with a stable value: a field of the state, or a primitive. */
export function useExplore<T>(selector: (state: ExploreState) => T): T {
  return useStore(explore.store, selector);
}
