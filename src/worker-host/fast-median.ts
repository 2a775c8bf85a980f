import { medianModule, type MedianExports } from '../core/spectrum/median-wasm.ts';
import { plainMedian, type MedianFilter } from '../core/spectrum/median.ts';
import { padInto } from '../core/spectrum/padded.ts';
import { wasmFunctions, wasmMemory } from './wasm-instance.ts';

/** The median by WebAssembly with SIMD, or by plain loops where the browser has none. */
export function fastMedian(side: number, sizePx: number): MedianFilter {
  try {
    return wasmMedian(side, sizePx);
  } catch {
    return plainMedian(side, sizePx);
  }
}

function wasmMedian(side: number, sizePx: number): MedianFilter {
  const border = (side - 1) / 2;
  const stride = sizePx + 2 * border;
  // The last vector of a row reads beyond its end.
  const target = stride * stride + 16;
  const memory = wasmMemory(target + sizePx * sizePx);
  const wasm = wasmFunctions(medianModule(side), memory) as MedianExports;
  const padded = new Uint8Array(memory.buffer, 0, stride * stride);
  const result = new Uint8Array(memory.buffer, target, sizePx * sizePx);
  return (plane, out) => {
    padInto(plane, sizePx, border, padded, stride);
    wasm.median(0, target, stride, sizePx, sizePx);
    out.set(result);
  };
}
