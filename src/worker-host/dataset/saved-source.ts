import * as v from 'valibot';
import type { IndexedSource, SourceFailure } from '../../contracts/dataset-sources.ts';
import type { PathFacts } from '../../core/dataset/layout/meanings.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import type { ScorePatch } from '../../core/dataset/sample-batch.ts';
import { verdicts } from '../../core/dataset/sample-batch.ts';
import { classOfValue, labelOfValue } from '../../core/dataset/side-facts.ts';
import { splitOf } from '../../core/dataset/layout/folder-words.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { formatByName } from '../../core/image/format-names.ts';
import { imageFormats, type ImageFormat } from '../../core/image/facts.ts';
import {
  savedColumns,
  savedNote,
  savedOfNote,
  savedVersion,
  scorePrefix,
  verdictPrefix,
} from './index-columns.ts';
import { splitPath } from './list-source.ts';
import { RangeFailed } from './range-file.ts';
import type { FoundFacts, SampleRef, SampleSink, SampleSource } from './source.ts';
import { openTable, type RowBatch, type Table } from './table.ts';

const rowsATurn = 256;

/** An index that was saved, opened again in place of walking what it is an index of. */
export class SavedSource implements SampleSource {
  /** Scores that the index holds, gathered while it is read. */
  readonly scores: ScorePatch[] = [];
  readonly #table: Table;
  readonly #base: SampleSource | null;
  readonly #classes: ClassLookup;
  #walked: Promise<unknown> = Promise.resolve();

  constructor(table: Table, base: SampleSource | null, classes: ClassLookup) {
    this.#table = table;
    this.#base = base;
    this.#classes = classes;
  }

  get name(): string {
    return this.#base?.name ?? this.#table.name;
  }

  get filesIn(): IndexedSource | null {
    return this.#base ? null : indexedSource(this.#table);
  }

  walk(sink: SampleSink): Promise<SourceFailure | null> {
    const walk = this.#walk(sink);
    this.#walked = walk.catch(() => undefined);
    return walk;
  }

  async #walk(sink: SampleSink): Promise<SourceFailure | null> {
    const names = this.#table.columns.map(({ name }) => name);
    const detectors = names
      .filter((name) => name.startsWith(scorePrefix))
      .map((name) => name.slice(scorePrefix.length));
    let first = 0;
    try {
      for await (const batch of this.#table.rows(names)) {
        for (let row = 0; row < batch.count; row++) {
          this.#add(sink, batch, row);
          if (row % rowsATurn === 0 && !(await sink.goesOn())) return null;
        }
        for (const detector of detectors) this.#takeScores(detector, batch, first);
        first += batch.count;
      }
    } catch (error) {
      if (!(error instanceof RangeFailed)) throw error;
      return error.failure;
    }
    return this.#attach(first, sink);
  }

  async file(sample: SampleRef): Promise<Result<Blob, SourceFailure>> {
    if (!this.#base) return failed({ code: 'no-base', name: this.#table.name });
    // What goes by numbers knows them once it was walked itself, at the end.
    if (this.#base.byNumber) await this.#walked;
    const found = await this.#base.file(sample);
    if (found.ok || found.failure.code !== 'gone' || this.#base.byNumber) return found;
    const elsewhere = await this.#base.file(otherRoot(sample, this.#base.name));
    return elsewhere.ok ? elsewhere : found;
  }

  #add(sink: SampleSink, { columns }: RowBatch, row: number): void {
    const value = (name: string): unknown => columns.get(name)?.[row] ?? null;
    const number = (name: string): number | null => {
      const found = value(name);
      return typeof found === 'number' ? found : null;
    };
    const path = value(savedColumns.path);
    const { folder, name } = splitPath(typeof path === 'string' ? path : '');
    const [byteLength, widthPx, heightPx] = [
      number(savedColumns.byteLength),
      number(savedColumns.widthPx),
      number(savedColumns.heightPx),
    ];
    const jpegQuality = number(savedColumns.jpegQuality);
    const format = value(savedColumns.format);
    const facts: FoundFacts = {
      // Every row is a sample, also where its name has no ending: numbers must stay what they were.
      picture: true,
      stated: this.#stated(value),
      ...(byteLength === null ? {} : { byteLength }),
      ...(widthPx === null ? {} : { widthPx }),
      ...(heightPx === null ? {} : { heightPx }),
      ...(jpegQuality === null ? {} : { jpegQuality }),
      format: isFormat(format) ? format : null,
    };
    sink.add(sink.folder(folder), name, facts);
  }

  /** What the index says counts, also where it says that something is not known. */
  #stated(value: (name: string) => unknown): PathFacts {
    const generator = value(savedColumns.generator);
    const split = value(savedColumns.split);
    return {
      label: labelOfValue(value(savedColumns.label)),
      generator: typeof generator === 'string' ? generator : null,
      ...(classOfValue(value(savedColumns.class), this.#classes) ?? { classIndex: null, className: null }),
      split: typeof split === 'string' ? splitOf(split) : null,
    };
  }

  #takeScores(detector: string, { columns, count }: RowBatch, first: number): void {
    const scores = columns.get(scorePrefix + detector) ?? [];
    const judged = columns.get(verdictPrefix + detector) ?? [];
    const rows = Array.from({ length: count }, (_, row) => row).filter(
      (row) => typeof scores[row] === 'number',
    );
    if (rows.length === 0) return;
    this.scores.push({
      detector,
      ids: Uint32Array.from(rows, (row) => first + row),
      score: Float32Array.from(rows, (row) => Number(scores[row])),
      verdict: Uint8Array.from(rows, (row) => Number(judged[row] ?? verdicts.unknown)),
    });
  }

  /** Sources that find samples by their numbers read their directories again; the numbers must be the same. */
  async #attach(rows: number, sink: SampleSink): Promise<SourceFailure | null> {
    if (!this.#base?.byNumber) return null;
    const counter = new CountingSink(sink);
    const failure = await this.#base.walk(counter);
    if (failure || counter.samples === rows) return failure;
    const detail = `it holds ${counter.samples} pictures, and the index was saved of ${rows}`;
    return { code: 'damaged', name: this.#base.name, detail };
  }
}

/** Whether samples are taken up is decided as on the first walk; nothing else is done with them. */
class CountingSink implements SampleSink {
  samples = 0;
  readonly #sink: SampleSink;

  constructor(sink: SampleSink) {
    this.#sink = sink;
  }

  folder(): number {
    return 0;
  }

  add(_: number, name: string, { byteLength, picture }: FoundFacts = {}): boolean {
    if ((formatByName(name) === null && !picture) || byteLength === 0) return false;
    this.samples++;
    return true;
  }

  problem(): void {
    // They were told when the index was made.
  }

  goesOn(): boolean | Promise<boolean> {
    return this.#sink.goesOn();
  }

  stillWanted(): boolean {
    return this.#sink.stillWanted(0);
  }
}

/** A picked folder's handle gives paths below it, a file input gives paths that begin with its name. */
function otherRoot(sample: SampleRef, root: string): SampleRef {
  const { folder } = sample;
  if (folder === root) return { ...sample, folder: '' };
  if (folder.startsWith(`${root}/`)) return { ...sample, folder: folder.slice(root.length + 1) };
  return { ...sample, folder: folder === '' ? root : `${root}/${folder}` };
}

function isFormat(value: unknown): value is ImageFormat {
  return imageFormats.some((format) => format === value);
}

/** Only what the note is trusted with: a kind and a name to show; nothing is opened because of it. */
const noteSchema = v.object({
  kind: v.picklist(['folder', 'files', 'archives', 'parquet', 'hub', 'listed']),
  name: v.string(),
});

function indexedSource({ notes }: Table): IndexedSource {
  const note = v.safeParse(v.pipe(v.string(), v.parseJson(), noteSchema), notes.get(savedOfNote));
  return note.success ? note.output : { kind: 'folder', name: '' };
}

/** Whether `save` wrote the file: it says so in its notes. */
export async function isSaved(file: File): Promise<boolean> {
  const table = await openTable(file);
  return table.ok && table.value.notes.has(savedNote);
}

export async function openSaved(
  file: File,
  base: SampleSource | null,
  classes: ClassLookup,
): Promise<Result<SavedSource, SourceFailure>> {
  const table = await openTable(file);
  if (!table.ok) return table;
  const version = table.value.notes.get(savedNote);
  if (version === savedVersion) return success(new SavedSource(table.value, base, classes));
  const found = version === undefined ? 'a table of something else' : `an index of version ${version}`;
  return failed({ code: 'not-this-kind', name: file.name, expected: 'a saved index', found });
}
