import { describe, expect, it } from 'vitest';
import { plainMedian, residualMask } from '../core/spectrum/median.ts';
import { seededRandom } from '../core/spectrum/seeded.ts';
import { fastMedian } from './fast-median.ts';

describe.each([
  [3, 16],
  [5, 32],
  [3, 256],
  [5, 256],
])('medians of %d x %d windows on squares of %d px', (side, sizePx) => {
  const next = seededRandom(side + sizePx);
  const planes = Array.from({ length: 3 }, () =>
    Uint8Array.from({ length: sizePx * sizePx }, () => 256 * next()),
  );
  const fast = fastMedian(side, sizePx);
  const plain = plainMedian(side, sizePx);
  const smoothOf = (plane: Uint8Array) => {
    const out = new Uint8Array(plane.length);
    plain.fill(plane, out);
    return out;
  };

  it('are the same by WebAssembly', () => {
    for (const plane of planes) {
      const found = new Uint8Array(plane.length);
      fast.fill(plane, found);
      expect(found).toEqual(smoothOf(plane));
    }
  });

  it.each([false, true])('are taken away and added up alike, wrapped: %s', (wrapped) => {
    const expected = new Int16Array(sizePx * sizePx);
    const sums = [new Int16Array(expected.length), new Int16Array(expected.length)] as const;
    for (const plane of planes) {
      const smooth = smoothOf(plane);
      expected.forEach((sum, i) => {
        expected[i] = sum + (((plane[i] ?? NaN) - (smooth[i] ?? NaN)) & residualMask(wrapped));
      });
      fast.addResidual(plane, wrapped, sums[0]);
      plain.addResidual(plane, wrapped, sums[1]);
    }
    expect(sums[0]).toEqual(expected);
    expect(sums[1]).toEqual(expected);
    expect(expected.some((sum) => sum < 0)).toBe(!wrapped);
  });
});
