import {
  fftColumnsLength,
  fftModule,
  fftPowerLength,
  fftTables,
  fftWorkLength,
  type FftExports,
} from '../core/spectrum/fft-wasm.ts';
import { reach } from '../core/spectrum/local-wiener.ts';
import { RealFft2 } from '../core/spectrum/real-fft2.ts';
import { plainWorkbench, waveletLevels, type Workbench } from '../core/spectrum/workbench.ts';
import { denoiserPlaces, fastDenoiser } from './fast-denoiser.ts';
import { placesInOrder, wasmFunctions, wasmMemory, type Place } from './wasm-instance.ts';

/** Of the smallest block of coefficients the windows must not reach around more than once. */
const leastSizePx = reach << waveletLevels;

/**
 * By WebAssembly with SIMD, or by plain loops where the browser has none. The residual has the same bits either way;
 * the power differs in the last ones, because another FFT adds in another order.
 */
export function fastWorkbench(sizePx: number): Workbench {
  try {
    if (sizePx >= leastSizePx) return wasmWorkbench(sizePx);
  } catch {
    // No SIMD, or no memory for it.
  }
  return plainWorkbench(sizePx);
}

function wasmWorkbench(sizePx: number): Workbench {
  const place = placesInOrder();
  const noise = place(sizePx * sizePx);
  const denoiser = denoiserPlaces(sizePx, place);
  const fft = fftPlaces(sizePx, noise, place);
  const memory = wasmMemory(place(0));
  const numbers = (address: number, length: number) => new Float64Array(memory.buffer, address, length);
  const plane = numbers(noise, sizePx * sizePx);
  const side = numbers(fft.side, sizePx);
  const { places: whereTo, factors } = fftTables(sizePx);
  new Int32Array(memory.buffer, fft.places, sizePx).set(whereTo);
  numbers(fft.factors, factors.length).set(factors);
  const transformer = wasmFunctions(fftModule(sizePx, fft), memory) as FftExports;
  const keepNoise = fastDenoiser(sizePx, noise, denoiser, memory);
  return {
    noise: plane,
    power: numbers(fft.power, RealFft2.halfLength(sizePx)),
    denoise(pixels) {
      plane.set(pixels);
      keepNoise();
    },
    transform(window) {
      side.set(window);
      transformer.rows();
      transformer.columns();
    },
  };
}

function fftPlaces(sizePx: number, plane: number, place: Place) {
  return {
    plane,
    side: place(sizePx),
    places: place(sizePx, Int32Array.BYTES_PER_ELEMENT),
    factors: place(fftTables(sizePx).factors.length),
    work: place(fftWorkLength(sizePx)),
    columns: place(fftColumnsLength(sizePx)),
    power: place(fftPowerLength(sizePx)),
  };
}
