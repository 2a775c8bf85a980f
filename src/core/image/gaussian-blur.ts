import type { RgbImage } from './pixels.ts';
import { reflected } from './reflected.ts';

/** The weights of a Gaussian, not yet divided by their sum, cut off at 4 standard deviations. */
export function gaussianKernel(sigmaPx: number): Float64Array {
  const radius = Math.floor(4 * sigmaPx + 0.5);
  return Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigmaPx) ** 2),
  );
}

/**
 * Gaussian blur of 8-bit RGB: separable, cut off at 4 standard deviations, the border mirrored with the edge sample
 * repeated, rounded to bytes once at the end (`scipy.ndimage.gaussian_filter` on each channel, then rounded).
 * `fastBlur` (worker-host) does the same with the same bits several times faster, where WebAssembly has SIMD.
 */
export function gaussianBlur({ widthPx, heightPx, data }: RgbImage, sigmaPx: number): RgbImage {
  const kernel = gaussianKernel(sigmaPx);
  const radius = (kernel.length - 1) / 2;
  const sum = kernel.reduce((total, each) => total + each, 0);
  const across = new Float64Array(data.length);
  const columns = Int32Array.from(
    { length: widthPx + 2 * radius },
    (_, i) => 3 * reflected(i - radius, widthPx),
  );
  for (let row = 0; row < heightPx; row++) {
    const start = row * widthPx * 3;
    for (let x = 0; x < widthPx; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let total = 0;
        for (let k = 0; k < kernel.length; k++) {
          total += kernel[k]! * data[start + columns[x + k]! + channel]!;
        }
        across[start + 3 * x + channel] = total / sum;
      }
    }
  }
  const out = new Uint8Array(data.length);
  const line = new Float64Array(widthPx * 3);
  for (let row = 0; row < heightPx; row++) {
    line.fill(0);
    for (let k = 0; k < kernel.length; k++) {
      const from = reflected(row + k - radius, heightPx) * widthPx * 3;
      const weight = kernel[k]! / sum;
      for (let i = 0; i < line.length; i++) line[i] = line[i]! + weight * across[from + i]!;
    }
    for (let i = 0; i < line.length; i++) out[row * line.length + i] = Math.round(line[i]!);
  }
  return { widthPx, heightPx, data: out };
}
