import { describe, expect, it } from 'vitest';
import { orient, orientedSource } from './orient.ts';
import { cut, sourceOf, type RgbImage } from './pixels.ts';

/** A picture whose red channel holds the given rows. */
function picture(rows: readonly (readonly number[])[]): RgbImage {
  const values = rows.flat();
  const data = new Uint8Array(values.length * 3);
  values.forEach((value, i) => data.set([value, 0, 0], i * 3));
  return { widthPx: rows[0]?.length ?? 0, heightPx: rows.length, data };
}

function rowsOf({ widthPx, heightPx, data }: RgbImage): number[][] {
  return Array.from({ length: heightPx }, (_, y) =>
    Array.from({ length: widthPx }, (__, x) => data[(y * widthPx + x) * 3] ?? NaN),
  );
}

describe('orient', () => {
  const stored = picture([
    [1, 2, 3],
    [4, 5, 6],
  ]);

  // Written by hand from the EXIF table: where row 0 and column 0 are seen.
  const seen: Record<number, number[][]> = {
    1: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    2: [
      [3, 2, 1],
      [6, 5, 4],
    ],
    3: [
      [6, 5, 4],
      [3, 2, 1],
    ],
    4: [
      [4, 5, 6],
      [1, 2, 3],
    ],
    5: [
      [1, 4],
      [2, 5],
      [3, 6],
    ],
    6: [
      [4, 1],
      [5, 2],
      [6, 3],
    ],
    7: [
      [6, 3],
      [5, 2],
      [4, 1],
    ],
    8: [
      [3, 6],
      [2, 5],
      [1, 4],
    ],
  };

  it.each(Object.entries(seen))('turns orientation %s', (orientation, rows) => {
    expect(rowsOf(orient(stored, Number(orientation)))).toEqual(rows);
  });

  it.each(Object.keys(seen))('turns windows of orientation %s like the whole', (orientation) => {
    const whole = orient(stored, Number(orientation));
    const windows = orientedSource(sourceOf(stored), Number(orientation));
    expect([windows.widthPx, windows.heightPx]).toEqual([whole.widthPx, whole.heightPx]);
    for (let y = 0; y < whole.heightPx; y++) {
      for (let x = 0; x < whole.widthPx; x++) {
        const window = { x, y, widthPx: whole.widthPx - x, heightPx: whole.heightPx - y };
        expect(rowsOf(windows.read(window))).toEqual(rowsOf(cut(whole, window)));
      }
    }
  });

  it('takes values outside 1..8 as upright', () => {
    expect(orient(stored, 0)).toBe(stored);
    expect(orient(stored, 9)).toBe(stored);
  });
});
