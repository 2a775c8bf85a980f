import { describe, expect, it } from 'vitest';
import { randomNamed, shuffled } from './random.mjs';
import { chooseTiles, contextPx, tilePx, tilesEach } from './tile-choice.mjs';

const width = 900;
const height = 600;

/** Grey paper on the left, noise from `contentFrom` on. */
function halfEmpty(contentFrom: number) {
  const random = randomNamed('noise');
  const block = Array.from({ length: 997 }, () => 255 * random());
  const data = new Uint8ClampedArray(4 * width * height).fill(128);
  for (let i = 0; i < width * height; i++) {
    if (i % width >= contentFrom) data.fill(block[i % block.length] ?? 0, 4 * i, 4 * i + 3);
  }
  return { width, height, data };
}

const everyPhase = [0, 1, 2, 3, 4, 5, 6, 7];
const tiles = chooseTiles(halfEmpty(480), randomNamed('a'));

describe('chooseTiles', () => {
  it('keeps every tile and its surroundings inside the photograph', () => {
    expect(tiles).toHaveLength(tilesEach);
    for (const { x, y } of tiles) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(contextPx);
      expect(x + tilePx + contextPx).toBeLessThanOrEqual(width);
      expect(y + tilePx + contextPx).toBeLessThanOrEqual(height);
    }
  });

  it('takes each phase of the 8x8 grid once in both directions, so that the grid cancels', () => {
    expect(tiles.map(({ x }) => x % 8).sort()).toEqual(everyPhase);
    expect(tiles.map(({ y }) => y % 8).sort()).toEqual(everyPhase);
  });

  it('goes where the content is', () => {
    const share = tiles.map(({ x }) => Math.min(tilePx, x + tilePx - 480) / tilePx);
    expect(Math.min(...share)).toBeGreaterThan(0.5);
  });

  it('spreads over a photograph that is full of content', () => {
    const spread = chooseTiles(halfEmpty(0), randomNamed('b'));
    expect(Math.max(...spread.map(({ x }) => x)) - Math.min(...spread.map(({ x }) => x))).toBeGreaterThan(
      400,
    );
  });

  it('is fixed by the name alone', () => {
    expect(chooseTiles(halfEmpty(480), randomNamed('a'))).toEqual(tiles);
    expect(chooseTiles(halfEmpty(480), randomNamed('c'))).not.toEqual(tiles);
  });

  it('says which side is too small', () => {
    const tiny = { width: 280, height: 600, data: new Uint8ClampedArray(4 * 280 * 600) };
    expect(() => chooseTiles(tiny, randomNamed('a'))).toThrow('280 px');
  });
});

describe('randomNamed', () => {
  it('is uniform on [0, 1)', () => {
    const random = randomNamed('uniform');
    const values = Array.from({ length: 4000 }, random);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    // Standard error 1 / sqrt(12 n) = 0.0046.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
  });

  it('orders values without losing one', () => {
    expect(shuffled(everyPhase, randomNamed('order')).sort()).toEqual(everyPhase);
  });
});
