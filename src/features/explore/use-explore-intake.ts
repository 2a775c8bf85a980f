import { useMemo } from 'react';
import type { IncomingFile } from '../../ui/incoming-files.ts';
import { useViewIntake } from '../../ui/view-intake.ts';
import { hasSamples, isTable, joinTable } from './joined.ts';
import { openFiles } from './open-source.ts';

/** What is dropped while this view is open is a data set to look through, or a table about the open one. */
export function useExploreIntake(): void {
  useViewIntake(
    useMemo(
      () => ({
        words: 'Drop a folder, an archive or a table to look through it',
        takeFolder(files: readonly IncomingFile[]) {
          void openFiles(files);
          return true;
        },
        take(files: readonly File[]) {
          const [table, ...others] = files;
          if (table && others.length === 0 && isTable(table) && hasSamples()) {
            void joinTable(table);
            return true;
          }
          void openFiles(files.map((file) => ({ file, path: file.name })));
          return true;
        },
      }),
      [],
    ),
  );
}
