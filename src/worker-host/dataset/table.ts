import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import type { TableColumn } from '../../core/dataset/table-roles.ts';
import { hasText } from '../../core/image/bytes.ts';
import { failed, type Result } from '../../core/result.ts';
import { CsvTable } from './csv-table.ts';
import { ParquetRows } from './parquet-rows.ts';
import { failureOf } from './problems.ts';

/** Some rows of a table: columns by name, a value or null in each row. */
export interface RowBatch {
  readonly count: number;
  readonly columns: ReadonlyMap<string, readonly unknown[]>;
}

/** A table that is read through once, whatever its file. */
export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  /** Notes that its writer left in it. */
  readonly notes: ReadonlyMap<string, string>;
  /** Rejects with RangeFailed, or with what the file system throws. */
  rows(columns: readonly string[]): AsyncIterable<RowBatch>;
}

/** CSV or Parquet, as its first bytes say. */
export async function openTable(file: File): Promise<Result<Table, SourceFailure>> {
  try {
    const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    return hasText(head, 0, 'PAR1') ? await ParquetRows.open(file) : await CsvTable.open(file);
  } catch (error) {
    return failed(failureOf(error, file.name));
  }
}
