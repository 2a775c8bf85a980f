import { describe, expect, it } from 'vitest';
import { sourceOf } from '../image/pixels.ts';
import { ChunkMerger } from './merge.ts';
import { plainMedian } from './median.ts';
import { genImageRecipe, meanSpectrumRecipe, type Stages } from './recipe.ts';
import { seededRandom, shuffled } from './seeded.ts';
import { addSums, emptySums, SumsMaker, type SpectrumSums } from './sums.ts';

const sizePx = 32;
const chunks = 9;

function chunkSums(maker: SumsMaker): SpectrumSums[] {
  const next = seededRandom(4);
  return Array.from({ length: chunks }, (_, chunk) => {
    const sums = maker.empty();
    for (let n = 0; n < 3; n++) {
      const data = Uint8Array.from({ length: sizePx * sizePx * 3 }, () => 256 * next());
      maker.add(sourceOf({ widthPx: sizePx, heightPx: sizePx, data }), 3 * chunk + n, sums);
    }
    return sums;
  });
}

describe.each([
  ['mean residual', { ...genImageRecipe, residual: 'gaussian' }],
  ['mean spectrum', meanSpectrumRecipe],
] as const)('chunks of a %s', (_, recipe) => {
  const stages: Stages = { ...recipe, sizePx };
  const sums = chunkSums(new SumsMaker(stages, plainMedian));

  it('merge to the same bits in every order, one after another', () => {
    const straight = emptySums(stages);
    for (const each of sums) addSums(straight, each);
    for (const seed of [1, 2, 3]) {
      const merger = new ChunkMerger(stages);
      const told: number[] = [];
      for (const index of shuffled(chunks, seed)) {
        merger.add(index, sums[index] ?? emptySums(stages), false, (merged) => told.push(merged));
      }
      expect(told).toEqual([...Array(chunks).keys()]);
      expect(merger.total).toEqual(straight);
      expect(merger.waiting).toBe(0);
    }
  });

  it('leave no bit behind when the last one is taken back, merged or waiting', () => {
    const merge = (merger: ChunkMerger, index: number, isTail: boolean) => {
      merger.add(index, sums[index] ?? emptySums(stages), isTail, () => undefined);
    };
    const whole = new ChunkMerger(stages);
    const merged = new ChunkMerger(stages);
    const waiting = new ChunkMerger(stages);
    merge(whole, 0, false);
    merge(merged, 0, false);
    merge(merged, 1, true);
    expect(merged.total.images).toBe(6);
    merge(waiting, 1, true);
    expect(merged.takeBack(1)).toBe(true);
    expect(merged.total).toEqual(whole.total);
    expect(waiting.takeBack(1)).toBe(true);
    merge(waiting, 0, false);
    expect(waiting.takeBack(1)).toBe(false);
    // Another chunk in its place.
    for (const merger of [whole, merged, waiting]) {
      merger.add(1, sums[5] ?? emptySums(stages), false, () => undefined);
      expect(merger.total).toEqual(whole.total);
      expect(merger.shares).toEqual(whole.shares);
      expect(merger.merged).toBe(2);
    }
  });

  it('have other bits in another order, which is why it is fixed', () => {
    const backwards = emptySums(stages);
    const straight = emptySums(stages);
    for (const each of sums) addSums(straight, each);
    for (const each of [...sums].reverse()) addSums(backwards, each);
    expect(backwards.plane).not.toEqual(straight.plane);
  });

  it('are the same from two makers', () => {
    expect(chunkSums(new SumsMaker(stages, plainMedian))).toEqual(sums);
  });
});
