/* The folders of a source as a tree to walk down in, with how many samples each holds, those below included. */

export interface FolderChoice {
  readonly path: string;
  /** As it stands in the list: without what lies above. */
  readonly name: string;
  readonly count: number;
}

/**
 * The folders right below one. Where a folder holds nothing but one other folder, that one stands in its place, so that
 * 'imagenet_ai_0419_adm/train' is one step.
 *
 * @param folders paths of all folders that hold samples themselves, '' for the root
 * @param counts their samples, one entry a folder
 * @param at '' for the root
 */
export function foldersBelow(folders: readonly string[], counts: Uint32Array, at: string): FolderChoice[] {
  const start = at === '' ? 0 : at.length + 1;
  const below = new Map<string, { count: number; common: string }>();
  for (const [n, path] of folders.entries()) {
    if (path.length <= start || (at !== '' && !path.startsWith(`${at}/`))) continue;
    const slash = path.indexOf('/', start);
    const child = slash < 0 ? path : path.slice(0, slash);
    const found = below.get(child);
    const count = counts[n] ?? 0;
    if (!found) below.set(child, { count, common: path });
    else {
      found.count += count;
      found.common = commonFolder(found.common, path);
    }
  }
  return Array.from(below.values(), ({ count, common }) => ({
    path: common,
    name: common.slice(start),
    count,
  })).sort((a, b) => byName(a.name, b.name));
}

/** Folders anywhere in the tree whose path contains the text, in either case. */
export function foldersMatching(
  folders: readonly string[],
  counts: Uint32Array,
  text: string,
): FolderChoice[] {
  const wanted = text.toLowerCase();
  const all = new Map<string, number>();
  for (const [n, path] of folders.entries()) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      all.set(folder, (all.get(folder) ?? 0) + (counts[n] ?? 0));
    }
  }
  return Array.from(all, ([path, count]) => ({ path, name: path, count }))
    .filter(({ path }) => lastPartFits(path, wanted))
    .sort((a, b) => byName(a.name, b.name));
}

/** Folders from the root down to one, both excluded. */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('/'));
}

/** What a text finds are the topmost folders that it fits, not all that lies in them. */
function lastPartFits(path: string, wanted: string): boolean {
  const lower = path.toLowerCase();
  const slash = lower.lastIndexOf('/');
  return lower.includes(wanted) && (slash < 0 || !lower.slice(0, slash).includes(wanted));
}

function commonFolder(one: string, other: string): string {
  const [ones, others] = [one.split('/'), other.split('/')];
  let n = 0;
  while (n < ones.length && ones[n] === others[n]) n++;
  return ones.slice(0, n).join('/');
}

function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
