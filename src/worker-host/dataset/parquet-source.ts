import type { RemoteFile, SourceFailure } from '../../contracts/dataset-sources.ts';
import type { PathFacts, Split } from '../../core/dataset/layout/meanings.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { splitOf } from '../../core/dataset/layout/folder-words.ts';
import { classOfValue, generatorOfValue, labelOfValue } from '../../core/dataset/side-facts.ts';
import { rolesOf, type TableRoles } from '../../core/dataset/table-roles.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { splitPath } from './list-source.ts';
import { ParquetTable } from './parquet-table.ts';
import { localFile, remoteFile } from './range-file.ts';
import { RowGroupCache } from './row-group-cache.ts';
import type { SampleRef, SampleSink, SampleSource } from './source.ts';

const rowsATurn = 256;

interface Part {
  readonly table: ParquetTable;
  readonly image: NonNullable<TableRoles['image']>;
  /** The number of its first row among all samples. */
  readonly from: number;
  readonly cache: RowGroupCache;
}

/**
 * Parquet files with a column of pictures, on disk or on a server that sends parts. Walking reads every column but the
 * pictures; a picture is read when it is asked for, with its page or row group.
 */
export class ParquetSource implements SampleSource {
  readonly byNumber = true;
  readonly name: string;
  readonly #files: readonly (File | RemoteFile)[];
  readonly #classes: ClassLookup;
  readonly #parts: Part[] = [];
  /** Of all files so far; fewer than their rows where one could not be read to its end. */
  #samples = 0;

  constructor(name: string, files: readonly (File | RemoteFile)[], classes: ClassLookup) {
    this.name = name;
    this.#files = files;
    this.#classes = classes;
  }

  async walk(sink: SampleSink): Promise<SourceFailure | null> {
    for (const file of this.#files) {
      const failure = await this.#walkFile(file, sink);
      if (failure && this.#files.length === 1) return failure;
      if (failure) sink.problem(failure);
      if (!(await sink.goesOn())) return null;
    }
    return null;
  }

  async file({ id, folder, name }: SampleRef): Promise<Result<Blob, SourceFailure>> {
    const path = folder === '' ? name : `${folder}/${name}`;
    const part = this.#parts.findLast(({ from }) => from <= id);
    if (!part || id >= part.from + part.table.rows) return failed({ code: 'no-such-sample', name: path });
    const bytes = await part.cache.bytes(id - part.from);
    if (!bytes.ok) return bytes;
    if (!(bytes.value instanceof Uint8Array) || bytes.value.length === 0) {
      return failed({ code: 'damaged', name: path, detail: 'the row holds no picture' });
    }
    // A copy: what the library gives is a view of a whole page.
    return success(new Blob([bytes.value.slice()]));
  }

  async #walkFile(file: File | RemoteFile, sink: SampleSink): Promise<SourceFailure | null> {
    const ranged = file instanceof File ? success(localFile(file)) : await remoteFile(file);
    if (!ranged.ok) return ranged.failure;
    const opened = await ParquetTable.open(ranged.value);
    if (!opened.ok) return opened.failure;
    const table = opened.value;
    const roles = rolesOf(table.columns);
    if (!roles.image) {
      return { code: 'no-pictures', name: table.name, columns: table.columns.map(({ name }) => name) };
    }
    const { image } = roles;
    this.#parts.push({ table, image, from: this.#samples, cache: new RowGroupCache(table, image) });
    return this.#walkRows(table, roles, image, sink);
  }

  async #walkRows(
    table: ParquetTable,
    roles: TableRoles,
    image: Part['image'],
    sink: SampleSink,
  ): Promise<SourceFailure | null> {
    const root = table.name.replace(/\.parquet$/iu, '');
    const split = splitIn(root);
    for (const { from, to } of table.groups) {
      const rows = await readRows(table, roles, image, from, to);
      if (!rows.ok) return rows.failure;
      const { paths, labels, generators, classes, splits } = rows.value;
      for (let row = from; row < to; row++) {
        const at = row - from;
        const given = paths[at];
        const path = typeof given === 'string' && given !== '' ? splitPath(given) : null;
        const folder = path && path.folder !== '' ? `${root}/${path.folder}` : root;
        const stated = this.#stated(labels[at], generators[at], classes[at]);
        sink.add(sink.folder(folder), path?.name ?? `row-${String(row).padStart(6, '0')}`, {
          picture: true,
          stated: { ...stated, ...splitStated(splits[at], split) },
        });
        this.#samples++;
        if (at % rowsATurn === 0 && !(await sink.goesOn())) return null;
      }
      if (!(await sink.goesOn())) return null;
    }
    return null;
  }

  #stated(label: unknown, generator: unknown, found: unknown): Partial<PathFacts> {
    const labelled = labelOfValue(label) ?? labelOfValue(generator);
    const generated = labelled === 'real' ? null : generatorOfValue(generator);
    return {
      ...(labelled ? { label: labelled } : generated === null ? {} : { label: 'ai' }),
      ...(generated === null ? {} : { generator: generated }),
      ...classOfValue(found, this.#classes),
    };
  }
}

/** The words of 'default/train/0000' or 'data/train-00000-of-00042' that name a split. */
function splitIn(name: string) {
  return (
    name
      .split('/')
      .map(splitOf)
      .find((split) => split !== null) ?? null
  );
}

/** A row's own word goes before that of its file's name. */
function splitStated(value: unknown, ofFile: Split | null): { readonly split?: Split } {
  const split = (typeof value === 'string' ? splitOf(value) : null) ?? ofFile;
  return split ? { split } : {};
}

interface Rows {
  readonly paths: readonly unknown[];
  readonly labels: readonly unknown[];
  readonly generators: readonly unknown[];
  readonly classes: readonly unknown[];
  readonly splits: readonly unknown[];
}

async function readRows(
  table: ParquetTable,
  roles: TableRoles,
  image: Part['image'],
  from: number,
  to: number,
): Promise<Result<Rows, SourceFailure>> {
  const none: Result<unknown[], SourceFailure> = success([]);
  const read = (column: string | null, part = '') =>
    column === null ? Promise.resolve(none) : table.read(column, part, from, to);
  const [paths, labels, generators, classes, splits] = await Promise.all([
    image.pathPart === null ? read(roles.path) : read(image.column, image.pathPart),
    read(roles.label),
    read(roles.generator),
    read(roles.class),
    read(roles.split),
  ]);
  if (!paths.ok) return paths;
  if (!labels.ok) return labels;
  if (!generators.ok) return generators;
  if (!classes.ok) return classes;
  if (!splits.ok) return splits;
  return success({
    paths: paths.value,
    labels: named(table, roles.label, labels.value),
    generators: named(table, roles.generator, generators.value),
    classes: named(table, roles.class, classes.value),
    splits: named(table, roles.split, splits.value),
  });
}

/** Numbers turned into the names that they stand for; 64-bit numbers into plain ones. */
function named(table: ParquetTable, column: string | null, values: readonly unknown[]): unknown[] {
  const names = table.columns.find(({ name }) => name === column)?.names ?? null;
  return values.map((value) => {
    const plain = typeof value === 'bigint' ? Number(value) : value;
    return names && typeof plain === 'number' ? (names[plain] ?? null) : plain;
  });
}
