import { useSyncExternalStore } from 'react';

/** Narrower than this the inspector is a sheet and the features a bottom bar; the style sheets say 899px too. */
export const narrowScreen = '(max-width: 899px)';

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => {
        list.removeEventListener('change', onChange);
      };
    },
    () => matchMedia(query).matches,
  );
}
