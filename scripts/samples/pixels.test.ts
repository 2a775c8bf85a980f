import { describe, expect, it } from 'vitest';
import { decodeWebp, encodeWebp } from './codecs.mjs';
import { cut, fromPlanes, toPlanes } from './pixels.mjs';
import { randomNamed } from './random.mjs';

/** Opaque noise. */
function noise(side: number) {
  const random = randomNamed(`noise ${side}`);
  const data = Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) =>
    i % 4 === 3 ? 255 : Math.floor(256 * random()),
  );
  return { width: side, height: side, data };
}

describe('cut', () => {
  it('takes the square whose first pixel is the origin', () => {
    const picture = noise(9);
    const square = cut(picture, { x: 2, y: 3 }, 4);
    expect([square.width, square.height, square.data.length]).toEqual([4, 4, 64]);
    for (const [row, column] of [
      [0, 0],
      [3, 1],
    ] as const) {
      const from = 4 * ((3 + row) * 9 + 2 + column);
      const to = 4 * (4 * row + column);
      expect([...square.data.subarray(to, to + 4)]).toEqual([...picture.data.subarray(from, from + 4)]);
    }
  });
});

describe('planes', () => {
  it('give every byte back', () => {
    const picture = noise(16);
    expect(fromPlanes(toPlanes(picture), 16)).toEqual(picture);
  });

  it('round half to even and clip', () => {
    const levels = [0.5, 1.5, 2.5, -3, 300];
    const planes = new Float32Array(3 * 9);
    planes.set(levels.map((level) => level / 255));
    const red = [...fromPlanes(planes, 3).data].filter((_, i) => i % 4 === 0).slice(0, levels.length);
    expect(red).toEqual([0, 2, 2, 0, 255]);
  });
});

describe('encodeWebp', () => {
  it('loses nothing', async () => {
    const picture = noise(32);
    const file = await encodeWebp(picture);
    expect(new TextDecoder().decode(file.subarray(8, 16))).toBe('WEBPVP8L');
    const { width, height, data } = await decodeWebp(file);
    expect({ width, height, data: [...data] }).toEqual({ width: 32, height: 32, data: [...picture.data] });
  });
});
