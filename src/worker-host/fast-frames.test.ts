import { describe, expect, it } from 'vitest';
import { packedSource, planarSource } from '../core/image/frame-pixels.ts';
import { fastPackedSource, fastPlanarSource } from './fast-frames.ts';

/** Every value of a byte, scattered; the extremes of chroma are among them, where colours leave 0..255. */
const noise = (length: number) =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);

const windowsOf = (widthPx: number, heightPx: number) => [
  { x: 0, y: 0, widthPx, heightPx },
  { x: widthPx >> 1, y: heightPx >> 1, widthPx: widthPx - (widthPx >> 1), heightPx: 1 },
  { x: Math.min(1, widthPx - 1), y: heightPx - 1, widthPx: Math.max(1, widthPx - 3), heightPx: 1 },
];

describe.each([
  [1, 1],
  [5, 4],
  [6, 3],
  [31, 33],
  [64, 64],
  [515, 1030],
  [9000, 70],
])('a frame of %d x %d', (widthPx, heightPx) => {
  it('has the pixels of the plain loops from the planes of a JPEG', () => {
    const chroma = { widthPx: Math.ceil(widthPx / 2), heightPx: Math.ceil(heightPx / 2) };
    const strides = [widthPx + 11, chroma.widthPx + 3, chroma.widthPx + 5] as const;
    const second = 5 + strides[0] * heightPx;
    const third = second + strides[1] * chroma.heightPx;
    const bytes = noise(third + strides[2] * chroma.heightPx);
    const layout = [
      { offset: 5, stride: strides[0] },
      { offset: second, stride: strides[1] },
      { offset: third, stride: strides[2] },
    ] as const;
    const fast = fastPlanarSource(bytes, layout, widthPx, heightPx);
    const plain = planarSource(bytes, layout, widthPx, heightPx);
    for (const window of windowsOf(widthPx, heightPx))
      expectSame(fast.read(window).data, plain.read(window).data);
  });

  it.each([true, false])('has them from four bytes a pixel, blue first: %s', (isBlueFirst) => {
    const layout = { offset: 8, stride: 4 * widthPx + 12 };
    const bytes = noise(8 + layout.stride * heightPx);
    const fast = fastPackedSource(bytes, layout, widthPx, heightPx, isBlueFirst);
    const plain = packedSource(bytes, layout, widthPx, heightPx, isBlueFirst);
    for (const window of windowsOf(widthPx, heightPx))
      expectSame(fast.read(window).data, plain.read(window).data);
  });
});

it('reads windows into memory of their length, whatever lies in it, and makes its own for others', () => {
  const layout = { offset: 0, stride: 4 * 40 };
  const source = fastPackedSource(noise(layout.stride * 30), layout, 40, 30, false);
  const window = { x: 3, y: 5, widthPx: 31, heightPx: 20 };
  const expected = source.read(window).data;
  const shared = noise(31 * 20 * 3);
  expect(source.read(window, shared).data).toBe(shared);
  expectSame(shared, expected);
  const small = new Uint8Array(10);
  expectSame(source.read(window, small).data, expected);
});

function expectSame(found: Uint8Array, expected: Uint8Array) {
  expect(found.length).toBe(expected.length);
  expect(Buffer.from(found).equals(Buffer.from(expected))).toBe(true);
}
