import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type ColumnMetaData,
  type FileMetaData,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { SourceFailure } from '../../contracts/dataset-sources.ts';
import { messageOf } from '../../core/error-message.ts';
import type { TableColumn } from '../../core/dataset/table-roles.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { failureOf } from './problems.ts';
import { RangeFailed, type RangeFile } from './range-file.ts';

/** More would not fit beside the page; writers of pictures stay far below. */
const chunkLimitBytes = 2 ** 30;

/** The rows of one row group, as numbers of the whole file. */
interface RowGroupRange {
  readonly from: number;
  readonly to: number;
}

/** A Parquet file of which only the columns and row groups that are asked for are read. */
export class ParquetTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  readonly groups: readonly RowGroupRange[];
  /** Key-value metadata of the file. */
  readonly notes: ReadonlyMap<string, string>;
  readonly #file: RangeFile;
  readonly #metadata: FileMetaData;

  private constructor(file: RangeFile, metadata: FileMetaData) {
    this.name = file.name;
    this.#file = file;
    this.#metadata = metadata;
    this.rows = Number(metadata.num_rows);
    this.notes = new Map(metadata.key_value_metadata?.map(({ key, value }) => [key, value ?? '']) ?? []);
    this.columns = columnsOf(metadata, featuresOf(this.notes.get('huggingface')));
    let row = 0;
    this.groups = metadata.row_groups.map(({ num_rows }) => ({ from: row, to: (row += Number(num_rows)) }));
  }

  static async open(file: RangeFile): Promise<Result<ParquetTable, SourceFailure>> {
    const { name, byteLength } = file;
    try {
      const magic = await file.slice(0, Math.min(4, byteLength));
      if (String.fromCharCode(...new Uint8Array(magic)) !== 'PAR1') {
        return failed({ code: 'not-this-kind', name, expected: 'a Parquet file', found: null });
      }
      // Every Parquet file ends with its footer; without it nothing in the file can be found.
      const tail = await file.slice(Math.max(4, byteLength - 4), byteLength);
      if (String.fromCharCode(...new Uint8Array(tail)) !== 'PAR1') {
        return failed({ code: 'truncated', name, detail: 'its footer, which lists all columns, is missing' });
      }
      return success(new ParquetTable(file, await parquetMetadataAsync(file, { geoparquet: false })));
    } catch (error) {
      return failed(tableFailure(error, name));
    }
  }

  /** Where pages can be found one by one, a few rows cost little; else they cost their row group. */
  hasPageIndex(column: string, part: string): boolean {
    return this.#metadata.row_groups.every(({ columns }) =>
      columns.some(
        (chunk) => isLeaf(chunk.meta_data, column, part) && chunk.offset_index_offset !== undefined,
      ),
    );
  }

  /**
   * The values of one column, or of one part of a struct column, in rows from..to-1. Nothing of other columns or parts is
   * read.
   */
  async read(
    column: string,
    part: string,
    from: number,
    to: number,
  ): Promise<Result<unknown[], SourceFailure>> {
    const metadata = pruned(this.#metadata, column, part);
    const size = this.#largestChunk(metadata, from, to);
    if (size > chunkLimitBytes) {
      return failed({ code: 'too-large', name: this.name, byteLength: size, limitBytes: chunkLimitBytes });
    }
    try {
      const rows = await parquetReadObjects({
        file: this.#file,
        metadata,
        columns: [column],
        rowStart: from,
        rowEnd: to,
        compressors,
        utf8: false,
        useOffsetIndex: true,
        geoparquet: false,
      });
      const values = rows.map((row): unknown => row[column]);
      return success(part === '' ? values : values.map((value) => partOf(value, part)));
    } catch (error) {
      return failed(tableFailure(error, this.name));
    }
  }

  #largestChunk(metadata: FileMetaData, from: number, to: number): number {
    return this.groups.reduce((largest, group, at) => {
      if (group.to <= from || group.from >= to) return largest;
      const chunk = metadata.row_groups[at]?.columns[0]?.meta_data;
      return Math.max(largest, Number(chunk?.total_compressed_size ?? 0));
    }, 0);
  }
}

function partOf(value: unknown, part: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : null;
}

function tableFailure(error: unknown, name: string): SourceFailure {
  if (error instanceof RangeFailed) return error.failure;
  if (error instanceof DOMException) return failureOf(error, name);
  return { code: 'damaged', name, detail: messageOf(error) };
}

function isLeaf(chunk: ColumnMetaData | undefined, column: string, part: string): boolean {
  const [top, second, ...deeper] = chunk?.path_in_schema ?? [];
  return top === column && (part === '' || (second === part && deeper.length === 0));
}

/**
 * The metadata of a file that holds nothing but this column or part: the library reads columns whole, and the bytes of a
 * million pictures must not be read for the sake of their paths.
 */
function pruned(metadata: FileMetaData, column: string, part: string): FileMetaData {
  const schema: SchemaElement[] = [];
  const tree = parquetSchema(metadata);
  const top = tree.children.filter(({ element }) => element.name === column);
  schema.push({ ...tree.element, num_children: top.length });
  for (const child of top) {
    if (part === '') pushAll(schema, child);
    else {
      const parts = child.children.filter(({ element }) => element.name === part);
      schema.push({ ...child.element, num_children: parts.length });
      for (const each of parts) pushAll(schema, each);
    }
  }
  const row_groups = metadata.row_groups.map((group) => ({
    ...group,
    columns: group.columns.filter(({ meta_data }) => isLeaf(meta_data, column, part)),
  }));
  return { ...metadata, schema, row_groups };
}

function pushAll(schema: SchemaElement[], tree: SchemaTree): void {
  schema.push(tree.element);
  for (const child of tree.children) pushAll(schema, child);
}

interface Feature {
  readonly _type?: string;
  readonly names?: readonly string[];
}

/** What `datasets` of Hugging Face writes about the columns; nothing where that is absent or unreadable. */
function featuresOf(text: string | undefined): Readonly<Record<string, Feature>> {
  try {
    const note = JSON.parse(text ?? '{}') as { info?: { features?: Record<string, Feature> } };
    return note.info?.features ?? {};
  } catch {
    return {};
  }
}

function columnsOf(metadata: FileMetaData, features: Readonly<Record<string, Feature>>): TableColumn[] {
  return parquetSchema(metadata).children.map(({ element, children }) => {
    const feature = Object.hasOwn(features, element.name) ? features[element.name] : undefined;
    return {
      name: element.name,
      parts: children.map((child) => child.element.name),
      type: typeOf(element),
      names: Array.isArray(feature?.names) ? feature.names.map(String) : null,
      isImage: feature?._type === 'Image',
    };
  });
}

function typeOf({ type, converted_type, logical_type, repetition_type }: SchemaElement): TableColumn['type'] {
  if (repetition_type === 'REPEATED') return 'other';
  switch (type) {
    case 'BYTE_ARRAY':
      return converted_type === 'UTF8' || logical_type?.type === 'STRING' ? 'text' : 'bytes';
    case 'INT32':
    case 'INT64':
    case 'FLOAT':
    case 'DOUBLE':
    case 'BOOLEAN':
      return 'number';
    case 'INT96':
    case 'FIXED_LEN_BYTE_ARRAY':
    case undefined:
      return 'other';
    default:
      return type satisfies never;
  }
}
