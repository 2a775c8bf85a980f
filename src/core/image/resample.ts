import { axisWeights, fractionBits, type AxisWeights, type FilterName } from './kernels.ts';
import type { PixelSource, Rect, RgbImage } from './pixels.ts';

/** Source pixels read at once, so that resizing a huge picture holds 12 MB of it and not all of it. */
const pixelsPerRead = 1 << 22;

const half = 1 << (fractionBits - 1);

/**
 * Antialiased resize of 8-bit RGB with Pillow's algorithm (`Image.resize`, libImaging/Resample.c): a horizontal
 * pass into 8-bit samples, then a vertical one, both in fixed point. A pass is skipped where the size stays.
 * Sizes are in pixels and at least 1; throws RangeError otherwise.
 */
export function resize(
  source: PixelSource,
  outWidthPx: number,
  outHeightPx: number,
  filter: FilterName,
): RgbImage {
  const window = { x: 0, y: 0, widthPx: outWidthPx, heightPx: outHeightPx };
  return resizeWindow(source, outWidthPx, outHeightPx, filter, window);
}

/**
 * The given window of `resize(source, outWidthPx, outHeightPx, filter)`, equal to cutting it out of the whole
 * result, at the cost of reading and filtering only the source rows and columns under it.
 */
export function resizeWindow(
  source: PixelSource,
  outWidthPx: number,
  outHeightPx: number,
  filter: FilterName,
  window: Rect,
): RgbImage {
  requireInside(outWidthPx, outHeightPx, window);
  const { x, y, widthPx, heightPx } = window;
  const across =
    source.widthPx === outWidthPx ? null : axisWeights(source.widthPx, outWidthPx, filter, x, x + widthPx);
  const down =
    source.heightPx === outHeightPx
      ? null
      : axisWeights(source.heightPx, outHeightPx, filter, y, y + heightPx);
  const [firstRow, rows] = down ? reach(down) : [y, heightPx];
  const narrowed = across
    ? resizeAcross(source, across, firstRow, rows)
    : source.read({ x, y: firstRow, widthPx, heightPx: rows });
  return down ? resizeDown(narrowed, down, firstRow) : narrowed;
}

function requireInside(outWidthPx: number, outHeightPx: number, window: Rect): void {
  const { x, y, widthPx, heightPx } = window;
  const whole = [x, y, widthPx, heightPx, outWidthPx, outHeightPx].every(Number.isInteger);
  const inside = x >= 0 && y >= 0 && x + widthPx <= outWidthPx && y + heightPx <= outHeightPx;
  if (whole && inside && widthPx > 0 && heightPx > 0) return;
  throw new RangeError(
    `window ${x},${y} ${widthPx}x${heightPx} is empty, fractional or leaves ${outWidthPx}x${outHeightPx}`,
  );
}

/** First input index and number of inputs that any of the outputs needs; both bounds grow with the output. */
function reach(axis: AxisWeights): readonly [first: number, count: number] {
  const last = axis.first.length - 1;
  const first = axis.first[0] ?? 0;
  return [first, (axis.first[last] ?? 0) + (axis.taps[last] ?? 0) - first];
}

/** Horizontal pass over source rows `firstRow` and on; reads only the columns that the weights touch. */
function resizeAcross(source: PixelSource, axis: AxisWeights, firstRow: number, rows: number): RgbImage {
  const widthPx = axis.first.length;
  const data = new Uint8Array(widthPx * rows * 3);
  const [firstColumn, columns] = reach(axis);
  const rowsPerRead = Math.max(1, Math.floor(pixelsPerRead / columns));
  for (let done = 0; done < rows; done += rowsPerRead) {
    const heightPx = Math.min(rowsPerRead, rows - done);
    const strip = source.read({ x: firstColumn, y: firstRow + done, widthPx: columns, heightPx });
    filterAcross(strip, axis, firstColumn, data.subarray(done * widthPx * 3));
  }
  return { widthPx, heightPx: rows, data };
}

function filterAcross(strip: RgbImage, axis: AxisWeights, firstColumn: number, out: Uint8Array): void {
  const { first, taps, weights, stride } = axis;
  const { data, widthPx, heightPx } = strip;
  const outputs = first.length;
  let to = 0;
  for (let row = 0; row < heightPx; row++) {
    const rowStart = (row * widthPx - firstColumn) * 3;
    for (let column = 0; column < outputs; column++) {
      let red = half;
      let green = half;
      let blue = half;
      let at = rowStart + first[column]! * 3;
      const begin = column * stride;
      const end = begin + taps[column]!;
      for (let tap = begin; tap < end; tap++, at += 3) {
        const weight = weights[tap]!;
        red = (red + Math.imul(data[at]!, weight)) | 0;
        green = (green + Math.imul(data[at + 1]!, weight)) | 0;
        blue = (blue + Math.imul(data[at + 2]!, weight)) | 0;
      }
      out[to++] = clampToByte(red >> fractionBits);
      out[to++] = clampToByte(green >> fractionBits);
      out[to++] = clampToByte(blue >> fractionBits);
    }
  }
}

/** Vertical pass. Row by row of the input, because walking down columns misses the cache on every tap. */
function resizeDown(image: RgbImage, axis: AxisWeights, firstRow: number): RgbImage {
  const { first, taps, weights, stride } = axis;
  const { data } = image;
  const heightPx = first.length;
  const rowBytes = image.widthPx * 3;
  const out = new Uint8Array(rowBytes * heightPx);
  const sums = new Int32Array(rowBytes);
  for (let row = 0; row < heightPx; row++) {
    sums.fill(half);
    const begin = row * stride;
    let at = (first[row]! - firstRow) * rowBytes;
    for (let tap = begin; tap < begin + taps[row]!; tap++, at += rowBytes) {
      const weight = weights[tap]!;
      for (let i = 0; i < rowBytes; i++) sums[i] = sums[i]! + Math.imul(data[at + i]!, weight);
    }
    const to = row * rowBytes;
    for (let i = 0; i < rowBytes; i++) out[to + i] = clampToByte(sums[i]! >> fractionBits);
  }
  return { widthPx: image.widthPx, heightPx, data: out };
}

function clampToByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
