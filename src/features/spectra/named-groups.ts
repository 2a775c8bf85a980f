import type { Incoming } from '../../ui/incoming-files.ts';

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
      name: folder.split('/').at(-1) ?? '',
      files: list,
    }));
  }
  const name = files[0]?.path.includes('/') ? (files[0].path.split('/')[0] ?? '') : '';
  return files.length === 0 ? [] : [{ name, files: files.map(({ file }) => file) }];
}
