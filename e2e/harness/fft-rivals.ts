import createPffft from '@echogarden/pffft-wasm/simd';

/*
 * What benchmarks compare our 2-D FFT with: PFFFT, the fastest that was found for WebAssembly, with SIMD, by rows and
 * columns. It computes in float32, ours in float64.
 */

interface Pffft {
  readonly HEAPF32: Float32Array;
  _pffft_new_setup(size: number, type: number): number;
  _pffft_transform_ordered(
    setup: number,
    input: number,
    output: number,
    work: number,
    direction: number,
  ): void;
  _pffft_aligned_malloc(bytes: number): number;
}

const real = 0;
const complex = 1;
const forward = 0;

export interface FftRival {
  readonly name: string;
  /** Answers what transforms this plane once; its result is the half spectrum of power as RealFft2 has it. */
  readonly prepare: (plane: Float64Array) => () => Float32Array;
}

export async function loadFftRivals(sizePx: number): Promise<readonly FftRival[]> {
  const pffft = (await createPffft()) as Pffft;
  return [{ name: 'pffft_wasm_simd_float32', prepare: (plane) => preparePffft(pffft, sizePx, plane) }];
}

function preparePffft(pffft: Pffft, sizePx: number, plane: Float64Array): () => Float32Array {
  const rowSetup = pffft._pffft_new_setup(sizePx, real);
  const columnSetup = pffft._pffft_new_setup(sizePx, complex);
  const allocate = (floats: number) => pffft._pffft_aligned_malloc(4 * floats);
  const input = allocate(sizePx);
  const output = allocate(2 * sizePx);
  const work = allocate(2 * sizePx);
  // Padded as ours is, so that columns do not fall into the same lines of the cache.
  const stride = 2 * sizePx + 16;
  const columns = allocate(stride * (sizePx / 2 + 1));
  const power = new Float32Array((sizePx / 2 + 1) * sizePx);
  const from = input / 4;
  const row = output / 4;
  const column = columns / 4;
  return () => {
    const heap = pffft.HEAPF32;
    for (let y = 0; y < sizePx; y++) {
      for (let x = 0; x < sizePx; x++) heap[from + x] = plane[y * sizePx + x] ?? 0;
      pffft._pffft_transform_ordered(rowSetup, input, output, work, forward);
      // Real parts of DC and Nyquist come first, as one pair.
      let to = column + 2 * y;
      heap[to] = heap[row] ?? 0;
      heap[to + 1] = 0;
      for (let v = 1; v < sizePx / 2; v++) {
        to += stride;
        heap[to] = heap[row + 2 * v] ?? 0;
        heap[to + 1] = heap[row + 2 * v + 1] ?? 0;
      }
      heap[to + stride] = heap[row + 1] ?? 0;
      heap[to + stride + 1] = 0;
    }
    for (let v = 0; v <= sizePx / 2; v++) {
      pffft._pffft_transform_ordered(columnSetup, columns + 4 * v * stride, output, work, forward);
      for (let u = 0; u < sizePx; u++) {
        power[v * sizePx + u] = (heap[row + 2 * u] ?? 0) ** 2 + (heap[row + 2 * u + 1] ?? 0) ** 2;
      }
    }
    return power;
  };
}
