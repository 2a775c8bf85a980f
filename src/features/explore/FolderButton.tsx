import type { ReactElement } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../../ui/Button.tsx';
import { pickFolder } from './open-source.ts';
import { sourceOfFiles, type NamedSource } from './sources.ts';

/** A folder by its handle, or where the browser gives none as the list of its files. */
export function FolderButton({
  onChoose,
}: {
  readonly onChoose: (folder: NamedSource) => void;
}): ReactElement {
  if ('showDirectoryPicker' in globalThis)
    return (
      <Button
        onPress={() => {
          void pickFolder().then((folder) => {
            if (folder) onChoose(folder);
          });
        }}
      >
        Choose a folder
      </Button>
    );
  return (
    <FileTrigger
      acceptDirectory
      onSelect={(list) => {
        const files = Array.from(list ?? [], (file) => ({
          file,
          path: file.webkitRelativePath || file.name,
        }));
        const folder = sourceOfFiles(files);
        if (folder) onChoose(folder);
      }}
    >
      <Button>Choose a folder</Button>
    </FileTrigger>
  );
}
