import { useEffect, useRef } from 'react';
import { useSpectraSearch } from './spectra.ts';

/** `?set=builtin` opens the built-in set once, where there is no group yet. */
export function useBuiltinFromAddress(empty: boolean, open: () => void): void {
  const { set } = useSpectraSearch();
  const opened = useRef(false);
  useEffect(() => {
    if (set !== 'builtin' || opened.current || !empty) return;
    opened.current = true;
    open();
  }, [set, empty, open]);
}
