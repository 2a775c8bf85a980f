import { create } from 'zustand';

/** Whether the crops are outlined over the large picture. */
export const useOutlines = create<{ readonly shown: boolean }>()(() => ({ shown: false }));

export function showOutlines(shown: boolean): void {
  useOutlines.setState({ shown });
}
