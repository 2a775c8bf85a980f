import { useCallback, useEffect, useState } from 'react';
import type { SampleRow } from '../../contracts/dataset.ts';
import { explore } from '../../services/explore.ts';
import { useLoaded, type Loaded } from '../../ui/use-loaded.ts';
import { failureSentence } from './source-words.ts';

interface Picture {
  readonly row: SampleRow;
  readonly file: File;
}

/** Facts and bytes of one sample. */
export function useSample(id: number): Loaded<Picture> {
  return useLoaded(
    useCallback(async () => {
      const [row, file] = await Promise.all([explore.row(id), explore.file(id)]);
      if (!row) throw new Error('There is no such sample in this set.');
      if (!file.ok) throw new Error(failureSentence(file.failure));
      return { row, file: file.value };
    }, [id]),
  );
}

/** An object URL that lives as long as it is shown. */
export function useFileUrl(file: File | null): string | null {
  const [made, setMade] = useState<{ readonly file: File; readonly url: string } | null>(null);
  useEffect(() => {
    if (!file) return;
    const url = URL.createObjectURL(file);
    setMade({ file, url });
    return () => {
      URL.revokeObjectURL(url);
    };
  }, [file]);
  return made && made.file === file ? made.url : null;
}
