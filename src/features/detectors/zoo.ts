import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createZooService } from '../../services/zoo-service.ts';
import type { ZooState } from '../../state/zoo-store.ts';

/** The only instance: what was opened and compared outlives the views. Its worker starts with the first question. */
export const zoo = createZooService();

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
