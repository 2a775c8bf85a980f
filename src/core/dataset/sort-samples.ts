import { qualityBinCount } from './bins.ts';
import { binOf, groups } from './facet-groups.ts';
import type { DatasetOrder, SortKey } from './order.ts';
import { radixSort } from './radix-sort.ts';
import { unknownByteLength, unknownClass, unknownGenerator, unknownSidePx } from './sample-batch.ts';
import type { SampleIndex } from './sample-index.ts';
import { shuffleKey } from './shuffle.ts';
import { sortedByName } from './sort-names.ts';

/** Of samples where the fact is unknown. */
const lastKey = 0xffff_ffff;

/**
 * All ids in the order asked for. A generator, as sorting names takes long: at every step its caller may let
 * messages in, or give up.
 *
 * @param detector whose score counts
 */
export function* sortedIds(
  index: SampleIndex,
  order: DatasetOrder,
  detector: string | null,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  if (order.by === 'name') return yield* sortedByName(index.names, index.count, order.descending);
  const ids = Uint32Array.from({ length: index.count }, (_, i) => i);
  if (order.by === 'arrival') return order.descending ? ids.reverse() : ids;
  yield;
  const keys =
    order.by === 'random'
      ? ids.map((id) => shuffleKey(id, order.seed))
      : numberKeys(index, order.by, order.descending, detector);
  yield;
  radixSort(ids, keys);
  return ids;
}

function numberKeys(
  index: SampleIndex,
  by: Exclude<SortKey, 'arrival' | 'name'>,
  descending: boolean,
  detector: string | null,
): Uint32Array<ArrayBuffer> {
  const { valueOf, unknown } = factOf(index, by, detector);
  const keys = new Uint32Array(index.count);
  for (let id = 0; id < keys.length; id++) {
    const value = valueOf(id);
    keys[id] = value === unknown ? lastKey : descending ? lastKey - 1 - value : value;
  }
  return keys;
}

interface Fact {
  /** A whole number below 2^32 - 1. */
  readonly valueOf: (id: number) => number;
  readonly unknown: number;
}

function factOf(index: SampleIndex, by: Exclude<SortKey, 'arrival' | 'name'>, detector: string | null): Fact {
  const { file, origin, classes } = index.codes;
  const { width, height } = index.sidesPx;
  const { byteLengths } = index;
  switch (by) {
    case 'byteLength':
      return { valueOf: (id) => byteLengths[id]!, unknown: unknownByteLength };
    case 'width':
      return { valueOf: (id) => width[id]!, unknown: unknownSidePx };
    case 'height':
      return { valueOf: (id) => height[id]!, unknown: unknownSidePx };
    case 'quality':
      return { valueOf: (id) => binOf(groups.file, 0, file[id]!), unknown: qualityBinCount - 1 };
    case 'class':
      return { valueOf: (id) => classes[id]!, unknown: unknownClass };
    case 'generator':
      return { valueOf: (id) => binOf(groups.origin, 1, origin[id]!), unknown: unknownGenerator };
    case 'score': {
      const scores = index.scores(detector);
      return { valueOf: (id) => orderOf(scores?.scoreOf(id) ?? NaN), unknown: lastKey };
    }
    default:
      return by satisfies never;
  }
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** A whole number in the order of floats: the bits of positive ones ascend, those of negative ones descend. */
function orderOf(value: number): number {
  if (Number.isNaN(value)) return lastKey;
  float[0] = value;
  return (bits[0]! & 0x8000_0000 ? ~bits[0]! : bits[0]! | 0x8000_0000) >>> 0;
}
