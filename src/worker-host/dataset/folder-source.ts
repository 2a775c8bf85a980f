import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { failureOf } from './problems.ts';
import type { SampleRef, SampleSink, SampleSource } from './source.ts';

/** Deeper trees are links that lead back into themselves. */
const deepest = 48;
const entriesATurn = 256;

interface Listing {
  /** In the browser's order. */
  readonly files: string[];
  readonly folders: readonly FileSystemDirectoryHandle[];
  readonly failure: SourceFailure | null;
}

interface Waiting {
  readonly path: string;
  readonly handle: FileSystemDirectoryHandle;
  readonly depth: number;
  listing: Promise<Listing> | null;
}

/**
 * A folder on disk, read through the handle that a person gave. Folders and files are taken in the order of their names,
 * so that the same tree gives the same numbers every time. Of a file only its name is asked until someone wants its bytes.
 */
export class FolderSource implements SampleSource {
  readonly #root: FileSystemDirectoryHandle;
  readonly #folders = new Map<string, FileSystemDirectoryHandle>();

  constructor(root: FileSystemDirectoryHandle) {
    this.#root = root;
    this.#folders.set('', root);
  }

  get name(): string {
    return this.#root.name;
  }

  async walk(sink: SampleSink): Promise<SourceFailure | null> {
    // The next folder is the last of the list.
    const waiting: Waiting[] = [{ path: '', handle: this.#root, depth: 0, listing: null }];
    const found = { ahead: 0 };
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { path, depth } = next;
      const listing = await (next.listing ?? this.#list(next, sink, found));
      if (!(await sink.goesOn())) return null;
      if (listing.failure) {
        if (path === '') return listing.failure;
        sink.problem(listing.failure);
        // Whoever takes the permission back means the whole folder; hundreds of the same sentence say no more.
        if (listing.failure.code === 'no-permission' && (await this.#isForbidden())) return null;
      }
      this.#queue(waiting, path, depth, listing.folders, sink);
      // The browser lists the next folder while this one's files are taken up. More at once were no faster: its answers come
      // one by one whoever asks.
      const ahead = waiting.at(-1);
      if (ahead) ahead.listing = this.#list(ahead, sink, found);
      if (!(await this.#addFiles(path, listing, sink))) return null;
    }
    return null;
  }

  async file({ folder, name }: SampleRef): Promise<Result<Blob, SourceFailure>> {
    const path = folder === '' ? name : `${folder}/${name}`;
    try {
      const handle = await this.#handleOf(folder);
      return success(await (await handle.getFileHandle(name)).getFile());
    } catch (error) {
      return failed(failureOf(error, path));
    }
  }

  async #list({ path, handle }: Waiting, sink: SampleSink, found: { ahead: number }): Promise<Listing> {
    const files: string[] = [];
    const folders: FileSystemDirectoryHandle[] = [];
    let failure: SourceFailure | null = null;
    try {
      for await (const entry of handle.values()) {
        if (entry.kind === 'directory') folders.push(entry);
        else files.push(entry.name);
        if (entry.kind === 'directory' || files.length % entriesATurn !== 0) continue;
        found.ahead += entriesATurn;
        if (!sink.stillWanted(found.ahead)) break;
      }
    } catch (error) {
      failure = failureOf(error, path === '' ? handle.name : path);
    }
    found.ahead -= files.length - (files.length % entriesATurn);
    folders.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { files, folders, failure };
  }

  async #addFiles(path: string, { files }: Listing, sink: SampleSink): Promise<boolean> {
    if (files.length === 0) return true;
    const folder = sink.folder(path);
    let n = 0;
    for (const name of files.sort()) {
      sink.add(folder, name);
      if (++n % entriesATurn === 0 && !(await sink.goesOn())) return false;
    }
    return true;
  }

  #queue(
    waiting: Waiting[],
    path: string,
    depth: number,
    folders: readonly FileSystemDirectoryHandle[],
    sink: SampleSink,
  ): void {
    for (const handle of [...folders].reverse()) {
      const below = path === '' ? handle.name : `${path}/${handle.name}`;
      if (depth + 1 > deepest) sink.problem({ code: 'too-deep', name: below });
      else {
        this.#folders.set(below, handle);
        waiting.push({ path: below, handle, depth: depth + 1, listing: null });
      }
    }
  }

  /** Whether not even the root may be read any more. */
  async #isForbidden(): Promise<boolean> {
    try {
      await this.#root.values().next();
      return false;
    } catch (error) {
      return failureOf(error, this.name).code === 'no-permission';
    }
  }

  /** Walked folders are known; those of a saved index are looked up on the way. */
  async #handleOf(path: string): Promise<FileSystemDirectoryHandle> {
    const known = this.#folders.get(path);
    if (known) return known;
    const slash = path.lastIndexOf('/');
    const above = await this.#handleOf(path.slice(0, Math.max(0, slash)));
    const handle = await above.getDirectoryHandle(path.slice(slash + 1));
    this.#folders.set(path, handle);
    return handle;
  }
}
