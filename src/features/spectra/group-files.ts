import type { Incoming } from '../../ui/incoming-files.ts';
import { spectra } from './spectra.ts';

interface NamedFiles {
  readonly name: string;
  readonly files: readonly File[];
}

/**
 * What was chosen or dropped as groups: a folder with several folders of pictures in it becomes one group for each
 * of them, as data sets are laid out; anything else is one group.
 */
export function groupsOf({ files }: Pick<Incoming, 'files'>, room: number): readonly NamedFiles[] {
  const byFolder = new Map<string, File[]>();
  for (const { file, path } of files) {
    const parts = path.split('/');
    const folder = parts.length > 2 ? parts.slice(0, 2).join('/') : parts.slice(0, -1).join('/');
    const list = byFolder.get(folder);
    if (list) list.push(file);
    else byFolder.set(folder, [file]);
  }
  if (byFolder.size > 1 && byFolder.size <= room) {
    return [...byFolder].map(([folder, list]) => ({
      name: folder.split('/').at(-1) || 'Pictures',
      files: list,
    }));
  }
  const name = files[0]?.path.includes('/') ? (files[0].path.split('/')[0] ?? '') : '';
  return files.length === 0 ? [] : [{ name, files: files.map(({ file }) => file) }];
}

/** Answers a sentence where something was not taken. */
export function addGroups(incoming: Incoming, room: number): string | null {
  const groups = groupsOf(incoming, room);
  if (groups.length === 0) return 'No pictures were found in what was chosen.';
  if (room < 1) return 'There are nine groups already. Remove one first.';
  const { length } = spectra.store.getState().groups;
  groups.forEach(({ name, files }, n) => {
    spectra.addGroup(name || `Group ${String(length + n + 1)}`, files);
  });
  return incoming.unreadable.length > 0
    ? `The browser could not open ${incoming.unreadable.slice(0, 3).join(', ')}. The others were taken.`
    : null;
}
