import type { RgbImage } from './pixels.ts';

/**
 * The input of the resize goldens, pixel by pixel the same as `test_picture` in e2e/fixtures/make_goldens.py:
 * ramps with noise, broken by blocks of pure black and white whose edges make kernels overshoot.
 */
export function testPicture(widthPx: number, heightPx: number): RgbImage {
  const data = new Uint8Array(widthPx * heightPx * 3);
  let to = 0;
  for (let y = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      for (let c = 0; c < 3; c++) {
        const h = Math.imul((c * heightPx + y) * widthPx + x, 2654435761) >>> 27;
        const t = (x * (c + 1) + y * 2) % 256;
        const ramp = Math.floor(((t < 128 ? 2 * t : 511 - 2 * t) * 7) / 8) + h;
        const isBlock = ((x >> 2) + (y >> 3) + c) % 5 === 0;
        data[to++] = isBlock ? 255 * (h & 1) : Math.min(255, ramp);
      }
    }
  }
  return { widthPx, heightPx, data };
}

/** Seeded uniform random numbers in 0..1 (mulberry32), so that a failing case can be repeated. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
