import { expect, it } from 'vitest';
import { gaussianBlur } from './gaussian-blur.ts';

it('spreads a point as the product of two Gaussians does, and keeps an even area', () => {
  const side = 15;
  const data = new Uint8Array(side * side * 3);
  data[(7 * side + 7) * 3] = 255;
  data.forEach((_, i) => {
    if (i % 3 === 1) data[i] = 77;
  });
  const blurred = gaussianBlur({ widthPx: side, heightPx: side, data }, 1).data;
  const sum = [-4, -3, -2, -1, 0, 1, 2, 3, 4].reduce((total, k) => total + Math.exp(-k * k * 0.5), 0);
  for (const [x, y] of [
    [7, 7],
    [8, 7],
    [9, 8],
    [7, 4],
  ] as const) {
    const expected = (255 * Math.exp(-0.5 * ((x - 7) ** 2 + (y - 7) ** 2))) / sum ** 2;
    expect(blurred[(y * side + x) * 3]).toBe(Math.round(expected));
  }
  expect(new Set(blurred.filter((_, i) => i % 3 === 1))).toEqual(new Set([77]));
});
