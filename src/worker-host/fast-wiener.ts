import { fillSquares, plainWiener, reach, type Wiener } from '../core/spectrum/local-wiener.ts';
import { memoryImport } from '../core/spectrum/wasm-bytes.ts';
import { wienerExport, wienerModule } from '../core/spectrum/wiener-wasm.ts';

const pageBytes = 65_536;
const doubleBytes = 8;

/** The windows of the wavelet denoiser by WebAssembly with SIMD, or by plain loops where the browser has none. */
export function fastWiener(sizePx: number): Wiener {
  try {
    return wasmWiener(sizePx);
  } catch {
    return plainWiener(sizePx);
  }
}

function wasmWiener(sizePx: number): Wiener {
  const side = sizePx / 2 + 2 * reach;
  const squaresAt = sizePx * sizePx * doubleBytes;
  const linesAt = squaresAt + side * side * doubleBytes;
  const lineBytes = side * doubleBytes;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((linesAt + 4 * lineBytes) / pageBytes) });
  const module = new WebAssembly.Module(wienerModule(lineBytes));
  const instance = new WebAssembly.Instance(module, {
    [memoryImport.module]: { [memoryImport.name]: memory },
  });
  const run = instance.exports[wienerExport] as (...numbers: number[]) => void;
  const data = new Float64Array(memory.buffer, 0, sizePx * sizePx);
  const squares = new Float64Array(memory.buffer, squaresAt, side * side);
  return {
    data,
    keepNoise(start, size) {
      fillSquares(data, start, size, sizePx, squares);
      const rowBytes = (size + 2 * reach) * doubleBytes;
      run(start * doubleBytes, squaresAt, linesAt, size, sizePx * doubleBytes, rowBytes);
    },
  };
}
