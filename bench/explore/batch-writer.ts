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
  #columns: ReturnType<typeof emptyColumns>;
  #count = 0;
  #nameEnd = 0;
  #folders = 0;
  #newFolders: string[] = [];
  #newGenerators: readonly string[];
  #newClasses: readonly string[];

  constructor(size: number, generators: readonly string[], classes: readonly string[]) {
    this.#size = size;
    this.#columns = emptyColumns(size);
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
    const { names, ...columns } = this.#columns;
    const cut = Object.fromEntries(
      Object.entries(columns).map(([key, column]) => [key, column.slice(0, count)]),
    ) as unknown as typeof columns;
    const batch = {
      ...cut,
      count,
      names: names.slice(0, this.#nameEnd),
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

function emptyColumns(size: number) {
  return {
    folderOf: new Uint32Array(size),
    names: new Uint8Array(size * nameBytes),
    nameEnds: new Uint32Array(size),
    label: new Uint8Array(size),
    generator: new Uint8Array(size),
    classIndex: new Uint16Array(size),
    split: new Uint8Array(size),
    format: new Uint8Array(size),
    byteLength: new Uint32Array(size),
    widthPx: new Uint16Array(size),
    heightPx: new Uint16Array(size),
    jpegQuality: new Uint8Array(size),
  };
}
