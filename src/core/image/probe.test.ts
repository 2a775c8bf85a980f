import { expect, it } from 'vitest';
import { pixelsEqual, probePattern, probeSidePx } from './probe.ts';

it('holds every byte value in every channel, opaque', () => {
  const rgba = probePattern();
  expect(rgba).toHaveLength(probeSidePx * probeSidePx * 4);
  for (const channel of [0, 1, 2]) {
    expect(new Set(rgba.filter((_, i) => i % 4 === channel)).size).toBe(256);
  }
  expect(rgba.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
});

it('finds a single level of difference', () => {
  const noisy = probePattern();
  expect(pixelsEqual(noisy, probePattern())).toBe(true);
  noisy[1001] = (noisy[1001] ?? 0) ^ 1;
  expect(pixelsEqual(noisy, probePattern())).toBe(false);
  expect(pixelsEqual(noisy, noisy.subarray(1))).toBe(false);
});
