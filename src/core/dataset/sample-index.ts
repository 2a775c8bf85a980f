import { byteLengthBin, qualityBin, qualityBinCount, sideBin } from './bins.ts';
import { Column } from './column.ts';
import { binOf, formatBinCount, groups, labelBinCount, splitBinCount } from './facet-groups.ts';
import { NameTable } from './name-table.ts';
import {
  generatorLimit,
  labels,
  noGenerator,
  splits,
  unknownClass,
  unknownFormat,
  unknownGenerator,
  unknownQuality,
  type FactColumns,
  type SampleBatch,
  type SamplePatch,
  type ScorePatch,
} from './sample-batch.ts';
import { ScoreColumns } from './score-columns.ts';

/** The facts of one sample; codes as in sample-batch.ts. */
export interface SampleFacts {
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

/**
 * Millions of samples in columns. What facets count is kept as codes of facet groups (facet-groups.ts): label,
 * generator, split, format, quality and class are nowhere else, sides and file sizes also as they are.
 */
export class SampleIndex {
  readonly names = new NameTable();
  readonly #folderOf = new Column<Uint16Array<ArrayBuffer>>(Uint16Array);
  /** Takes the place of `#folderOf` where there are more than 65,536 folders. */
  #wideFolderOf: Column<Uint32Array<ArrayBuffer>> | null = null;
  readonly #origin = new Column(Uint16Array);
  readonly #sides = new Column(Uint16Array);
  readonly #file = new Column(Uint16Array);
  readonly #classes = new Column(Uint16Array);
  readonly #widthPx = new Column(Uint16Array);
  readonly #heightPx = new Column(Uint16Array);
  readonly #byteLength = new Column(Uint32Array);
  readonly #scores = new Map<string, ScoreColumns>();
  readonly #folderNames: string[] = [];
  readonly #generatorNames: string[] = [];
  readonly #classNames: string[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get folders(): readonly string[] {
    return this.#folderNames;
  }

  get generators(): readonly string[] {
    return this.#generatorNames;
  }

  get classes(): readonly string[] {
    return this.#classNames;
  }

  get detectors(): readonly string[] {
    return [...this.#scores.keys()];
  }

  /** Codes of the facet groups and positions of the folders, one a row, with room behind the last row. */
  get codes() {
    return {
      origin: this.#origin.array,
      sides: this.#sides.array,
      file: this.#file.array,
      classes: this.#classes.array,
      folders: (this.#wideFolderOf ?? this.#folderOf).array,
    };
  }

  get sidesPx() {
    return { width: this.#widthPx.array, height: this.#heightPx.array };
  }

  get byteLengths(): Uint32Array<ArrayBuffer> {
    return this.#byteLength.array;
  }

  /** What a detector said; undefined where it judged nothing yet. */
  scores(detector: string | null): ScoreColumns | undefined {
    return detector === null ? undefined : this.#scores.get(detector);
  }

  /** Bytes that the columns take, room for further rows included; the short lists of names aside. */
  get memoryBytes(): number {
    const columns = [...this.#columns(), ...(this.#wideFolderOf ? [this.#wideFolderOf] : [])];
    const scored = [...this.#scores.values()];
    return [...columns, ...scored, this.names].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** @throws RangeError where columns of the batch do not have an entry for each sample */
  append(batch: SampleBatch): void {
    const { count, folderOf, names, nameEnds } = batch;
    requireLengths(batch, count);
    if (folderOf.length !== count || nameEnds.length !== count)
      throw new RangeError(`a batch of ${count} has ${folderOf.length} folders, ${nameEnds.length} names`);
    // One by one: a spread of very many folders would overflow the stack.
    for (const folder of batch.newFolders) this.#folderNames.push(folder);
    for (const generator of batch.newGenerators) this.#generatorNames.push(generator);
    for (const name of batch.newClasses) this.#classNames.push(name);
    this.names.append(names, nameEnds);
    const base = this.#count;
    const rows = base + count;
    for (const column of this.#columns()) column.reserve(rows);
    for (const scores of this.#scores.values()) scores.reserve(rows);
    this.#appendFolders(folderOf, rows);
    this.#count = rows;
    this.#setOrigin(count, (i) => base + i, batch);
    this.#setClass(count, (i) => base + i, batch.classIndex);
    this.#setSides(count, (i) => base + i, batch);
    this.#setFile(count, (i) => base + i, batch);
  }

  /** @throws RangeError where a column does not have an entry for each id, or an id is unknown */
  patch(patch: SamplePatch): void {
    const { ids, classIndex } = patch;
    requireLengths(patch, ids.length);
    this.#requireIds(ids);
    const idOf = (i: number) => ids[i]!;
    this.#setOrigin(ids.length, idOf, patch);
    if (classIndex) this.#setClass(ids.length, idOf, classIndex);
    this.#setSides(ids.length, idOf, patch);
    this.#setFile(ids.length, idOf, patch);
  }

  /** @throws RangeError as `patch` does */
  patchScores(patch: ScorePatch): void {
    const { detector, ids, score, verdict } = patch;
    requireLengths({ score, verdict }, ids.length);
    this.#requireIds(ids);
    let columns = this.#scores.get(detector);
    if (!columns) {
      columns = new ScoreColumns();
      columns.reserve(this.#count);
      this.#scores.set(detector, columns);
    }
    columns.patch(patch);
  }

  /** Gives spare room back, once no more samples are expected. */
  trim(): void {
    for (const column of this.#columns()) column.trim(this.#count);
    this.#wideFolderOf?.trim(this.#count);
    for (const scores of this.#scores.values()) scores.trim(this.#count);
    this.names.trim();
  }

  folderOf(id: number): string {
    return this.#folderNames[(this.#wideFolderOf ?? this.#folderOf).array[id]!] ?? '';
  }

  /** One of `labels`. */
  labelOf(id: number): number {
    return orUnknown(binOf(groups.origin, 0, this.#origin.array[id]!), labelBinCount, labels.unknown);
  }

  /** Position in the source's list of generators, `noGenerator` or `unknownGenerator`. */
  generatorOf(id: number): number {
    return binOf(groups.origin, 1, this.#origin.array[id]!);
  }

  factsOf(id: number): SampleFacts {
    const origin = this.#origin.array[id]!;
    return {
      label: this.labelOf(id),
      generator: this.generatorOf(id),
      split: orUnknown(binOf(groups.origin, 2, origin), splitBinCount, splits.unknown),
      format: orUnknown(binOf(groups.origin, 3, origin), formatBinCount, unknownFormat),
      classIndex: this.#classes.array[id]!,
      widthPx: this.#widthPx.array[id]!,
      heightPx: this.#heightPx.array[id]!,
      byteLength: this.#byteLength.array[id]!,
      jpegQuality: orUnknown(binOf(groups.file, 0, this.#file.array[id]!), qualityBinCount, unknownQuality),
    };
  }

  /** Everything but the names, the folders and the scores. */
  #columns() {
    return [
      ...(this.#wideFolderOf ? [] : [this.#folderOf]),
      this.#origin,
      this.#sides,
      this.#file,
      this.#classes,
      this.#widthPx,
      this.#heightPx,
      this.#byteLength,
    ];
  }

  #appendFolders(folderOf: Uint32Array, rows: number): void {
    const base = this.#count;
    if (!this.#wideFolderOf && this.#folderNames.length > 0x1_0000) {
      this.#wideFolderOf = new Column<Uint32Array<ArrayBuffer>>(Uint32Array);
      this.#wideFolderOf.reserve(rows).set(this.#folderOf.array.subarray(0, base));
      this.#folderOf.trim(0);
    }
    if (this.#wideFolderOf) this.#wideFolderOf.reserve(rows).set(folderOf, base);
    else this.#folderOf.array.set(folderOf, base);
  }

  #setOrigin(count: number, idOf: (i: number) => number, facts: Partial<FactColumns>): void {
    const { label, generator, split, format } = facts;
    if (!label && !generator && !split && !format) return;
    const codes = this.#origin.array;
    const [labelStride, generatorStride, splitStride, formatStride] = originStrides;
    const names = this.#generatorNames.length;
    for (let i = 0; i < count; i++) {
      const id = idOf(i);
      const old = codes[id]!;
      const l = label ? Math.min(label[i]!, labelBinCount - 1) : binOf(groups.origin, 0, old);
      const g = generator ? knownGenerator(generator[i]!, names) : binOf(groups.origin, 1, old);
      const s = split ? Math.min(split[i]!, splitBinCount - 1) : binOf(groups.origin, 2, old);
      const f = format ? Math.min(format[i]!, formatBinCount - 1) : binOf(groups.origin, 3, old);
      codes[id] = l * labelStride + g * generatorStride + s * splitStride + f * formatStride;
    }
  }

  #setClass(count: number, idOf: (i: number) => number, classIndex: Uint16Array): void {
    const codes = this.#classes.array;
    const names = this.#classNames.length;
    for (let i = 0; i < count; i++) codes[idOf(i)] = classIndex[i]! < names ? classIndex[i]! : unknownClass;
  }

  #setSides(count: number, idOf: (i: number) => number, { widthPx, heightPx }: Partial<FactColumns>): void {
    if (!widthPx && !heightPx) return;
    const [widths, heights, codes] = [this.#widthPx.array, this.#heightPx.array, this.#sides.array];
    const [widthStride, heightStride] = sideStrides;
    for (let i = 0; i < count; i++) {
      const id = idOf(i);
      if (widthPx) widths[id] = widthPx[i]!;
      if (heightPx) heights[id] = heightPx[i]!;
      codes[id] = sideBin(widths[id]!) * widthStride + sideBin(heights[id]!) * heightStride;
    }
  }

  #setFile(count: number, idOf: (i: number) => number, facts: Partial<FactColumns>): void {
    const { byteLength, jpegQuality } = facts;
    if (!byteLength && !jpegQuality) return;
    const [lengths, codes] = [this.#byteLength.array, this.#file.array];
    const [qualityStride, lengthStride] = fileStrides;
    for (let i = 0; i < count; i++) {
      const id = idOf(i);
      if (byteLength) lengths[id] = byteLength[i]!;
      const quality = jpegQuality ? qualityBin(jpegQuality[i]!) : binOf(groups.file, 0, codes[id]!);
      codes[id] = quality * qualityStride + byteLengthBin(lengths[id]!) * lengthStride;
    }
  }

  #requireIds(ids: Uint32Array): void {
    const wrong = ids.find((id) => id >= this.#count);
    if (wrong !== undefined) throw new RangeError(`there is no sample ${wrong} of ${this.#count}`);
  }
}

const originStrides = groups.origin.strides as [number, number, number, number];
const sideStrides = groups.sides.strides as [number, number];
const fileStrides = groups.file.strides as [number, number];

function requireLengths(columns: object, count: number): void {
  for (const [name, column] of Object.entries(columns)) {
    if (!factNames.has(name) || column === undefined) continue;
    const { length } = column as ArrayLike<number>;
    if (length !== count) throw new RangeError(`'${name}' has ${length} entries for ${count} samples`);
  }
}

const factNames: ReadonlySet<string> = new Set([
  'label',
  'generator',
  'classIndex',
  'split',
  'format',
  'byteLength',
  'widthPx',
  'heightPx',
  'jpegQuality',
  'score',
  'verdict',
]);

function knownGenerator(generator: number, names: number): number {
  return generator === noGenerator || generator < Math.min(names, generatorLimit)
    ? generator
    : unknownGenerator;
}

function orUnknown(bin: number, binCount: number, unknown: number): number {
  return bin === binCount - 1 ? unknown : bin;
}
