import { reflected } from '../image/reflected.ts';
import { residualMask, type MedianFilter } from './median.ts';
import type { ResidualName } from './recipe.ts';
import type { Workbench } from './workbench.ts';

/** Fills `out` with what is left of a square 8-bit plane when its picture is taken away; allocates nothing. */
export type ResidualFilter = (plane: Uint8Array, out: Float64Array) => void;

/** Adds what that leaves to sums of whole numbers, of at most `mostAddedResiduals` planes; allocates nothing. */
export type ResidualAdder = (plane: Uint8Array, sums: Int16Array) => void;

/** Makes medians of side x side windows on squares of sizePx; by WebAssembly where that can be had. */
export type MedianMaker = (side: number, sizePx: number) => MedianFilter;

const medianSides = { 'median-3': 3, 'median-5': 5 } as const;

/** Standard deviation of the Gaussian, in pixels; its kernel ends at four of them, as SciPy's does. */
const sigmaPx = 1;
const gaussianRadius = 4;

/**
 * @param wrapped unsigned 8-bit arithmetic for image minus median: -3 becomes 253
 * @param bench what denoises by wavelets; that residual always goes to its noise
 */
export function residualFilter(
  name: ResidualName,
  wrapped: boolean,
  sizePx: number,
  makeMedian: MedianMaker,
  bench: Workbench | null,
): ResidualFilter {
  switch (name) {
    case 'none':
      return (plane, out) => {
        for (let i = 0; i < plane.length; i++) out[i] = plane[i]!;
      };
    case 'median-3':
    case 'median-5':
      return minusMedian(makeMedian(medianSides[name], sizePx), wrapped, sizePx);
    case 'gaussian':
      return minusGaussian(sizePx);
    case 'laplacian':
      return laplacian(sizePx);
    case 'npr':
      return neighbouringPixels(sizePx);
    case 'wavelet':
      if (!bench) throw new Error('a wavelet residual needs a workbench');
      return (plane) => {
        bench.denoise(plane);
      };
  }
}

function minusMedian(median: MedianFilter, wrapped: boolean, sizePx: number): ResidualFilter {
  const smooth = new Uint8Array(sizePx * sizePx);
  const mask = residualMask(wrapped);
  return (plane, out) => {
    median.fill(plane, smooth);
    for (let i = 0; i < plane.length; i++) out[i] = (plane[i]! - smooth[i]!) & mask;
  };
}

/**
 * The same for what is left of a median, which has no fractions: sums of whole numbers take a quarter of the memory, and
 * nothing has to be kept of a single image. null for all others.
 */
export function residualAdder(
  name: ResidualName,
  wrapped: boolean,
  sizePx: number,
  makeMedian: MedianMaker,
): ResidualAdder | null {
  if (name !== 'median-3' && name !== 'median-5') return null;
  const median = makeMedian(medianSides[name], sizePx);
  return (plane, sums) => {
    median.addResidual(plane, wrapped, sums);
  };
}

/** Image minus its Gaussian blur: `x - scipy.ndimage.gaussian_filter(x, 1)`. */
function minusGaussian(sizePx: number): ResidualFilter {
  const kernel = gaussianKernel();
  const across = new Float64Array(sizePx * sizePx);
  const indices = Int32Array.from({ length: sizePx + 2 * gaussianRadius }, (_, i) =>
    reflected(i - gaussianRadius, sizePx),
  );
  return (plane, out) => {
    for (let row = 0; row < sizePx; row++) {
      const start = row * sizePx;
      for (let x = 0; x < sizePx; x++) {
        let sum = 0;
        for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * plane[start + indices[x + k]!]!;
        across[start + x] = sum;
      }
    }
    for (let row = 0; row < sizePx; row++) {
      const start = row * sizePx;
      for (let x = 0; x < sizePx; x++) out[start + x] = plane[start + x]!;
      for (let k = 0; k < kernel.length; k++) {
        const from = indices[row + k]! * sizePx;
        const weight = kernel[k]!;
        for (let x = 0; x < sizePx; x++) out[start + x] = out[start + x]! - weight * across[from + x]!;
      }
    }
  };
}

function gaussianKernel(): Float64Array {
  const kernel = Float64Array.from({ length: 2 * gaussianRadius + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - gaussianRadius) / sigmaPx) ** 2),
  );
  const sum = kernel.reduce((total, each) => total + each, 0);
  return kernel.map((each) => each / sum);
}

/** The four neighbours minus four times the pixel: `scipy.ndimage.laplace`. */
function laplacian(sizePx: number): ResidualFilter {
  return (plane, out) => {
    for (let row = 0; row < sizePx; row++) {
      const start = row * sizePx;
      const above = reflected(row - 1, sizePx) * sizePx;
      const below = reflected(row + 1, sizePx) * sizePx;
      for (let x = 0; x < sizePx; x++) {
        const left = plane[start + Math.max(0, x - 1)]!;
        const right = plane[start + Math.min(sizePx - 1, x + 1)]!;
        out[start + x] = left + right + plane[above + x]! + plane[below + x]! - 4 * plane[start + x]!;
      }
    }
  };
}

/**
 * Image minus itself shrunk to half and enlarged again, both by nearest neighbour: each pixel minus the top left one
 * of its 2 x 2 block (NPR: Tan et al. 2024).
 */
function neighbouringPixels(sizePx: number): ResidualFilter {
  return (plane, out) => {
    for (let row = 0; row < sizePx; row++) {
      const start = row * sizePx;
      const block = (row & ~1) * sizePx;
      for (let x = 0; x < sizePx; x++) out[start + x] = plane[start + x]! - plane[block + (x & ~1)]!;
    }
  };
}
