import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { SampleBatch } from './sample-batch.ts';
import type { SampleFacts } from './sample-index.ts';

/** A sample as an oracle sees it: a plain object. */
export interface PlainSample extends SampleFacts {
  readonly folder: string;
  readonly name: string;
}

export type Random = () => number;

/** Mulberry32. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(next: Random, values: readonly T[]): T {
  const value = values[Math.floor(next() * values.length)];
  if (value === undefined) throw new RangeError('nothing to choose from');
  return value;
}

export const testGenerators = ['Alpha', 'Beta', 'Gamma'];
export const testClasses = ['n01', 'n02', 'n03', 'n04', 'n05'];
export const testFolders = ['', 'a', 'a/ä', 'b/<script>'];

/** Every fact is sometimes unknown; names hold letters of several bytes and are often equal or parts of others. */
export function randomFacts(next: Random): SampleFacts {
  const side = () => pick(next, [0, 1, 7, 8, 255, 256, 500, 512, 513, 1024, 40_000, 65_535]);
  return {
    label: pick(next, [0, 1, 255]),
    generator: pick(next, [0, 1, 2, 254, 255]),
    classIndex: pick(next, [0, 1, 2, 3, 4, 65_535]),
    split: pick(next, [0, 1, 2, 255]),
    format: pick(next, [0, 1, 2, 3, 4, 5, 255]),
    byteLength: pick(next, [0, 1, 1023, 1024, 1280, 100_000, 2 ** 31, 0xffff_fffe, 0xffff_ffff]),
    widthPx: side(),
    heightPx: side(),
    jpegQuality: pick(next, [1, 50, 96, 100, 255]),
  };
}

export function randomSample(next: Random): PlainSample {
  const parts = ['a', 'B', 'ab', 'Ä', '0', '12', '_', '.png', '漢', "'", '\n', 'ILSVRC2012_val_000'];
  const length = Math.floor(next() * 5);
  const name = Array.from({ length }, () => pick(next, parts)).join('');
  return { ...randomFacts(next), folder: pick(next, testFolders), name };
}

/** @param isFirst whether the source's lists come with this batch */
export function batchOf(samples: readonly PlainSample[], isFirst: boolean): SampleBatch {
  const ends: number[] = [];
  let names = '';
  let end = 0;
  for (const { name } of samples) {
    names += name;
    ends.push((end += utf8ToBytes(name).length));
  }
  return {
    count: samples.length,
    folderOf: Uint32Array.from(samples, ({ folder }) => testFolders.indexOf(folder)),
    names: new Uint8Array(utf8ToBytes(names)),
    nameEnds: Uint32Array.from(ends),
    newFolders: isFirst ? testFolders : [],
    newGenerators: isFirst ? testGenerators : [],
    newClasses: isFirst ? testClasses : [],
    ...factColumnsOf(samples),
  };
}

export function factColumnsOf(facts: readonly SampleFacts[]) {
  return {
    label: Uint8Array.from(facts, ({ label }) => label),
    generator: Uint8Array.from(facts, ({ generator }) => generator),
    classIndex: Uint16Array.from(facts, ({ classIndex }) => classIndex),
    split: Uint8Array.from(facts, ({ split }) => split),
    format: Uint8Array.from(facts, ({ format }) => format),
    byteLength: Uint32Array.from(facts, ({ byteLength }) => byteLength),
    widthPx: Uint16Array.from(facts, ({ widthPx }) => widthPx),
    heightPx: Uint16Array.from(facts, ({ heightPx }) => heightPx),
    jpegQuality: Uint8Array.from(facts, ({ jpegQuality }) => jpegQuality),
  };
}
