import { RealFft2, type Transform } from './real-fft2.ts';

/** Lags to each side, in pixels. */
export const mostLag = 32;

/**
 * Circular autocorrelation of what has this power spectrum, by Wiener and Khinchin: its inverse DFT, divided by the
 * value at lag 0. DC is left out, so it is the covariance. All zero where there is no power.
 *
 * @param half spectrum of power (see RealFft2)
 * @returns (2 * mostLag + 1) squared values, lag (0, 0) in the middle
 */
export function autocorrelation(half: Float64Array, fft: Transform): Float64Array {
  const { sizePx } = fft;
  const plane = new Float64Array(sizePx * sizePx);
  for (let u = 0; u < sizePx; u++) {
    const mirrored = (sizePx - u) % sizePx;
    for (let v = 0; v < sizePx; v++) {
      plane[u * sizePx + v] =
        v <= sizePx / 2 ? half[v * sizePx + u]! : half[(sizePx - v) * sizePx + mirrored]!;
    }
  }
  plane[0] = 0;
  // Power is real and symmetric: its transform is too, and forward and inverse differ by a factor only.
  const lags = new Float64Array(RealFft2.halfLength(sizePx));
  fft.real(plane, lags);
  const side = 2 * mostLag + 1;
  const zero = lags[0]!;
  const out = new Float64Array(side * side);
  if (zero <= 0) return out;
  for (let dy = -mostLag; dy <= mostLag; dy++) {
    for (let dx = -mostLag; dx <= mostLag; dx++) {
      const x = wrapped(dx, sizePx);
      const lag =
        x <= sizePx / 2 ? x * sizePx + wrapped(dy, sizePx) : (sizePx - x) * sizePx + wrapped(-dy, sizePx);
      out[(dy + mostLag) * side + dx + mostLag] = lags[lag]! / zero;
    }
  }
  return out;
}

function wrapped(lag: number, sizePx: number): number {
  return ((lag % sizePx) + sizePx) % sizePx;
}
