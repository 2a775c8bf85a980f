import { useCallback } from 'react';
import type { SampleRow } from '../../contracts/dataset.ts';
import { explore } from '../../services/explore.ts';
import { useLoaded, type Loaded } from '../../ui/use-loaded.ts';
import { failureSentence } from './source-words.ts';
import { useExplore } from './use-explore.ts';

interface Picture {
  readonly row: SampleRow;
  readonly file: File;
  /** An object URL that lives as long as it is shown. */
  readonly url: string;
}

/** Facts and bytes of one sample. */
export function useSample(id: number): Loaded<Picture> {
  const reads = useExplore((state) => state.reads);
  return useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const [row, file] = await Promise.all([explore.row(id), explore.file(id)]);
        if (!row) throw new Error('There is no such sample in this set.');
        if (!file.ok) throw new Error(failureSentence(file.failure));
        const url = URL.createObjectURL(file.value);
        const revoke = (): void => {
          URL.revokeObjectURL(url);
        };
        if (signal.aborted) revoke();
        else signal.addEventListener('abort', revoke, { once: true });
        return { row, file: file.value, url };
      },
      // Once its folder may be read again it is read anew.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [id, reads],
    ),
  );
}
