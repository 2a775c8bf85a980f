import type { RgbImage } from './pixels.ts';
import { reflected } from './reflected.ts';

/**
 * Gaussian blur of 8-bit RGB: separable, cut off at 4 standard deviations, the border mirrored with the edge sample
 * repeated, rounded to bytes once at the end (`scipy.ndimage.gaussian_filter` on each channel, then rounded).
 */
export function gaussianBlur({ widthPx, heightPx, data }: RgbImage, sigmaPx: number): RgbImage {
  const radius = Math.floor(4 * sigmaPx + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - radius) / sigmaPx) ** 2),
  );
  const sum = kernel.reduce((total, each) => total + each, 0);
  const rowLength = padded(3 * widthPx);
  const across = blurRows(data, widthPx, heightPx, kernel, rowLength);
  for (let i = 0; i < across.length; i++) across[i] = across[i]! / sum;
  const weights = kernel.map((each) => each / sum);
  const rows = new Int32Array(kernel.length);
  const line = new Float64Array(rowLength);
  const out = new Uint8Array(data.length);
  for (let row = 0; row < heightPx; row++) {
    for (let k = 0; k < rows.length; k++) rows[k] = reflected(row + k - radius, heightPx) * rowLength;
    weigh(across, rows, weights, line);
    const start = row * widthPx * 3;
    for (let i = 0; i < 3 * widthPx; i++) out[start + i] = Math.round(line[i]!);
  }
  return { widthPx, heightPx, data: out };
}

/** Sums along rows, not yet divided by the kernel's; rows of `rowLength`. */
function blurRows(
  data: Uint8Array,
  widthPx: number,
  heightPx: number,
  kernel: Float64Array,
  rowLength: number,
): Float64Array {
  const radius = (kernel.length - 1) / 2;
  const columns = Int32Array.from(
    { length: widthPx + 2 * radius },
    (_, i) => 3 * reflected(i - radius, widthPx),
  );
  const mirrored = new Float64Array(rowLength + 6 * radius);
  const shifts = Int32Array.from(kernel, (_, k) => 3 * k);
  const across = new Float64Array(rowLength * heightPx);
  for (let row = 0; row < heightPx; row++) {
    const start = row * widthPx * 3;
    for (let x = 0, to = 0; x < columns.length; x++, to += 3) {
      const from = start + columns[x]!;
      mirrored[to] = data[from]!;
      mirrored[to + 1] = data[from + 1]!;
      mirrored[to + 2] = data[from + 2]!;
    }
    weigh(mirrored, shifts, kernel, across.subarray(row * rowLength, (row + 1) * rowLength));
  }
  return across;
}

/** line[i] = sum of weights[k] * values[starts[k] + i], in the order of k: four numbers at once, which keeps cores busy. */
function weigh(values: Float64Array, starts: Int32Array, weights: Float64Array, line: Float64Array): void {
  for (let i = 0; i < line.length; i += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!;
      const at = starts[k]! + i;
      a += weight * values[at]!;
      b += weight * values[at + 1]!;
      c += weight * values[at + 2]!;
      d += weight * values[at + 3]!;
    }
    line[i] = a;
    line[i + 1] = b;
    line[i + 2] = c;
    line[i + 3] = d;
  }
}

/** A multiple of 4. */
function padded(length: number): number {
  return (length + 3) & ~3;
}
