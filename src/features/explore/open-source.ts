import { useEffect, useState } from 'react';
import { explore } from '../../services/explore.ts';
import { forgetFolder, keepFolder, keptFolder } from '../../services/kept-folder.ts';
import { forgetGridFocus } from './grid-focus.ts';
import { sourceOfFiles, type NamedSource } from './sources.ts';

export async function openSource({ request, name }: NamedSource): Promise<void> {
  forgetGridFocus();
  await explore.open(request, name);
}

export async function openFiles(
  files: readonly { readonly file: File; readonly path: string }[],
): Promise<void> {
  const source = sourceOfFiles(files);
  if (source) await openSource(source);
}

export async function openFolder(handle: FileSystemDirectoryHandle): Promise<void> {
  await Promise.all([
    keepFolder(handle),
    openSource({ request: { kind: 'folder', handle }, name: handle.name }),
  ]);
}

/** Does nothing where the person thinks better of it. */
export async function pickFolder(): Promise<void> {
  const handle = await showDirectoryPicker({ id: 'telltale', mode: 'read' }).catch(() => null);
  if (handle) await openFolder(handle);
}

interface LastFolder {
  readonly name: string;
  readonly open: () => Promise<void>;
}

/** The folder of an earlier visit. The browser asks for permission again when it is opened. */
export function useLastFolder(): LastFolder | null {
  const [handle, setHandle] = useState<FileSystemDirectoryHandle | null>(null);
  useEffect(() => {
    let wanted = true;
    void keptFolder().then((kept) => {
      if (wanted) setHandle(kept);
    });
    return () => {
      wanted = false;
    };
  }, []);
  if (!handle) return null;
  return {
    name: handle.name,
    async open() {
      const granted = await handle.requestPermission({ mode: 'read' }).catch(() => 'denied' as const);
      if (granted === 'granted') await openFolder(handle);
      else {
        await forgetFolder();
        setHandle(null);
      }
    },
  };
}
