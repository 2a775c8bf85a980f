import { emptyBatchColumns, filledColumns, type BatchColumns } from '../../core/dataset/batch-columns.ts';
import {
  unknownByteLength,
  unknownQuality,
  unknownSidePx,
  type SampleBatch,
} from '../../core/dataset/sample-batch.ts';
import type { FactCodes, FactCoder } from './fact-codes.ts';
import { NameList } from './name-list.ts';

const bytesOfName = 24;
/** UTF-8 of one UTF-16 unit. */
const longestUnitBytes = 3;

/** One row of the index before it lies in columns. What is absent is not known. */
export interface NewRow extends FactCodes {
  readonly folder: number;
  readonly name: string;
  readonly format: number;
  readonly byteLength?: number;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly jpegQuality?: number;
}

/** Gathers rows into columns until they are taken. The list of folders goes on from batch to batch. */
export class BatchBuilder {
  readonly folders = new NameList();
  readonly #coder: FactCoder;
  readonly #capacity: number;
  readonly #utf8 = new TextEncoder();
  #columns: BatchColumns;
  #count = 0;
  #nameBytes = 0;

  constructor(coder: FactCoder, capacity: number) {
    this.#coder = coder;
    this.#capacity = capacity;
    this.#columns = emptyBatchColumns(capacity, bytesOfName);
  }

  get count(): number {
    return this.#count;
  }

  get isFull(): boolean {
    return this.#count === this.#capacity;
  }

  /** Must not be called on a full builder. */
  add(row: NewRow): void {
    const at = this.#count++;
    const columns = this.#columns;
    columns.folderOf[at] = row.folder;
    columns.label[at] = row.label;
    columns.generator[at] = row.generator;
    columns.classIndex[at] = row.classIndex;
    columns.split[at] = row.split;
    columns.format[at] = row.format;
    columns.byteLength[at] =
      row.byteLength === undefined ? unknownByteLength : Math.min(row.byteLength, unknownByteLength - 1);
    columns.widthPx[at] = row.widthPx ?? unknownSidePx;
    columns.heightPx[at] = row.heightPx ?? unknownSidePx;
    columns.jpegQuality[at] = row.jpegQuality ?? unknownQuality;
    this.#addName(row.name);
    columns.nameEnds[at] = this.#nameBytes;
  }

  /** What was added since the last call; the buffers are the caller's. */
  take(): SampleBatch {
    const count = this.#count;
    const batch: SampleBatch = {
      count,
      ...filledColumns(this.#columns, count, this.#nameBytes),
      newFolders: this.folders.takeFresh(),
      newGenerators: this.#coder.generators.takeFresh(),
      newClasses: this.#coder.classes.takeFresh(),
    };
    this.#count = 0;
    this.#nameBytes = 0;
    return batch;
  }

  #addName(name: string): void {
    const { names } = this.#columns;
    const most = this.#nameBytes + name.length * longestUnitBytes;
    if (most > names.length) {
      const larger = new Uint8Array(Math.max(most, names.length * 2));
      larger.set(names);
      this.#columns = { ...this.#columns, names: larger };
    }
    this.#nameBytes += this.#utf8.encodeInto(name, this.#columns.names.subarray(this.#nameBytes)).written;
  }
}
