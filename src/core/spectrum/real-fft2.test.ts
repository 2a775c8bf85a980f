import { describe, expect, it } from 'vitest';
import { RealFft2 } from './real-fft2.ts';
import { seededRandom } from './seeded.ts';

/** The definition: F(u, v) = sum over y, x of f(y, x) exp(-2 pi i (u y + v x) / N). */
function naiveDft(plane: Float64Array, size: number, u: number, v: number) {
  let re = 0;
  let im = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const angle = (-2 * Math.PI * (u * y + v * x)) / size;
      re += (plane[y * size + x] ?? NaN) * Math.cos(angle);
      im += (plane[y * size + x] ?? NaN) * Math.sin(angle);
    }
  }
  return { re, im };
}

describe.each([4, 8, 16, 32])('the DFT of %d x %d', (size) => {
  const next = seededRandom(size);
  const plane = Float64Array.from({ length: size * size }, () => next() - 0.5);
  const fft = new RealFft2(size);

  it('equals its definition', () => {
    const power = new Float64Array(RealFft2.halfLength(size));
    const real = new Float64Array(power.length);
    fft.power(plane, power);
    fft.real(plane, real);
    for (let v = 0; v <= size / 2; v++) {
      for (let u = 0; u < size; u++) {
        const { re, im } = naiveDft(plane, size, u, v);
        expect(power[v * size + u]).toBeCloseTo(re * re + im * im, 9);
        expect(real[v * size + u]).toBeCloseTo(re, 9);
      }
    }
  });
});
