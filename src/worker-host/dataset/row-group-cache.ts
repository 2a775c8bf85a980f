import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import type { TableRoles } from '../../core/dataset/table-roles.ts';
import { failed, success, type Result } from '../../core/result.ts';
import type { ParquetTable } from './parquet-table.ts';

/** Enough to scroll over the edge between two; a row group of pictures takes tens of megabytes. */
const groupsKept = 2;
/** A page of pictures holds a few of them, which their neighbours will be asked for next. */
const rowsAtOnce = 8;

type Values = Promise<Result<unknown[], SourceFailure>>;

/** Reads pictures of a Parquet file by their rows, and keeps the last row groups or runs of pages for their neighbours. */
export class RowGroupCache {
  readonly #table: ParquetTable;
  readonly #image: NonNullable<TableRoles['image']>;
  readonly #paged: boolean;
  /** By first row, the newest last. */
  readonly #kept = new Map<number, { readonly to: number; readonly values: Values }>();

  constructor(table: ParquetTable, image: NonNullable<TableRoles['image']>) {
    this.#table = table;
    this.#image = image;
    this.#paged = table.hasPageIndex(image.column, image.bytesPart);
  }

  async bytes(row: number): Promise<Result<unknown, SourceFailure>> {
    const { from, to } = this.#rangeOf(row);
    const kept = this.#kept.get(from);
    const values = kept?.values ?? this.#table.read(this.#image.column, this.#image.bytesPart, from, to);
    this.#kept.delete(from);
    this.#kept.set(from, { to, values });
    const most = this.#paged ? groupsKept * rowsAtOnce : groupsKept;
    for (const first of [...this.#kept.keys()].slice(0, -most)) this.#kept.delete(first);
    const read = await values;
    if (read.ok) return success(read.value[row - from]);
    // A failure is not kept: the network may be back the next time.
    this.#kept.delete(from);
    return failed(read.failure);
  }

  #rangeOf(row: number): { readonly from: number; readonly to: number } {
    const group = this.#table.groups.find((each) => row < each.to) ?? { from: row, to: row + 1 };
    if (!this.#paged) return group;
    const from = row - ((row - group.from) % rowsAtOnce);
    return { from, to: Math.min(group.to, from + rowsAtOnce) };
  }
}
