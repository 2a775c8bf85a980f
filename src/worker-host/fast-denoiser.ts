import { reach } from '../core/spectrum/local-wiener.ts';
import {
  waveletLineLength,
  waveletLines,
  waveletModule,
  type WaveletExports,
} from '../core/spectrum/wavelet-wasm.ts';
import { wienerModule, type WienerExports } from '../core/spectrum/wiener-wasm.ts';
import { waveletLevels } from '../core/spectrum/workbench.ts';
import { doubleBytes, floatBytes } from '../core/wasm/wasm-code.ts';
import { wasmFunctions, type Place } from './wasm-instance.ts';

export interface DenoiserPlaces {
  /** Coefficients: rows of `waveletLineLength`. */
  readonly details: number;
  /** The approximation that each level leaves, in rows of the same length. */
  readonly coarse: readonly number[];
  readonly lines: number;
  readonly squares: number;
  readonly sums: number;
}

export function denoiserPlaces(sizePx: number, place: Place): DenoiserPlaces {
  const line = waveletLineLength(sizePx);
  const side = squaresSide(sizePx);
  return {
    details: place(sizePx * line),
    coarse: Array.from({ length: waveletLevels }, (_, n) => place(coarseLength(sizePx >> (n + 1)))),
    lines: place(waveletLines * line),
    squares: place(side * side, floatBytes),
    sums: place(4 * side, floatBytes),
  };
}

/** Answers what replaces the plane at `noise` by its residual, with the bits of plainWorkbench. */
export function fastDenoiser(
  sizePx: number,
  noise: number,
  at: DenoiserPlaces,
  memory: WebAssembly.Memory,
): () => void {
  const stride = strideOf(sizePx);
  const wavelet = wasmFunctions(waveletModule(at.lines, stride), memory) as WaveletExports;
  const windows = wasmFunctions(wienerModule(squaresSide(sizePx) * floatBytes), memory) as WienerExports;
  const levels = levelsOf(sizePx, noise, at);
  const upwards = [...levels].reverse();
  const coarsest = new Float64Array(
    memory.buffer,
    at.coarse[waveletLevels - 1],
    coarseLength(sizePx >> waveletLevels),
  );
  return () => {
    for (const { half, blocks, numbers } of levels) {
      wavelet.split(...numbers);
      const rowBytes = (half + 2 * reach) * floatBytes;
      for (const block of blocks) {
        windows.squares(block, at.squares, half, stride);
        windows.wiener(block, at.squares, at.sums, half, stride, rowBytes);
      }
    }
    // The denoiser leaves the coarse picture alone, so nothing of it is in the residual.
    coarsest.fill(0);
    for (const { numbers } of upwards) wavelet.merge(...numbers);
  };
}

/** From the plane itself to the coarsest level: what `split` and `merge` are told, and where its details begin. */
function levelsOf(sizePx: number, noise: number, { coarse, details }: DenoiserPlaces) {
  const stride = strideOf(sizePx);
  let source = noise;
  let sourceStride = sizePx * doubleBytes;
  return coarse.map((to, n) => {
    const half = sizePx >> (n + 1);
    const down = details + half * stride;
    const right = half * doubleBytes;
    const numbers = [source, sourceStride, to, strideOf(half), details, stride, half] as const;
    source = to;
    sourceStride = strideOf(half);
    return { half, blocks: [details + right, down, down + right], numbers };
  });
}

function strideOf(size: number): number {
  return waveletLineLength(size) * doubleBytes;
}

function coarseLength(half: number): number {
  return half * waveletLineLength(half);
}

/** Of the largest block of squares with its borders. */
function squaresSide(sizePx: number): number {
  return sizePx / 2 + 2 * reach;
}
