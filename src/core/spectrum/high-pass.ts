/** Where the gain of amplitude is 0.39, in cycles/px: periods longer than 50 px go. */
const cutOff = 0.02;

/**
 * Multiplies a half spectrum of power (see RealFft2) with the squared gain of 'image minus its Gaussian blur':
 * 1 - exp(-f^2 / (2 f0^2)).
 */
export function applyHighPass(half: Float64Array, sizePx: number): void {
  for (let v = 0, i = 0; v <= sizePx / 2; v++) {
    for (let row = 0; row < sizePx; row++, i++) {
      const u = row < sizePx / 2 ? row : row - sizePx;
      half[i] = half[i]! * highPassGain(Math.hypot(u, v) / sizePx) ** 2;
    }
  }
}

/** Gain of amplitude at a frequency in cycles/px. */
function highPassGain(frequency: number): number {
  return 1 - Math.exp(-0.5 * (frequency / cutOff) ** 2);
}
