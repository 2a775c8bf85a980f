import type { ListedFile, SourceFailure } from '../../contracts/dataset-sources.ts';
import { failed, success, type Result } from '../../core/result.ts';
import type { SampleRef, SampleSink, SampleSource } from './source.ts';

const filesATurn = 256;

/** Files that a person chose or dropped, where the browser gives no handle of their folder. */
export class ListSource implements SampleSource {
  readonly name: string;
  readonly #files: readonly ListedFile[];
  /** By folder and name: an index that is opened again has its own numbers. */
  #byPath: Map<string, File> | null = null;

  constructor(name: string, files: readonly ListedFile[]) {
    this.name = name;
    this.#files = files
      .map(({ file, path }) => ({ file, path: trimmed(path) }))
      .sort((a, b) => compare(a.path, b.path));
  }

  async walk(sink: SampleSink): Promise<SourceFailure | null> {
    let n = 0;
    for (const { file, path } of this.#files) {
      const { folder, name } = splitPath(path);
      sink.add(sink.folder(folder), name, { byteLength: file.size });
      if (++n % filesATurn === 0 && !(await sink.goesOn())) break;
    }
    return null;
  }

  file({ folder, name }: SampleRef): Promise<Result<Blob, SourceFailure>> {
    const path = folder === '' ? name : `${folder}/${name}`;
    this.#byPath ??= new Map(this.#files.map(({ file, path: own }) => [own, file]));
    const file = this.#byPath.get(path);
    return Promise.resolve(file ? success(file) : failed({ code: 'gone', name: path }));
  }
}

/** Paths come with a slash in front from some browsers' drops. */
function trimmed(path: string): string {
  return path.replace(/^\/+/u, '');
}

/** Folder and name of a path with '/' between. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const clean = trimmed(path);
  const slash = clean.lastIndexOf('/');
  return { folder: clean.slice(0, Math.max(0, slash)), name: clean.slice(slash + 1) };
}

/** By UTF-16 units: the same in every language, unlike the order of a dictionary. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
