import { describe, expect, it } from 'vitest';
import { doubled } from '../degradation/jpeg/chroma.ts';
import { toRgb } from '../degradation/jpeg/colour.ts';
import { isOpaque, packedSource, planarSource } from './frame-pixels.ts';
import { cut } from './pixels.ts';

const noise = (length: number, seed: number) =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + seed, 2654435761) >>> 13) & 255);

describe.each([
  [1, 1],
  [3, 2],
  [5, 5],
  [16, 9],
  [33, 31],
])('the planes of a %d x %d JPEG', (widthPx, heightPx) => {
  const chromaPx = [Math.ceil(widthPx / 2), Math.ceil(heightPx / 2)] as const;
  // Rows of frames may be longer than the picture.
  const strides = [widthPx + 3, chromaPx[0] + 5, chromaPx[0] + 2] as const;
  const lengths = [strides[0] * heightPx, strides[1] * chromaPx[1], strides[2] * chromaPx[1]] as const;
  const offsets = [7, 7 + lengths[0], 7 + lengths[0] + lengths[1]] as const;
  const bytes = noise(7 + lengths[0] + lengths[1] + lengths[2], widthPx);
  const layout = [0, 1, 2].map((n) => ({ offset: offsets[n] ?? 0, stride: strides[n] ?? 0 }));
  const source = planarSource(bytes, layout as never, widthPx, heightPx);

  const plane = (n: number, [width, height]: readonly [number, number]) => ({
    widthPx: width,
    heightPx: height,
    data: Uint8Array.from({ length: width * height }, (_, i) => {
      const { offset, stride } = layout[n] ?? { offset: 0, stride: 0 };
      return bytes[offset + Math.floor(i / width) * stride + (i % width)] ?? NaN;
    }),
  });
  // What the benchmark's JPEG does, which is held to libjpeg's pixels through Pillow.
  const expected = toRgb([
    plane(0, [widthPx, heightPx]),
    doubled(plane(1, chromaPx), widthPx, heightPx),
    doubled(plane(2, chromaPx), widthPx, heightPx),
  ]);

  it('become the pixels that libjpeg makes of them', () => {
    expect(source.read({ x: 0, y: 0, widthPx, heightPx })).toEqual(expected);
  });

  it('can be read in windows', () => {
    const window = { x: widthPx >> 1, y: heightPx >> 1, widthPx: widthPx - (widthPx >> 1), heightPx: 1 };
    expect(source.read(window)).toEqual(cut(expected, window));
  });
});

describe('a frame of four bytes a pixel', () => {
  const bytes = Uint8Array.of(
    9,
    9,
    9,
    9,
    1,
    2,
    3,
    255,
    4,
    5,
    6,
    255,
    0,
    0,
    0,
    0,
    7,
    8,
    9,
    255,
    10,
    11,
    12,
    255,
  );

  it('gives its colours in either order, rows apart', () => {
    const layout = { offset: 4, stride: 12 };
    const window = { x: 1, y: 0, widthPx: 1, heightPx: 2 };
    expect([...packedSource(bytes, layout, 2, 2, false).read(window).data]).toEqual([4, 5, 6, 10, 11, 12]);
    expect([...packedSource(bytes, layout, 2, 2, true).read(window).data]).toEqual([6, 5, 4, 12, 11, 10]);
  });

  it('is opaque only where every pixel is', () => {
    expect(isOpaque(Uint8Array.of(1, 2, 3, 255, 0, 0, 0, 255))).toBe(true);
    expect(isOpaque(Uint8Array.of(1, 2, 3, 255, 0, 0, 0, 254))).toBe(false);
  });
});
