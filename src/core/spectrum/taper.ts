import type { WindowName } from './recipe.ts';

/**
 * One side of the separable window that a square is multiplied with before the transform. Hann's, periodic:
 * 0.5 - 0.5 cos(2 pi n / N), `scipy.signal.windows.hann(N, sym=False)`.
 */
export function taper(window: WindowName, sizePx: number): Float64Array {
  return Float64Array.from({ length: sizePx }, (_, n) =>
    window === 'none' ? 1 : 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / sizePx),
  );
}

/** Multiplies in place. */
export function applyTaper(plane: Float64Array, side: Float64Array): void {
  const sizePx = side.length;
  for (let row = 0, i = 0; row < sizePx; row++) {
    const weight = side[row]!;
    for (let x = 0; x < sizePx; x++, i++) plane[i] = plane[i]! * weight * side[x]!;
  }
}

/** Sum of the squared window over the square: what power is divided by, so that the window does not change its size. */
export function taperEnergy(side: Float64Array): number {
  const line = side.reduce((sum, each) => sum + each * each, 0);
  return line * line;
}
