import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import { success, type Result } from '../../core/result.ts';
import { ParquetTable } from './parquet-table.ts';
import { localFile, RangeFailed } from './range-file.ts';
import type { RowBatch, Table } from './table.ts';

/** Row groups may hold a million rows; values are objects while they are read. */
const rowsAtOnce = 65_536;

/** A Parquet file as a table, a run of rows at a time. */
export class ParquetRows implements Table {
  readonly #table: ParquetTable;

  private constructor(table: ParquetTable) {
    this.#table = table;
  }

  static async open(file: File): Promise<Result<ParquetRows, SourceFailure>> {
    const opened = await ParquetTable.open(localFile(file));
    return opened.ok ? success(new ParquetRows(opened.value)) : opened;
  }

  get name(): string {
    return this.#table.name;
  }

  get columns() {
    return this.#table.columns;
  }

  get notes() {
    return this.#table.notes;
  }

  async *rows(columns: readonly string[]): AsyncGenerator<RowBatch> {
    for (const group of this.#table.groups) {
      for (let from = group.from; from < group.to; from += rowsAtOnce) {
        const to = Math.min(group.to, from + rowsAtOnce);
        const read = new Map<string, readonly unknown[]>();
        for (const column of columns) {
          const values = await this.#table.read(column, '', from, to);
          if (!values.ok) throw new RangeFailed(values.failure);
          read.set(column, values.value.map(plain));
        }
        yield { count: to - from, columns: read };
      }
    }
  }
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}
