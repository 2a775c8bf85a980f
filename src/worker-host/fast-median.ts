import { medianModule, type MedianExports } from '../core/spectrum/median-wasm.ts';
import { plainMedian, residualMask, type MedianFilter } from '../core/spectrum/median.ts';
import { padInto } from '../core/spectrum/padded.ts';
import { placesInOrder, wasmFunctions, wasmMemory } from './wasm-instance.ts';

/** The median by WebAssembly with SIMD, or by plain loops where the browser has none. */
export function fastMedian(side: number, sizePx: number): MedianFilter {
  try {
    return wasmMedian(side, sizePx);
  } catch {
    return plainMedian(side, sizePx);
  }
}

/** Sums go through the module's memory in bands of so many bytes, which stay near the processor. */
const bandBytes = 1 << 16;

function wasmMedian(side: number, sizePx: number): MedianFilter {
  const border = (side - 1) / 2;
  const stride = sizePx + 2 * border;
  const bandRows = Math.min(sizePx, bandBytes / (2 * sizePx));
  const place = placesInOrder();
  // The last vector of a row reads beyond its end.
  const source = place(stride * stride + 16, 1);
  const target = place(sizePx * sizePx, 1);
  const sumsAt = place(bandRows * sizePx, Int16Array.BYTES_PER_ELEMENT);
  const memory = wasmMemory(place(0));
  const wasm = wasmFunctions(medianModule(side), memory) as MedianExports;
  const padded = new Uint8Array(memory.buffer, source, stride * stride);
  const result = new Uint8Array(memory.buffer, target, sizePx * sizePx);
  const band = new Int16Array(memory.buffer, sumsAt, bandRows * sizePx);
  const smooth = (plane: Uint8Array): void => {
    padInto(plane, sizePx, border, padded, stride);
    wasm.median(source, target, stride, sizePx, sizePx);
  };
  return {
    fill(plane, out) {
      smooth(plane);
      out.set(result);
    },
    addResidual(plane, wrapped, sums) {
      smooth(plane);
      const mask = residualMask(wrapped);
      const first = source + border * stride + border;
      for (let row = 0; row < sizePx; row += bandRows) {
        const own = sums.subarray(row * sizePx, (row + bandRows) * sizePx);
        band.set(own);
        wasm.residual(first + row * stride, target + row * sizePx, sumsAt, stride, sizePx, bandRows, mask);
        own.set(band);
      }
    },
  };
}
