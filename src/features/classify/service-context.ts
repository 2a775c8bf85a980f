import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { ClassifyService } from '../../services/classify-api.ts';
import type { ClassifyState } from '../../state/classify-store.ts';

export const ClassifyServiceContext = createContext<ClassifyService | null>(null);

export function useClassifyService(): ClassifyService {
  const service = useContext(ClassifyServiceContext);
  if (!service) throw new Error('the classify views need a ClassifyServiceContext above them');
  return service;
}

/** The selector must answer with a stable value: a field of the state, or a primitive. */
export function useClassify<T>(selector: (state: ClassifyState) => T): T {
  return useStore(useClassifyService().store, selector);
}
