export interface Shades {
  readonly low: number;
  readonly high: number;
}

/** Power below this is rounding. */
const leastPower = 1e-6;

/** Zero is mid-grey. A few wild pixels do not decide the contrast, and a picture without noise is not blown up. */
export function residualShades(residual: Float64Array): Shades {
  const sizes = residual.map(Math.abs).sort();
  const reach = Math.max(4, sizes[Math.floor(0.995 * (sizes.length - 1))] ?? 0);
  return { low: -reach, high: reach };
}

/** Decibels of power. */
export function decibels(power: Float32Array): Float64Array {
  return Float64Array.from(power, (each) => 10 * Math.log10(Math.max(leastPower, each)));
}

/** From the faintest hundredth to the strongest thousandth, which peaks are of. */
export function spectrumShades(decibel: Float64Array): Shades {
  const sorted = decibel.slice().sort();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.01), high: Math.max(at(0.999), at(0.01) + 1) };
}

/** Values as opaque greys, black at the low end; four bytes a value. */
export function greyPixels(values: Float64Array, { low, high }: Shades): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  const scale = 255 / (high - low);
  for (let i = 0; i < values.length; i++) {
    const grey = ((values[i] ?? 0) - low) * scale;
    pixels[4 * i] = grey;
    pixels[4 * i + 1] = grey;
    pixels[4 * i + 2] = grey;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}
