import { medianExport, medianModule } from '../core/spectrum/median-wasm.ts';
import { plainMedian, type MedianFilter } from '../core/spectrum/median.ts';
import { padInto } from '../core/spectrum/padded.ts';
import { memoryImport } from '../core/spectrum/wasm-bytes.ts';

const pageBytes = 65_536;

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
  const bytes = target + sizePx * sizePx;
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
  const module = new WebAssembly.Module(medianModule(side));
  const instance = new WebAssembly.Instance(module, {
    [memoryImport.module]: { [memoryImport.name]: memory },
  });
  const run = instance.exports[medianExport] as (...numbers: number[]) => void;
  const padded = new Uint8Array(memory.buffer, 0, stride * stride);
  const result = new Uint8Array(memory.buffer, target, sizePx * sizePx);
  return (plane, out) => {
    padInto(plane, sizePx, border, padded, stride);
    run(0, target, stride, sizePx, sizePx);
    out.set(result);
  };
}
