import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filterNames, type FilterName } from './kernels.ts';
import { cut, sourceOf, type PixelSource, type Rect } from './pixels.ts';
import { resize, resizeWindow } from './resample.ts';
import { testPicture } from './test-pictures.ts';

interface Golden {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly filter: FilterName;
}

const golden = (name: string) => readFileSync(new URL(`./goldens/${name}`, import.meta.url));
const cases = JSON.parse(golden('resize.json').toString()) as Golden[];
const pixels = golden('resize.bin');

const offsets = cases.map((_, n) => cases.slice(0, n).reduce((sum, { to }) => sum + to[0] * to[1] * 3, 0));

describe('resize', () => {
  it.each(cases.map((each, n) => ({ ...each, at: offsets[n] ?? 0 })))(
    'gives the pixels of Pillow: $from to $to, $filter',
    ({ from, to, filter, at }) => {
      const resized = resize(sourceOf(testPicture(...from)), ...to, filter);
      const expected = pixels.subarray(at, at + to[0] * to[1] * 3);
      expect([resized.widthPx, resized.heightPx]).toEqual(to);
      expect(Buffer.compare(Buffer.from(resized.data), expected)).toBe(0);
    },
  );

  it('keeps a picture of the same size as it is', () => {
    const picture = testPicture(20, 10);
    expect(resize(sourceOf(picture), 20, 10, 'lanczos').data).toEqual(picture.data);
  });

  it('gives the same pixels when the source is read in several strips', () => {
    const reads: Rect[] = [];
    const source = watched(sourceOf(testPicture(1 << 20, 5)), reads);
    const whole = resize(source, 9, 5, 'box');
    expect(reads.map(({ heightPx }) => heightPx)).toEqual([4, 1]);
    for (const y of [0, 3, 4]) {
      const row = { x: 0, y, widthPx: 9, heightPx: 1 };
      expect(resizeWindow(source, 9, 5, 'box', row)).toEqual(cut(whole, row));
    }
  });

  it.each([
    [0, 10],
    [10, 0],
    [1.5, 2],
    [NaN, 2],
  ])('refuses a size of %s x %s', (width, height) => {
    expect(() => resize(sourceOf(testPicture(9, 9)), width, height, 'box')).toThrow(RangeError);
  });
});

describe('resizeWindow', () => {
  const windows: readonly Rect[] = [
    { x: 0, y: 0, widthPx: 1, heightPx: 1 },
    { x: 5, y: 3, widthPx: 20, heightPx: 9 },
    { x: 43, y: 37, widthPx: 10, heightPx: 4 },
    { x: 0, y: 12, widthPx: 53, heightPx: 1 },
    { x: 0, y: 0, widthPx: 53, heightPx: 41 },
  ];
  const sources: readonly (readonly [number, number])[] = [
    [97, 61],
    [53, 90],
    [120, 41],
    [53, 41],
    [21, 13],
  ];

  it.each(filterNames)('cuts out of the whole result, %s', (filter) => {
    for (const size of sources) {
      const source = sourceOf(testPicture(...size));
      const whole = resize(source, 53, 41, filter);
      for (const window of windows) {
        expect(resizeWindow(source, 53, 41, filter, window)).toEqual(cut(whole, window));
      }
    }
  });

  it('reads only what lies under the window', () => {
    const reads: Rect[] = [];
    const source = watched(sourceOf(testPicture(400, 300)), reads);
    resizeWindow(source, 100, 75, 'bilinear', { x: 50, y: 25, widthPx: 10, heightPx: 5 });
    // Ten outputs of four inputs each, and up to one kernel half of four on either side.
    expect(reads).toEqual([{ x: 198, y: 98, widthPx: 44, heightPx: 24 }]);
  });

  it('refuses a window outside the result', () => {
    const source = sourceOf(testPicture(9, 9));
    const window = { x: 3, y: 0, widthPx: 3, heightPx: 3 };
    expect(() => resizeWindow(source, 5, 5, 'box', window)).toThrow(RangeError);
  });
});

function watched(source: PixelSource, reads: Rect[]): PixelSource {
  return {
    ...source,
    read: (window) => {
      reads.push(window);
      return source.read(window);
    },
  };
}
