import { describe, expect, it } from 'vitest';
import { cropRects } from './crops.ts';
import { fromNpy, toNpy } from './npy.ts';
import { periodOf } from './period.ts';
import { sumsKey, transformSize, genImageRecipe, meanSpectrumRecipe } from './recipe.ts';
import { seedOf, shuffled } from './seeded.ts';
import { student95 } from './student.ts';
import { readNpy } from './test-npy.ts';

describe('crops', () => {
  it('lie inside, and there is none of an image that is smaller', () => {
    for (const crop of ['centre', 'random', 'grid'] as const) {
      expect(cropRects(300, 127, crop, 128, 1)).toEqual([]);
      for (const { x, y, widthPx, heightPx } of cropRects(300, 257, crop, 128, seedOf(1, 5))) {
        expect([widthPx, heightPx]).toEqual([128, 128]);
        expect(x >= 0 && y >= 0 && x + 128 <= 300 && y + 128 <= 257).toBe(true);
      }
    }
    expect(cropRects(300, 257, 'grid', 128, 1)).toHaveLength(4);
    expect(cropRects(128, 128, 'random', 128, 9)).toHaveLength(1);
  });

  it('at random differ from image to image and repeat by seed', () => {
    const at = (image: number) => cropRects(1000, 1000, 'random', 128, seedOf(3, image))[0];
    expect(at(0)).toEqual(at(0));
    expect(new Set(Array.from({ length: 50 }, (_, n) => at(n)?.x)).size).toBeGreaterThan(40);
  });
});

it('draws a shorter choice as the beginning of a longer one, each image once', () => {
  const order = shuffled(1000, 7);
  expect(new Set(order).size).toBe(1000);
  expect(shuffled(1000, 7)).toEqual(order);
  expect(shuffled(1000, 8)).not.toEqual(order);
});

it('transforms powers of two only', () => {
  expect([128, 224, 256, 512, 1024].map(transformSize)).toEqual([128, 128, 256, 512, 1024]);
});

it('keeps sums where only the end of a recipe changes', () => {
  const same = (change: object) => sumsKey({ ...genImageRecipe, ...change }) === sumsKey(genImageRecipe);
  expect(same({ window: 'hann', highPass: true, images: 5 })).toBe(true);
  for (const change of [{ seed: 2 }, { residual: 'npr' }, { subtraction: 'wrapped' }, { sizePx: 512 }])
    expect(same(change)).toBe(false);
  // A mean of powers is windowed image by image.
  expect(sumsKey({ ...meanSpectrumRecipe, window: 'none' })).not.toBe(sumsKey(meanSpectrumRecipe));
});

it.each([
  [0.125, 0, 256, 8],
  [0.375, -0.25, 256, 8],
  [0.5, 0, 256, 2],
  [0.25, 0.5, 128, 4],
  [18 / 256, 0, 256, 14],
  [0.21, 0.37, 512, null],
])('finds the period of %d, %d cycles/px at %d px: %o', (across, down, sizePx, period) => {
  expect(periodOf(across, down, sizePx)).toBe(period);
});

// scipy.stats.t.ppf(0.975, ...)
it.each([
  [1, 12.7062047],
  [7, 2.3646243],
  [8, 2.3060041],
  [30, 2.0422725],
  [999, 1.9623415],
])("has Student's t of %d degrees of freedom", (degrees, expected) => {
  expect(student95(degrees)).toBeCloseTo(expected, 3);
});

it('refuses .npy that it cannot read', () => {
  const bytes = toNpy(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
  expect(fromNpy(bytes)).toEqual({ values: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });
  expect(() => fromNpy(bytes.subarray(0, -1))).toThrow('cut short');
  expect(() => fromNpy(Uint8Array.from([60, 33, 68, 79, 67, 84, 89, 80, 69, 32, 104]))).toThrow(
    'no .npy file',
  );
  const doubles = bytes.slice();
  doubles.set([0x38], bytes.indexOf(0x34, 10));
  expect(() => fromNpy(doubles)).toThrow('float32');
});

it('writes .npy that is read again, with data at a multiple of 64', () => {
  const bytes = toNpy(Float32Array.of(1.5, -2, 0.25, 4, 5, 6), [2, 3]);
  const { values, shape } = readNpy(bytes);
  expect(shape).toEqual([2, 3]);
  expect([...values]).toEqual([1.5, -2, 0.25, 4, 5, 6]);
  expect((bytes.length - 24) % 64).toBe(0);
});
