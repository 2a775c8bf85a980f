import { forwardDct, inverseDct } from './dct.ts';
import { emptyPlane, type Plane } from './plane.ts';

/**
 * What a JPEG file keeps of a plane, decoded again: blocks of 8x8, DCT, each coefficient divided by its step and rounded
 * (halves away from zero), and back. Entropy coding between the two loses nothing, so it is left out. The last row and
 * column are repeated to fill their blocks.
 *
 * @param steps 64 quantisation steps, row by row
 * @param onBlock sees the coefficients of each block, row by row of blocks, before they are decoded
 */
export function throughBlocks(
  plane: Plane,
  steps: readonly number[],
  onBlock?: (coefficients: Int32Array) => void,
): Plane {
  const { widthPx, heightPx, data } = plane;
  const out = emptyPlane(widthPx, heightPx);
  const block = new Int32Array(64);
  for (let top = 0; top < heightPx; top += 8) {
    for (let left = 0; left < widthPx; left += 8) {
      for (let i = 0; i < 64; i++) {
        const y = Math.min(heightPx - 1, top + (i >> 3));
        const x = Math.min(widthPx - 1, left + (i & 7));
        block[i] = data[y * widthPx + x]! - 128;
      }
      forwardDct(block);
      for (let i = 0; i < 64; i++) block[i] = quantised(block[i]!, steps[i]! * 8);
      onBlock?.(block);
      for (let i = 0; i < 64; i++) block[i] = block[i]! * steps[i]!;
      inverseDct(block);
      write(block, out, left, top);
    }
  }
  return out;
}

function quantised(value: number, step: number): number {
  const size = Math.floor((Math.abs(value) + (step >> 1)) / step);
  return value < 0 ? -size : size;
}

function write(block: Int32Array, { widthPx, heightPx, data }: Plane, left: number, top: number): void {
  const rows = Math.min(8, heightPx - top);
  const columns = Math.min(8, widthPx - left);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = block[8 * y + x]! + 128;
      data[(top + y) * widthPx + left + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
