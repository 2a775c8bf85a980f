export interface IncomingFile {
  readonly file: File;
  /** Its place in the folder it came from; the name alone where it came from none. */
  readonly path: string;
}

/** What was found in a drop, a paste or a chosen folder. */
export interface Incoming {
  readonly files: readonly IncomingFile[];
  /** Files of folders that are no pictures by their name; they are left out without a failure each. */
  readonly skipped: number;
  /** Paths of files and folders of a drop that the browser could not open; the others are taken all the same. */
  readonly unreadable: readonly string[];
}

// HEIC, TIFF and the like cannot be read, but their owner should be told so instead of missing them.
const pictureName = /\.(?:jpe?g|jfif|jpe|png|apng|webp|avif|gif|bmp|dib|heic|heif|tiff?|jxl|jp2)$/iu;

export function isPictureName(name: string): boolean {
  return !name.startsWith('.') && pictureName.test(name);
}

/** Files that were chosen one by one are all taken; files of a folder only where they look like pictures. */
export function fromFileList(list: Iterable<File>): Incoming {
  const files = Array.from(list, (file) => ({ file, path: file.webkitRelativePath || file.name }));
  return picturesOf({ files, unreadable: [] });
}

/** All that was dropped, whatever it is. */
export interface Dropped {
  readonly files: readonly IncomingFile[];
  readonly unreadable: readonly string[];
}

export function holdsFolder(transfer: DataTransfer): boolean {
  return Array.from(transfer.items).some(
    (item) => item.kind === 'file' && item.webkitGetAsEntry()?.isDirectory,
  );
}

/**
 * Everything in a drop, dropped folders walked to their leaves. The entries must be taken before the first await:
 * the browser empties the DataTransfer when the event handler returns.
 */
export async function fromDrop(transfer: DataTransfer): Promise<Dropped> {
  const entries = Array.from(transfer.items, (item) =>
    item.kind === 'file' ? item.webkitGetAsEntry() : null,
  ).filter((entry) => entry !== null);
  if (entries.length === 0)
    return { files: Array.from(transfer.files, (file) => ({ file, path: file.name })), unreadable: [] };
  const files: IncomingFile[] = [];
  const unreadable: string[] = [];
  for (const entry of entries) for await (const each of walk(entry, '', unreadable)) files.push(each);
  return { files, unreadable };
}

/** Files that were dropped one by one are all taken; files of a folder only where they look like pictures. */
export function picturesOf({ files: all, unreadable }: Dropped): Incoming {
  const files = all.filter(({ file, path }) => path === file.name || isPictureName(file.name));
  return { files, skipped: all.length - files.length, unreadable };
}

/** Every file below an entry; what cannot be opened is added to `unreadable` and does not stop the walk. */
async function* walk(
  entry: FileSystemEntry,
  parent: string,
  unreadable: string[],
): AsyncGenerator<IncomingFile> {
  const path = parent === '' ? entry.name : `${parent}/${entry.name}`;
  try {
    if (isFile(entry)) yield { file: await fileOf(entry), path };
    else if (isDirectory(entry)) {
      for (const child of await childrenOf(entry)) yield* walk(child, path, unreadable);
    }
  } catch {
    unreadable.push(path);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

async function childrenOf(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const children: FileSystemEntry[] = [];
  // readEntries answers with at most 100 entries a call in Chromium, and with none at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) break;
    children.push(...batch);
  }
  return children.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
