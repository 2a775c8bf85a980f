import { plainWiener } from './local-wiener.ts';
import { RealFft2 } from './real-fft2.ts';
import { applyTaper } from './taper.ts';
import { WaveletSquare } from './wavelet.ts';

/** Where the noise of one crop is made and transformed: what takes longest of a spectrum. */
export interface Workbench {
  /** Rows of sizePx; filled by `denoise`, or by whoever has another filter. */
  readonly noise: Float64Array;
  /** Half a spectrum, as RealFft2 has it. */
  readonly power: Float64Array;
  /** `noise` becomes what denoising by wavelets takes away from the plane: its residual. */
  denoise(plane: Uint8Array): void;
  /** `power` becomes that of the noise times the window. The noise is not kept. */
  transform(side: Float64Array): void;
}

export type WorkbenchMaker = (sizePx: number) => Workbench;

/** Levels of the wavelet transform, as in Lukas et al. 2006. */
export const waveletLevels = 4;

/** `fastWorkbench` (worker-host) does the same several times faster, where WebAssembly has SIMD. */
export function plainWorkbench(sizePx: number): Workbench {
  const noise = new Float64Array(sizePx * sizePx);
  const power = new Float64Array(RealFft2.halfLength(sizePx));
  const denoise = once(() => plainDenoiser(sizePx));
  const fft = once(() => new RealFft2(sizePx));
  return {
    noise,
    power,
    denoise: (plane) => {
      denoise()(plane, noise);
    },
    transform(side) {
      applyTaper(noise, side);
      fft().power(noise, power);
    },
  };
}

/** Their scratch is large, and not every recipe needs both. */
function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

/** Image minus its wavelet denoising: the inverse transform of what Wiener's filter takes away. */
function plainDenoiser(sizePx: number): (plane: Uint8Array, noise: Float64Array) => void {
  const { data, keepNoise } = plainWiener(sizePx);
  const square = new WaveletSquare(sizePx, data);
  return (plane, noise) => {
    data.set(plane);
    square.forward(waveletLevels);
    for (let level = 1; level <= waveletLevels; level++) {
      const size = sizePx >> level;
      const down = size * sizePx;
      for (const start of [size, down, down + size]) keepNoise(start, size);
    }
    // The denoiser leaves the coarse picture alone, so nothing of it is in the residual.
    const coarse = sizePx >> waveletLevels;
    for (let row = 0; row < coarse; row++) data.fill(0, row * sizePx, row * sizePx + coarse);
    square.inverse(waveletLevels);
    noise.set(data);
  };
}
