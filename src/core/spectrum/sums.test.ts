import { describe, expect, it } from 'vitest';
import { sourceOf } from '../image/pixels.ts';
import { channelPlane } from './channel-plane.ts';
import { mostAddedResiduals, plainMedian } from './median.ts';
import { genImageRecipe, type Stages } from './recipe.ts';
import { residualFilter } from './residual.ts';
import { seededRandom } from './seeded.ts';
import { addSums, emptySums, SumsMaker } from './sums.ts';

const sizePx = 32;

function pictures(count: number): Uint8Array[] {
  const next = seededRandom(9);
  return Array.from({ length: count }, () =>
    Uint8Array.from({ length: sizePx * sizePx * 3 }, () => 256 * next()),
  );
}

/* Every residual of a median is a whole number, so float64 holds the same sums to the bit. */
describe.each([
  ['median-3', 'signed'],
  ['median-5', 'signed'],
  ['median-3', 'wrapped'],
] as const)('sums of %s, %s', (residual, subtraction) => {
  const stages: Stages = { ...genImageRecipe, residual, subtraction, sizePx };

  it('are whole numbers, and those of adding up residual by residual', () => {
    const maker = new SumsMaker(stages, plainMedian);
    const found = maker.empty();
    const expected = new Float64Array(sizePx * sizePx);
    const filter = residualFilter(residual, subtraction === 'wrapped', sizePx, plainMedian, null);
    const plane = new Uint8Array(sizePx * sizePx);
    const noise = new Float64Array(sizePx * sizePx);
    for (const data of pictures(30)) {
      expect(maker.add(sourceOf({ widthPx: sizePx, heightPx: sizePx, data }), 0, found)).toBe(true);
      channelPlane(data, 'grey', plane);
      filter(plane, noise);
      noise.forEach((value, i) => (expected[i] = (expected[i] ?? NaN) + value));
    }
    expect(found.images).toBe(30);
    expect(found.plane).toBeInstanceOf(Int16Array);
    expect(Float64Array.from(found.plane)).toEqual(expected);
    expect(expected.some((value) => value > 255)).toBe(true);

    const total = emptySums(stages);
    addSums(total, found);
    addSums(total, found);
    expect(total.plane).toEqual(expected.map((value) => 2 * value));
  });

  it('refuse more images than they hold', () => {
    const maker = new SumsMaker(stages, plainMedian);
    const sums = { ...maker.empty(), images: mostAddedResiduals };
    const [data = new Uint8Array()] = pictures(1);
    expect(() => maker.add(sourceOf({ widthPx: sizePx, heightPx: sizePx, data }), 0, sums)).toThrow(
      RangeError,
    );
  });

  it('of tiles are means, which have fractions', () => {
    const maker = new SumsMaker({ ...stages, sizePx: 16, crop: 'grid' }, plainMedian);
    const sums = maker.empty();
    expect(sums.plane).toBeInstanceOf(Float64Array);
    for (const data of pictures(1)) maker.add(sourceOf({ widthPx: 32, heightPx: 32, data }), 0, sums);
    expect(sums.plane.some((value) => !Number.isInteger(value))).toBe(true);
  });
});
