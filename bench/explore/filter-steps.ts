import {
  byteLengthBin,
  byteLengthBinCount,
  qualityBin,
  qualityBinCount,
  sideBin,
  sideBinCount,
} from '../../src/core/dataset/bins.ts';
import type { FacetName } from '../../src/core/dataset/facets.ts';
import type { SampleBatch } from '../../src/core/dataset/sample-batch.ts';
import { random } from './genimage-samples.ts';

/** What the bench filters and counts by: everything but scores, which its samples do not have. */
export const benchFacets = [
  'label',
  'generator',
  'split',
  'format',
  'width',
  'height',
  'quality',
  'byteLength',
  'class',
] as const satisfies readonly FacetName[];
export type BenchFacet = (typeof benchFacets)[number];

export type Bins = Readonly<Partial<Record<BenchFacet, readonly number[]>>>;
/** The bin of each sample in each facet. */
export type BinColumns = Record<BenchFacet, Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>>;

export const classCount = 1000;
export const binCounts: Readonly<Record<BenchFacet, number>> = {
  label: 3,
  generator: 256,
  split: 4,
  format: 7,
  width: sideBinCount,
  height: sideBinCount,
  quality: qualityBinCount,
  byteLength: byteLengthBinCount,
  class: classCount + 1,
};

/** Columns for whoever has no bins of their own: the others filter and count by the same ones. */
export function emptyBinColumns(rows: number): BinColumns {
  const of8 = () => new Uint8Array(rows);
  return {
    label: of8(),
    generator: of8(),
    split: of8(),
    format: of8(),
    width: of8(),
    height: of8(),
    quality: of8(),
    byteLength: of8(),
    class: new Uint16Array(rows),
  };
}

export function setBins(columns: BinColumns, from: number, batch: SampleBatch): void {
  const set = (facet: BenchFacet, values: Iterable<number>, binOf: (value: number) => number) => {
    let row = from;
    for (const value of values) columns[facet][row++] = binOf(value);
  };
  set('label', batch.label, (value) => Math.min(value, binCounts.label - 1));
  set('generator', batch.generator, (value) => value);
  set('split', batch.split, (value) => Math.min(value, binCounts.split - 1));
  set('format', batch.format, (value) => Math.min(value, binCounts.format - 1));
  set('width', batch.widthPx, sideBin);
  set('height', batch.heightPx, sideBin);
  set('quality', batch.jpegQuality, qualityBin);
  set('byteLength', batch.byteLength, byteLengthBin);
  set('class', batch.classIndex, (value) => Math.min(value, classCount));
}

/**
 * What a person does: one facet after another is filtered, brushed further or let go. Histograms are brushed in
 * ranges, of the others one value or some are chosen. At most four filters at once.
 */
export function filterSteps(count: number, seed: number): Bins[] {
  const next = random(seed);
  const steps: Bins[] = [];
  let bins: Bins = {};
  while (steps.length < count) {
    const facet = benchFacets[Math.floor(next() * benchFacets.length)] ?? 'label';
    const { [facet]: chosen, ...others } = bins;
    const isFull = Object.keys(others).length >= 4;
    if (!chosen && isFull) continue;
    bins = chosen && (isFull || next() < 0.6) ? others : { ...others, [facet]: someBins(facet, next) };
    steps.push(bins);
  }
  return steps;
}

/** Bins that hold many samples, for the histograms: where ranges begin and end. */
const brushed: Readonly<Partial<Record<BenchFacet, readonly [number, number]>>> = {
  width: [sideBin(120), sideBin(1100)],
  height: [sideBin(120), sideBin(1100)],
  quality: [60, 101],
  byteLength: [byteLengthBin(20_000), byteLengthBin(2_000_000)],
};

const chosenFrom: Readonly<Partial<Record<BenchFacet, readonly number[]>>> = {
  label: [0, 1],
  generator: [0, 1, 2, 3, 4, 5, 6, 7, 254],
  split: [0, 1],
  format: [0, 1],
  class: Array.from({ length: classCount }, (_, n) => n),
};

function someBins(facet: BenchFacet, next: () => number): number[] {
  const range = brushed[facet];
  if (range) {
    const [from, to] = range;
    const length = Math.ceil((to - from) * (0.2 + 0.5 * next()));
    const start = from + Math.floor(next() * (to - from - length + 1));
    return Array.from({ length: length + 1 }, (_, n) => start + n);
  }
  const values = chosenFrom[facet] ?? [];
  const count = Math.ceil(next() * Math.min(values.length / 2, 20));
  const start = Math.floor(next() * (values.length - count + 1));
  return values.slice(start, start + count);
}
