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
  #columns: Columns;
  #count = 0;
  #nameBytes = 0;

  constructor(coder: FactCoder, capacity: number) {
    this.#coder = coder;
    this.#capacity = capacity;
    this.#columns = emptyColumns(capacity);
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
    const full = this.#columns;
    const batch: SampleBatch = {
      count,
      folderOf: full.folderOf.slice(0, count),
      names: full.names.slice(0, this.#nameBytes),
      nameEnds: full.nameEnds.slice(0, count),
      label: full.label.slice(0, count),
      generator: full.generator.slice(0, count),
      classIndex: full.classIndex.slice(0, count),
      split: full.split.slice(0, count),
      format: full.format.slice(0, count),
      byteLength: full.byteLength.slice(0, count),
      widthPx: full.widthPx.slice(0, count),
      heightPx: full.heightPx.slice(0, count),
      jpegQuality: full.jpegQuality.slice(0, count),
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

type Columns = Omit<SampleBatch, 'count' | 'newFolders' | 'newGenerators' | 'newClasses'>;

function emptyColumns(capacity: number): Columns {
  return {
    folderOf: new Uint32Array(capacity),
    names: new Uint8Array(capacity * bytesOfName),
    nameEnds: new Uint32Array(capacity),
    label: new Uint8Array(capacity),
    generator: new Uint8Array(capacity),
    classIndex: new Uint16Array(capacity),
    split: new Uint8Array(capacity),
    format: new Uint8Array(capacity),
    byteLength: new Uint32Array(capacity),
    widthPx: new Uint16Array(capacity),
    heightPx: new Uint16Array(capacity),
    jpegQuality: new Uint8Array(capacity),
  };
}
