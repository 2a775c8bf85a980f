import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { openPictures, type PicturesAsked } from './open-pictures.ts';
import { useBenchmarkSearch, useSource } from './use-benchmark.ts';

/** Shows the pictures of a cell in explore; undefined where their source is not open any more. */
export function useOpenPictures(): ((asked: PicturesAsked) => void) | undefined {
  const navigate = useNavigate();
  const { set } = useBenchmarkSearch();
  const open = useSource((state) => state.source.status === 'open');
  const show = useCallback(
    (asked: PicturesAsked) => {
      void openPictures(asked).then((address) => {
        if (address)
          void navigate({
            to: '/explore',
            search: ({ detector, backend, threads }) => ({ detector, backend, threads, set, ...address }),
          });
      });
    },
    [navigate, set],
  );
  return open ? show : undefined;
}
