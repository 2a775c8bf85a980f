import { emptyBatchColumns, filledColumns, type BatchColumns } from '../../src/core/dataset/batch-columns.ts';
import type { SampleBatch } from '../../src/core/dataset/sample-batch.ts';

export interface Sample {
  /** ASCII. */
  readonly name: string;
  readonly label: number;
  readonly generator: number;
  readonly classIndex: number;
  readonly split: number;
  readonly format: number;
  readonly byteLength: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly jpegQuality: number;
}

/** Names are at most so long. */
const nameBytes = 64;

/** Collects samples into batches of a fixed size. */
export class BatchWriter {
  readonly #size: number;
  readonly #columns: BatchColumns;
  #count = 0;
  #nameEnd = 0;
  #folders = 0;
  #newFolders: string[] = [];
  #newGenerators: readonly string[];
  #newClasses: readonly string[];

  constructor(size: number, generators: readonly string[], classes: readonly string[]) {
    this.#size = size;
    this.#columns = emptyBatchColumns(size, nameBytes);
    this.#newGenerators = generators;
    this.#newClasses = classes;
  }

  openFolder(path: string): void {
    this.#newFolders.push(path);
    this.#folders++;
  }

  /** Puts the sample into the folder that was opened last; yields a batch where one is full. */
  *add({ name, ...facts }: Sample): IterableIterator<SampleBatch> {
    const columns = this.#columns;
    const i = this.#count++;
    for (let n = 0; n < name.length; n++) columns.names[this.#nameEnd++] = name.charCodeAt(n);
    columns.nameEnds[i] = this.#nameEnd;
    columns.folderOf[i] = this.#folders - 1;
    columns.label[i] = facts.label;
    columns.generator[i] = facts.generator;
    columns.classIndex[i] = facts.classIndex;
    columns.split[i] = facts.split;
    columns.format[i] = facts.format;
    columns.byteLength[i] = facts.byteLength;
    columns.widthPx[i] = facts.widthPx;
    columns.heightPx[i] = facts.heightPx;
    columns.jpegQuality[i] = facts.jpegQuality;
    if (this.#count === this.#size) yield this.take();
  }

  /** What was added since the last batch. */
  take(): SampleBatch {
    const count = this.#count;
    const batch = {
      ...filledColumns(this.#columns, count, this.#nameEnd),
      count,
      newFolders: this.#newFolders,
      newGenerators: this.#newGenerators,
      newClasses: this.#newClasses,
    };
    this.#count = 0;
    this.#nameEnd = 0;
    this.#newFolders = [];
    this.#newGenerators = [];
    this.#newClasses = [];
    return batch;
  }
}
