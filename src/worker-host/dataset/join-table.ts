import type { JoinReport, SourceFailure } from '../../contracts/dataset-sources.ts';
import { splitOf } from '../../core/dataset/layout/folder-words.ts';
import type { PathFacts } from '../../core/dataset/layout/meanings.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { PathIndex } from '../../core/dataset/path-index.ts';
import {
  labels,
  splits,
  unknownClass,
  unknownGenerator,
  verdicts,
  type SamplePatch,
} from '../../core/dataset/sample-batch.ts';
import { classOfValue, generatorOfValue, labelOfValue } from '../../core/dataset/side-facts.ts';
import { rolesOf, type TableRoles } from '../../core/dataset/table-roles.ts';
import { failed, success, type Result } from '../../core/result.ts';
import type { DatasetIndex } from '../dataset-index.ts';
import type { FactCoder } from './fact-codes.ts';
import { handOnNames } from './hand-on-names.ts';
import { RangeFailed } from './range-file.ts';
import type { RowBatch, Table } from './table.ts';

export interface Joining {
  readonly index: DatasetIndex;
  readonly pathOf: (id: number) => string;
  readonly classes: ClassLookup;
  readonly coder: FactCoder;
  readonly table: Table;
  /** Asked with how many rows were read; false ends it. */
  readonly goesOn: (rows: number) => Promise<boolean>;
}

/** Lays a table over the samples: what it says of a path counts, what it leaves open stays as it was. null: cancelled. */
export async function joinTable(order: Joining): Promise<Result<JoinReport | null, SourceFailure>> {
  const { table, index } = order;
  const roles = rolesOf(table.columns);
  const { path } = roles;
  const columns = table.columns.map(({ name }) => name);
  if (path === null) return failed({ code: 'no-paths', name: table.name, columns });
  const matched = new Uint8Array(index.samples.count);
  const scores = new ScoreColumns(roles.numbers);
  const strays = new StrayRows();
  let paths: PathIndex | null = null;
  let rows = 0;
  try {
    for await (const batch of table.rows(columns.filter((name) => !roles.ignored.includes(name)))) {
      paths ??= new PathIndex(index.samples.count, order.pathOf, least(batch, path));
      const found = matches(batch, path, paths);
      for (const { id } of found) matched[id] = 1;
      strays.add(batch, path, found);
      patchFacts(order, roles, batch, found);
      scores.patch(index, batch, found);
      rows += batch.count;
      if (!(await order.goesOn(rows))) return success(null);
    }
  } catch (error) {
    if (error instanceof RangeFailed) return failed(error.failure);
    throw error;
  }
  const count = matched.reduce((sum, one) => sum + one, 0);
  return success({
    name: table.name,
    rows,
    matched: count,
    unmatched: matched.length - count,
    strayRows: { count: strays.count, first: strays.first },
    detectors: scores.taken,
    ignored: [...roles.ignored, ...scores.refused],
  });
}

interface Match {
  readonly row: number;
  readonly id: number;
}

/** Tables without folders are matched by names alone. */
function least({ columns, count }: RowBatch, path: string): 1 | 2 {
  const withFolder = (columns.get(path) ?? []).filter(
    (value) => typeof value === 'string' && /[\\/]/u.test(value),
  );
  return withFolder.length * 2 >= count ? 2 : 1;
}

function matches({ columns }: RowBatch, path: string, paths: PathIndex): Match[] {
  return (columns.get(path) ?? []).flatMap((value, row) => {
    const id = typeof value === 'string' ? paths.find(value) : -1;
    return id < 0 ? [] : [{ row, id }];
  });
}

const straysNamed = 5;

/** Rows that speak of no sample: the first paths show at a glance what does not fit. */
class StrayRows {
  count = 0;
  readonly first: string[] = [];

  add({ columns, count }: RowBatch, path: string, found: readonly Match[]): void {
    this.count += count - found.length;
    if (this.first.length >= straysNamed || found.length === count) return;
    const fits = new Set(found.map(({ row }) => row));
    for (const [row, value] of (columns.get(path) ?? []).entries()) {
      if (this.first.length >= straysNamed) return;
      if (!fits.has(row)) this.first.push(typeof value === 'string' ? value : '');
    }
  }
}

function patchFacts(
  { index, classes, coder }: Joining,
  roles: TableRoles,
  { columns }: RowBatch,
  found: readonly Match[],
): void {
  const value = (column: string | null, row: number): unknown =>
    column === null ? null : (columns.get(column)?.[row] ?? null);
  const number = (column: string | null, row: number): number => {
    const read = value(column, row);
    return typeof read === 'number' && Number.isFinite(read) ? read : NaN;
  };
  const patch = {
    ids: Uint32Array.from(found, ({ id }) => id),
    label: new Uint8Array(found.length),
    generator: new Uint8Array(found.length),
    classIndex: new Uint16Array(found.length),
    split: new Uint8Array(found.length),
    widthPx: new Uint16Array(found.length),
    heightPx: new Uint16Array(found.length),
    jpegQuality: new Uint8Array(found.length),
  } satisfies SamplePatch;
  found.forEach(({ row, id }, at) => {
    const known = index.samples.factsOf(id);
    const said = coder.codes(statedBy(roles, row, value, classes));
    const label = said.label === labels.unknown ? known.label : said.label;
    patch.label[at] = label;
    // A table that says 'real' says that no generator made it.
    patch.generator[at] =
      said.generator === unknownGenerator && label === known.label ? known.generator : said.generator;
    patch.classIndex[at] = said.classIndex === unknownClass ? known.classIndex : said.classIndex;
    patch.split[at] = said.split === splits.unknown ? known.split : said.split;
    patch.widthPx[at] = within(number(roles.widthPx, row), 65_535) ?? known.widthPx;
    patch.heightPx[at] = within(number(roles.heightPx, row), 65_535) ?? known.heightPx;
    patch.jpegQuality[at] = within(number(roles.jpegQuality, row), 100) ?? known.jpegQuality;
  });
  handOnNames(index, coder);
  index.patch(patch);
}

/** Whole numbers from 1; everything else is no size and no quality. */
function within(value: number, most: number): number | null {
  const whole = Math.round(value);
  return whole >= 1 && whole <= most ? whole : null;
}

function statedBy(
  roles: TableRoles,
  row: number,
  value: (column: string | null, row: number) => unknown,
  classes: ClassLookup,
): PathFacts {
  const generatorValue = value(roles.generator, row);
  const label = labelOfValue(value(roles.label, row)) ?? labelOfValue(generatorValue);
  const generator = label === 'real' ? null : generatorOfValue(generatorValue);
  const split = value(roles.split, row);
  return {
    label: label ?? (generator === null ? null : 'ai'),
    generator,
    ...(classOfValue(value(roles.class, row), classes) ?? { classIndex: null, className: null }),
    split: typeof split === 'string' ? splitOf(split) : null,
  };
}

/** Columns of numbers in 0..1 are what a detector said. */
class ScoreColumns {
  readonly #names: readonly string[];
  readonly #outside = new Set<string>();
  readonly #patched = new Set<string>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  get taken(): string[] {
    return [...this.#patched];
  }

  get refused(): string[] {
    return this.#names.filter((name) => !this.#patched.has(name));
  }

  patch(index: DatasetIndex, { columns }: RowBatch, found: readonly Match[]): void {
    for (const name of this.#names) {
      const values = columns.get(name) ?? [];
      const given = found.filter(({ row }) => typeof values[row] === 'number');
      const scores = given.map(({ row }) => Number(values[row]));
      // A column that leaves 0..1 at once is something else; one that does so later keeps what fits.
      if (scores.some((score) => score < 0 || score > 1) && !this.#patched.has(name)) this.#outside.add(name);
      if (this.#outside.has(name) || given.length === 0) continue;
      this.#patched.add(name);
      index.patchScores({
        detector: name,
        ids: Uint32Array.from(given, ({ id }) => id),
        score: Float32Array.from(scores, (score) => (score < 0 || score > 1 ? NaN : score)),
        verdict: new Uint8Array(given.length).fill(verdicts.unknown),
      });
    }
  }
}
