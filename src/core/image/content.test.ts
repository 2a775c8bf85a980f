import { describe, expect, it } from 'vitest';
import { judgeContent } from './content.ts';
import { resize } from './resample.ts';
import { sourceOf } from './pixels.ts';
import { randomNumbers } from './test-pictures.ts';

const sizePx = 128;

/** A grey crop of the levels that a function of column and row gives, limited to 0..255. */
function crop(level: (x: number, y: number) => number, side = sizePx): Uint8Array {
  return Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return Math.min(255, Math.max(0, Math.round(level(pixel % side, Math.floor(pixel / side)))));
  });
}

/** Draws a level for each pixel once, so that the three channels of a crop get the same. */
function plane(level: () => number, side = sizePx): (x: number, y: number) => number {
  const levels = Float64Array.from({ length: side * side }, level);
  return (x, y) => levels[y * side + x] ?? 0;
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Fractal terrain: octaves of smoothly interpolated random lattices, with the contrast of a common photograph (about 40 levels). */
function terrain(seed: number): (x: number, y: number) => number {
  const random = randomNumbers(seed);
  const lattice = plane(random, 64);
  const octave = (x: number, y: number, cell: number) => {
    const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)];
    const ease = (t: number) => t * t * (3 - 2 * t);
    const [right, below] = [ease(x / cell - column), ease(y / cell - row)];
    const top = lattice(column, row) * (1 - right) + lattice(column + 1, row) * right;
    const bottom = lattice(column, row + 1) * (1 - right) + lattice(column + 1, row + 1) * right;
    return top * (1 - below) + bottom * below;
  };
  const cells = [64, 32, 16, 8, 4];
  return (x, y) => 128 + cells.reduce((sum, cell) => sum + (octave(x, y, cell) - 0.5) * cell * 4, 0);
}

const uniform = (seed: number) => plane(noiseOf(seed, (random) => random() * 255));
const noiseOf = (seed: number, draw: (random: () => number) => number) => {
  const random = randomNumbers(seed);
  return () => draw(random);
};
const judge = (...crops: Uint8Array[]) =>
  judgeContent(Uint8Array.from(crops.flatMap((each) => [...each])), crops.length, sizePx, 500);

describe('judgeContent', () => {
  it.each([0, 40, 63])('finds a short side of %s px tiny', (shortSidePx) => {
    const verdict = judgeContent(crop(terrain(1)), 1, sizePx, shortSidePx);
    expect(verdict).toEqual({ judgeable: false, reason: 'tiny', shortSidePx });
  });

  it('lets 64 px pass', () => {
    expect(judgeContent(crop(terrain(1)), 1, sizePx, 64)).toEqual({ judgeable: true });
  });

  it('finds one colour, and one colour with faint noise, flat', () => {
    expect(judge(crop(() => 200))).toEqual({ judgeable: false, reason: 'flat', contrastLevels: 0 });
    const faint = plane(noiseOf(2, (random) => 128 + gaussian(random)));
    expect(judge(crop(faint))).toMatchObject({ judgeable: false, reason: 'flat' });
  });

  it('lets a faint gradient pass', () => {
    expect(judge(crop((x, y) => 120 + (x + y) / 24))).toEqual({ judgeable: true });
  });

  it.each([
    ['uniform', uniform(3)],
    ['Gaussian', plane(noiseOf(4, (random) => 128 + 40 * gaussian(random)))],
    ['faint Gaussian', plane(noiseOf(5, (random) => 128 + 4 * gaussian(random)))],
    ['salt and pepper', plane(noiseOf(6, (random) => (random() < 0.5 ? 0 : 255)))],
    ['sparse salt and pepper', plane(noiseOf(7, (random) => (random() < 0.9 ? 128 : random() * 255)))],
  ])('finds %s noise', (_, level) => {
    const verdict = judge(crop(level));
    expect(verdict).toMatchObject({ judgeable: false, reason: 'noise' });
    expect(verdict.judgeable || verdict.reason !== 'noise' || Math.abs(verdict.correlation)).toBeLessThan(
      0.03,
    );
  });

  it('finds noise that was shrunk on the way to the crop', () => {
    const side = sizePx * 3;
    const data = crop(
      plane(
        noiseOf(8, (random) => random() * 255),
        side,
      ),
      side,
    );
    const source = sourceOf({ widthPx: side, heightPx: side, data });
    for (const out of [sizePx, sizePx * 2, 300]) {
      const { data: shrunk } = resize(source, out, out, 'bicubic');
      expect(judgeContent(shrunk, 1, out, side)).toMatchObject({ reason: 'noise' });
    }
  });

  it.each([
    ['a clean picture', 0, 0],
    ['strong sensor noise', 25, 0],
    ['extreme sensor noise', 40, 0],
    ['a tenth of salt and pepper', 0, 0.1],
  ])('lets a picture with %s pass', (_, sigma, share) => {
    const random = randomNumbers(9);
    const clean = terrain(10);
    let i = 0;
    const level = plane(() => {
      const [x, y] = [i % sizePx, Math.floor(i++ / sizePx)];
      if (random() < share) return random() < 0.5 ? 0 : 255;
      return clean(x, y) + sigma * gaussian(random);
    });
    expect(judge(crop(level))).toEqual({ judgeable: true });
  });

  it('judges a picture of which one crop shows something', () => {
    expect(
      judge(
        crop(() => 9),
        crop(uniform(11)),
        crop(terrain(12)),
      ),
    ).toEqual({ judgeable: true });
    expect(
      judge(
        crop(() => 9),
        crop(uniform(11)),
      ),
    ).toMatchObject({ reason: 'noise' });
  });
});
