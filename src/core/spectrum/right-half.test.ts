import { describe, expect, it } from 'vitest';
import { RealFft2 } from './real-fft2.ts';
import { halfSpectrum, rightHalf, wholePlane } from './right-half.ts';
import { seededRandom } from './seeded.ts';
import { centred } from './spectrum.ts';

const sizePx = 16;

/** The power of a random square, as the stages of the page have it. */
function power(): Float64Array {
  const next = seededRandom(5);
  const half = new Float64Array(RealFft2.halfLength(sizePx));
  const plane = Float64Array.from({ length: sizePx * sizePx }, () => Math.fround(next() - 0.5));
  new RealFft2(sizePx).power(plane, half);
  return half.map(Math.fround);
}

describe('the right half of a spectrum', () => {
  it('is all of it', () => {
    const half = power();
    const whole = Float32Array.from(centred(half, sizePx));
    const right = rightHalf(whole, sizePx);
    expect(right).toHaveLength(sizePx * (sizePx / 2 + 1));
    expect(wholePlane(right, sizePx)).toEqual(whole);
    expect(halfSpectrum(right, sizePx)).toEqual(half);
  });

  it('begins at DC in the middle row, and has +Nyquist last', () => {
    const whole = Float32Array.from({ length: sizePx * sizePx }, (_, i) => i);
    const right = rightHalf(whole, sizePx);
    const columns = sizePx / 2 + 1;
    expect(right[8 * columns]).toBe(8 * sizePx + 8);
    // (u, v) = (3, 8) is (-3, -8), which lies in row 5, column 0.
    expect(right[11 * columns + 8]).toBe(5 * sizePx);
  });
});
