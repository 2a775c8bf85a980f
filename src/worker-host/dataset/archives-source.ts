import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { hasText } from '../../core/image/bytes.ts';
import { nameForeign } from '../../core/image/foreign-formats.ts';
import { failed, type Result } from '../../core/result.ts';
import type { Archive, EntryPlace } from './archive.ts';
import { splitPath } from './list-source.ts';
import { failureOf } from './problems.ts';
import type { SampleRef, SampleSink, SampleSource } from './source.ts';
import { TarArchive } from './tar-archive.ts';
import { ZipArchive } from './zip-archive.ts';

const entriesATurn = 64;
const headBytes = 512;

/**
 * Archives read in place, each as a folder named like its file: nothing is unpacked to disk, and only the bytes of the
 * picture that is asked for are read.
 */
export class ArchivesSource implements SampleSource {
  readonly byNumber = true;
  readonly name: string;
  readonly #files: readonly File[];
  readonly #classes: ClassLookup;
  readonly #archives: Archive[] = [];
  /** By sample: the archive, and where in it. */
  readonly #archiveOf: number[] = [];
  readonly #places: EntryPlace[] = [];

  constructor(files: readonly File[], classes: ClassLookup) {
    this.#files = files;
    this.#classes = classes;
    this.name =
      files.length === 1 ? (files[0]?.name ?? '') : `${files[0]?.name ?? ''} and ${files.length - 1} more`;
  }

  async walk(sink: SampleSink): Promise<SourceFailure | null> {
    const groups = groupParts(this.#files);
    for (const parts of groups) {
      const opened = await this.#open(parts);
      if ('code' in opened) {
        if (groups.length === 1) return opened;
        sink.problem(opened);
        continue;
      }
      const failure = await this.#walkArchive(opened, sink);
      if (failure && groups.length === 1) return failure;
      if (failure) sink.problem(failure);
      if (!(await sink.goesOn())) return null;
    }
    return null;
  }

  file({ id, folder, name }: SampleRef): Promise<Result<Blob, SourceFailure>> {
    const archive = this.#archives[this.#archiveOf[id] ?? -1];
    const place = this.#places[id];
    const path = folder === '' ? name : `${folder}/${name}`;
    if (!archive || !place) return Promise.resolve(failed({ code: 'no-such-sample', name: path }));
    return archive.read(place, path);
  }

  /** A failure only where the archive gave nothing at all; what ends it midway goes to the sink. */
  async #walkArchive(archive: Archive, sink: SampleSink): Promise<SourceFailure | null> {
    const number = this.#archives.push(archive) - 1;
    const root = archive.name.replace(/\.(?:zip|tar)$/iu, '');
    let entries = 0;
    let failure: SourceFailure | null = null;
    for await (const event of archive.entries()) {
      if (failure) sink.problem(failure);
      failure = null;
      if (event.kind === 'problem') failure = event.failure;
      else {
        const { path, place, stated } = event.entry;
        const { folder, name } = splitPath(path.replaceAll('\\', '/'));
        const at = sink.folder(folder === '' ? root : `${root}/${folder}`);
        if (sink.add(at, name, { byteLength: place.byteLength, ...(stated ? { stated } : {}) })) {
          this.#archiveOf.push(number);
          this.#places.push(place);
        }
      }
      if (++entries % entriesATurn === 0 && !(await sink.goesOn())) return null;
    }
    if (failure && entries > 1) {
      sink.problem(failure);
      return null;
    }
    return failure;
  }

  async #open(parts: readonly File[]): Promise<Archive | SourceFailure> {
    const file = parts.at(-1);
    if (!file) return { code: 'no-such-sample', name: this.name };
    try {
      const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
      if (parts.length > 1 || hasText(head, 0, 'PK')) return new ZipArchive(file.name, parts);
      if (hasText(head, 257, 'ustar') || /\.tar$/iu.test(file.name)) {
        return new TarArchive(file.name, file, this.#classes);
      }
      const found = foreignArchive(head) ?? nameForeign(head);
      // What stands before the first entry (the stub of a self-extracting archive) is no matter of the directory's.
      if (found === null && /\.zip$/iu.test(file.name)) return new ZipArchive(file.name, parts);
      return { code: 'not-this-kind', name: file.name, expected: 'a .zip or .tar archive', found };
    } catch (error) {
      return failureOf(error, file.name);
    }
  }
}

/** Archives that would have to be unpacked as a whole. */
function foreignArchive(head: Uint8Array): string | null {
  if (hasText(head, 0, '\x1f\x8b')) return 'a gzip file (.tar.gz)';
  if (hasText(head, 0, '7z\xbc\xaf')) return 'a 7z archive';
  if (hasText(head, 0, 'Rar!')) return 'a RAR archive';
  if (hasText(head, 0, '\x28\xb5\x2f\xfd')) return 'a Zstandard file';
  return null;
}

/** The parts of one archive (.z01, .z02 ... .zip) together, in their order; every other file alone. */
function groupParts(files: readonly File[]): File[][] {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const stem = (name: string) => name.replace(/\.(?:zip|z\d+)$/iu, '').toLowerCase();
  const isPart = ({ name }: File) => /\.z\d+$/iu.test(name);
  const groups: File[][] = [];
  for (const file of sorted.filter((each) => !isPart(each))) {
    const parts = sorted.filter((each) => isPart(each) && stem(each.name) === stem(file.name));
    groups.push(/\.zip$/iu.test(file.name) ? [...parts.sort(byNumber), file] : [file]);
  }
  const taken = new Set(groups.flat());
  return [...groups, ...sorted.filter((file) => !taken.has(file)).map((file) => [file])];
}

function byNumber(a: File, b: File): number {
  const number = ({ name }: File) => Number(/\.z(\d+)$/iu.exec(name)?.[1] ?? 0);
  return number(a) - number(b);
}
