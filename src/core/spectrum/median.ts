import { medianNetwork, type MedianNetwork } from './median-network.ts';
import { padInto } from './padded.ts';

/** Median of every window of a square 8-bit plane, its border continued by mirroring. Allocates nothing. */
export interface MedianFilter {
  fill(plane: Uint8Array, out: Uint8Array): void;
  /**
   * Adds what is left of the plane when its median is taken away, -255..255, to sums of at most `mostAddedResiduals`.
   *
   * @param wrapped in unsigned 8-bit arithmetic: -3 becomes 253
   */
  addResidual(plane: Uint8Array, wrapped: boolean, sums: Int16Array): void;
}

/** Residuals whose sum 16 bits hold, whatever they are. */
export const mostAddedResiduals = 128;

/** What is added of plane minus median: all bits, or the last eight. */
export function residualMask(wrapped: boolean): number {
  return wrapped ? 0xff : -1;
}

/** `wasmMedian` does the same many times faster; this one serves where WebAssembly has no SIMD. */
export function plainMedian(side: number, sizePx: number): MedianFilter {
  const network = medianNetwork(side);
  const border = (side - 1) / 2;
  const stridePx = sizePx + 2 * border;
  const padded = new Uint8Array(stridePx * stridePx);
  const wires = Array.from({ length: network.wires }, () => new Uint8Array(sizePx));
  const smooth = new Uint8Array(sizePx * sizePx);
  const fill = (plane: Uint8Array, out: Uint8Array): void => {
    padInto(plane, sizePx, border, padded, stridePx);
    for (let row = 0; row < sizePx; row++) {
      medianOfRow(network, padded, row * stridePx, stridePx, wires);
      out.set(wires[network.median]!, row * sizePx);
    }
  };
  return {
    fill,
    addResidual(plane, wrapped, sums) {
      fill(plane, smooth);
      const mask = residualMask(wrapped);
      for (let i = 0; i < sums.length; i++) sums[i] = sums[i]! + ((plane[i]! - smooth[i]!) & mask);
    },
  };
}

/** Takes a whole row through each step before the next: the loops stay short and alike. */
function medianOfRow(
  { side, steps }: MedianNetwork,
  padded: Uint8Array,
  start: number,
  stridePx: number,
  wires: readonly Uint8Array[],
): void {
  const length = wires[0]!.length;
  for (let n = 0; n < side * side; n++) {
    const from = start + Math.floor(n / side) * stridePx + (n % side);
    wires[n]!.set(padded.subarray(from, from + length));
  }
  for (const { take, a, b, out } of steps) {
    const first = wires[a]!;
    const second = wires[b]!;
    const result = wires[out]!;
    if (take === 'min') for (let i = 0; i < length; i++) result[i] = Math.min(first[i]!, second[i]!);
    else for (let i = 0; i < length; i++) result[i] = Math.max(first[i]!, second[i]!);
  }
}
