import { radixSort } from '../dataset/radix-sort.ts';
import { labels } from '../dataset/sample-batch.ts';
import type { SampleIndex } from '../dataset/sample-index.ts';
import { shuffleKey } from '../dataset/shuffle.ts';
import { biasFeatures, featureOf, unknownValue, type BiasFeature } from './bias-features.ts';

/** A subset in which real and AI samples have the same values of some features, in pairs. */
export interface MatchedSubset {
  readonly matched: readonly BiasFeature[];
  /** Features that could not be matched as well: hardly any value is found under both labels. */
  readonly apart: readonly BiasFeature[];
  /** Ascending. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Number of the pair that each id belongs to. */
  readonly pairOf: Uint32Array<ArrayBuffer>;
}

/** A feature that leaves fewer pairs than this counts as apart. */
const fewestPairs = 25;

/**
 * The largest subset in which the given features say nothing of the label: in every cell (one combination of values)
 * as many real samples as AI ones stay, drawn by the seed. Exact matching on cells; Iacus, King and Porro 2012.
 *
 * Features are matched together as far as samples go: they are taken up in the order of how many pairs each leaves
 * alone, and one that would leave hardly any is set aside as `apart`. Samples with an unknown label or value are left
 * out.
 */
export function* matchedSubset(
  index: SampleIndex,
  ids: Uint32Array<ArrayBuffer>,
  features: readonly BiasFeature[],
  seed: number,
): Generator<undefined, MatchedSubset> {
  const labelled = ids.filter((id) => index.labelOf(id) !== labels.unknown);
  const isAi = Uint8Array.from(labelled, (id) => (index.labelOf(id) === labels.ai ? 1 : 0));
  const candidates: Candidate[] = [];
  for (const feature of biasFeatures.filter((name) => features.includes(name))) {
    yield;
    const values = Float64Array.from(labelled, featureOf(index, feature));
    candidates.push({ feature, values, pairs: pairsIn(cellsOf(null, values), isAi) });
  }
  candidates.sort((a, b) => b.pairs - a.pairs);
  const matched: BiasFeature[] = [];
  const apart: BiasFeature[] = [];
  let cells: Cells | null = null;
  for (const { feature, values } of candidates) {
    yield;
    const finer: Cells = cellsOf(cells, values);
    if (pairsIn(finer, isAi) < fewestPairs) apart.push(feature);
    else {
      matched.push(feature);
      cells = finer;
    }
  }
  yield;
  return { matched, apart, ...(cells ? drawPairs(labelled, isAi, cells, seed) : nothing()) };
}

interface Candidate {
  readonly feature: BiasFeature;
  readonly values: Float64Array;
  readonly pairs: number;
}

/** Which cell each sample lies in; -1 where a value is unknown. */
interface Cells {
  readonly of: Int32Array;
  readonly count: number;
}

/** Splits cells by one more value. */
function cellsOf(coarser: Cells | null, values: Float64Array): Cells {
  const numbers = new Map<number, number>();
  const of = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const cell = coarser ? coarser.of[i]! : 0;
    if (value === unknownValue || cell < 0) {
      of[i] = -1;
      continue;
    }
    // Values lie below 2^32 and cells below 2^21, so that both fit into a double.
    const key = cell * 2 ** 32 + value;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    of[i] = number;
  }
  return { of, count: numbers.size };
}

/** How many pairs each cell gives: as many as it has of the rarer label. */
function pairsByCell({ of, count }: Cells, isAi: Uint8Array): Uint32Array {
  const real = new Uint32Array(count);
  const ai = new Uint32Array(count);
  for (let i = 0; i < of.length; i++) if (of[i]! >= 0) (isAi[i] === 1 ? ai : real)[of[i]!]!++;
  return real.map((some, cell) => Math.min(some, ai[cell]!));
}

function pairsIn(cells: Cells, isAi: Uint8Array): number {
  return pairsByCell(cells, isAi).reduce((sum, pairs) => sum + pairs, 0);
}

/** Walks the samples in random order and takes of each cell what it has room for; the n-th of both labels are a pair. */
function drawPairs(ids: Uint32Array, isAi: Uint8Array, cells: Cells, seed: number) {
  const pairs = pairsByCell(cells, isAi);
  const firstPair = new Uint32Array(cells.count);
  for (let cell = 1; cell < cells.count; cell++) firstPair[cell] = firstPair[cell - 1]! + pairs[cell - 1]!;
  const taken = [new Uint32Array(cells.count), new Uint32Array(cells.count)] as const;
  const order = Uint32Array.from(ids, (_, i) => i);
  radixSort(
    order,
    Uint32Array.from(ids, (id) => shuffleKey(id, seed)),
  );
  const pairOfId = new Map<number, number>();
  for (const i of order) {
    const cell = cells.of[i]!;
    if (cell < 0) continue;
    const already = taken[isAi[i] === 1 ? 1 : 0];
    if (already[cell]! < pairs[cell]!) pairOfId.set(ids[i]!, firstPair[cell]! + already[cell]!++);
  }
  const drawn = Uint32Array.from(pairOfId.keys()).sort();
  return { ids: drawn, pairOf: drawn.map((id) => pairOfId.get(id)!) };
}

function nothing() {
  return { ids: new Uint32Array(0), pairOf: new Uint32Array(0) };
}
