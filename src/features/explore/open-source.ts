import { useEffect, useState } from 'react';
import type { SourceRequest } from '../../contracts/dataset-sources.ts';
import { explore } from '../../services/explore.ts';
import { forgetFolder, keepFolder, keptFolder } from '../../services/kept-folder.ts';
import { forgetGridFocus } from './grid-focus.ts';
import { sourceOfFiles, type NamedSource } from './sources.ts';

/** What was asked for last: a saved index that came alone is opened again with its files. */
let last: NamedSource | null = null;

export async function openSource(source: NamedSource): Promise<void> {
  last = source;
  forgetGridFocus();
  await explore.open(source.request, source.name);
}

/** The open index together with what it is an index of. */
export async function openWithFiles(base: NamedSource): Promise<void> {
  const index = last ? indexOf(last.request) : null;
  if (!index) return;
  if (base.request.kind === 'folder') await keepFolder(base.request.handle);
  await openSource({ request: { kind: 'saved', index, base: base.request }, name: base.name });
}

function indexOf(request: SourceRequest): File | null {
  if (request.kind === 'saved') return request.index;
  const [file] = request.kind === 'parquet' ? request.files : [];
  return file instanceof File ? file : null;
}

export async function openFiles(
  files: readonly { readonly file: File; readonly path: string }[],
): Promise<void> {
  const source = sourceOfFiles(files);
  if (source) await openSource(source);
}

/** Opens a folder as it is, and remembers one that has a handle for the next visit. */
export async function openFolder(folder: NamedSource): Promise<void> {
  const { request } = folder;
  await Promise.all([request.kind === 'folder' ? keepFolder(request.handle) : undefined, openSource(folder)]);
}

/** Asks for the open folder's permission once more; false where it is not given. To be called from a press. */
export async function allowAgain(): Promise<boolean> {
  const handle = last ? folderOf(last.request) : null;
  const granted = await handle?.requestPermission({ mode: 'read' }).catch(() => 'denied' as const);
  return granted === 'granted';
}

function folderOf(request: SourceRequest): FileSystemDirectoryHandle | null {
  if (request.kind === 'saved') return request.base && folderOf(request.base);
  return request.kind === 'folder' ? request.handle : null;
}

/** null where the person thinks better of it. */
export async function pickFolder(): Promise<NamedSource | null> {
  const handle = await showDirectoryPicker({ id: 'telltale', mode: 'read' }).catch(() => null);
  return handle && folderSource(handle);
}

function folderSource(handle: FileSystemDirectoryHandle): NamedSource {
  return { request: { kind: 'folder', handle }, name: handle.name };
}

interface LastFolder {
  readonly name: string;
  /** The folder once the person allows it; null where they do not, and then it is forgotten. */
  readonly ask: () => Promise<NamedSource | null>;
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
    async ask() {
      const granted = await handle.requestPermission({ mode: 'read' }).catch(() => 'denied' as const);
      if (granted === 'granted') return folderSource(handle);
      await forgetFolder();
      setHandle(null);
      return null;
    },
  };
}
