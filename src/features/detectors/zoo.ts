import { useEffect } from 'react';
import { useStore } from 'zustand';
import { zoo } from '../../services/zoo.ts';
import type { ZooState } from '../../state/zoo-store.ts';

/** The selector must answer with a stable value: a field of the state, or a primitive. */
export function useZoo<T>(selector: (state: ZooState) => T): T {
  return useStore(zoo.store, selector);
}

/** Fills the store while a view of the zoo is open, and gives memory back when it is left. */
export function useZooOpen(): void {
  useEffect(() => {
    void zoo.browse();
    return () => {
      zoo.leave();
    };
  }, []);
}
