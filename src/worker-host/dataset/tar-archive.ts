import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import type { ByteSource } from '../../core/checkpoint/byte-source.ts';
import { textOf } from '../../core/checkpoint/reading.ts';
import { classOfValue, factsOfRecord, labelOfValue } from '../../core/dataset/side-facts.ts';
import type { PathFacts } from '../../core/dataset/layout/meanings.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { walkTar, type TarFile } from '../../core/dataset/tar/walk-tar.ts';
import { formatByName } from '../../core/image/format-names.ts';
import { success, type Result } from '../../core/result.ts';
import type { Archive, ArchiveEvent, EntryPlace } from './archive.ts';
import { blobSource } from './blob-source.ts';
import { failureOf } from './problems.ts';

/** Side files hold a number or a short record. */
const sideLimitBytes = 2 ** 16;

interface Sample {
  readonly key: string;
  readonly pictures: TarFile[];
  readonly others: TarFile[];
  /** Content of the .cls file. */
  cls: string | null;
  json: unknown;
}

/**
 * A .tar, as a plain archive or as a WebDataset shard: there, files that share the part of their name before the first
 * dot make one sample, and a .cls or .json among them says what it is.
 */
export class TarArchive implements Archive {
  readonly name: string;
  readonly #blob: Blob;
  readonly #classes: ClassLookup;

  constructor(name: string, blob: Blob, classes: ClassLookup) {
    this.name = name;
    this.#blob = blob;
    this.#classes = classes;
  }

  async *entries(): AsyncGenerator<ArchiveEvent> {
    const samples: Sample[] = [];
    const bytes = blobSource(this.#blob);
    let ending: SourceFailure | null = null;
    try {
      for await (const found of walkTar(bytes)) {
        if (found.kind === 'file') {
          await take(samples, found, bytes);
          continue;
        }
        const name = found.path === '' ? this.name : `${this.name}: ${found.path}`;
        ending = { code: found.kind, name, detail: found.detail };
      }
    } catch (error) {
      ending = failureOf(error, this.name);
    }
    // What .cls numbers mean shows only once all of them are known, so samples follow at the end of the shard.
    yield* this.#events(samples);
    if (ending) yield { kind: 'problem', failure: ending };
  }

  /** A slice of the archive: bytes move when the caller reads them. */
  read({ offset, storedBytes }: EntryPlace): Promise<Result<Blob, SourceFailure>> {
    return Promise.resolve(success(this.#blob.slice(offset, offset + storedBytes)));
  }

  *#events(samples: readonly Sample[]): Generator<ArchiveEvent> {
    const areLabels = samples.every(({ cls }) => cls === null || labelOfValue(cls) !== null);
    for (const { pictures, others, cls, json } of samples) {
      const stated = { ...this.#ofCls(cls, areLabels), ...factsOfRecord(json, this.#classes) };
      for (const { path, offset, size } of [...pictures, ...others]) {
        const place = { offset, storedBytes: size, byteLength: size, deflated: false };
        yield { kind: 'entry', entry: { path, place, stated } };
      }
    }
  }

  #ofCls(cls: string | null, areLabels: boolean): Partial<PathFacts> {
    if (cls === null) return {};
    const label = areLabels ? labelOfValue(cls) : null;
    return label ? { label } : (classOfValue(cls, this.#classes) ?? {});
  }
}

async function take(samples: Sample[], file: TarFile, bytes: ByteSource): Promise<void> {
  const slash = file.path.lastIndexOf('/') + 1;
  const dot = file.path.indexOf('.', slash + 1);
  const key = dot === -1 ? file.path : file.path.slice(0, dot);
  let sample = samples.at(-1);
  if (sample?.key !== key) {
    sample = { key, pictures: [], others: [], cls: null, json: null };
    samples.push(sample);
  }
  const ending = file.path.slice(dot + 1).toLowerCase();
  const isSide = file.size <= sideLimitBytes && (ending === 'cls' || ending === 'json');
  if (formatByName(file.path.slice(slash)) !== null) sample.pictures.push(file);
  else if (!isSide) sample.others.push(file);
  else {
    const text = textOf(await bytes.read(file.offset, file.size));
    if (ending === 'cls') sample.cls = text.trim();
    else sample.json = parsed(text);
  }
}

/** A side file that is no JSON says nothing; the picture beside it is no worse for that. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
