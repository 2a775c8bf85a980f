export const filterNames = ['box', 'bilinear', 'bicubic', 'lanczos'] as const;
export type FilterName = (typeof filterNames)[number];

interface Filter {
  /** Half width of the kernel, in output pixels when shrinking, in input pixels when enlarging. */
  readonly support: number;
  readonly weight: (distance: number) => number;
}

const filters: Readonly<Record<FilterName, Filter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: cubic },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Keys' cubic convolution kernel (1981) with a = -0.5. */
function cubic(distance: number): number {
  const a = -0.5;
  const x = Math.abs(distance);
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
  return 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}

/** Fraction bits of the fixed-point weights: 32 less 8 for the sample and 2 for kernels that overshoot. */
export const fractionBits = 32 - 8 - 2;

/** What each output pixel along one axis takes from the input. */
export interface AxisWeights {
  /** First input index of each output pixel. */
  readonly first: Int32Array;
  /** Number of inputs of each output pixel. */
  readonly taps: Int32Array;
  /** Weights of output i from i * stride on, scaled by 2^fractionBits. */
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Weights of outputs `from` (inclusive) to `to` (exclusive) of an axis resized from `inSize` to `outSize`.
 * The kernel widens with the reduction, so that shrinking averages. Centres, window bounds, normalisation
 * and rounding follow Pillow's `Resample.c`, in the same order of double operations, because detectors are
 * trained on Pillow's pixels.
 */
export function axisWeights(
  inSize: number,
  outSize: number,
  name: FilterName,
  from = 0,
  to = outSize,
): AxisWeights {
  const filter = filters[name];
  const scale = inSize / outSize;
  const widening = Math.max(1, scale);
  const support = filter.support * widening;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to - from);
  const taps = new Int32Array(to - from);
  const weights = new Int32Array((to - from) * stride);
  const perStep = 1 / widening;
  for (let out = from; out < to; out++) {
    const centre = (out + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - support + 0.5));
    const high = Math.min(inSize, Math.trunc(centre + support + 0.5));
    const exact: number[] = [];
    for (let i = low; i < high; i++) exact.push(filter.weight((i - centre + 0.5) * perStep));
    first[out - from] = low;
    taps[out - from] = high - low;
    weights.set(fixedPoint(exact), (out - from) * stride);
  }
  return { first, taps, weights, stride };
}

/** Normalises to a sum of 1 and rounds half away from zero. */
function fixedPoint(weights: readonly number[]): number[] {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return weights.map((weight) => {
    const scaled = (sum === 0 ? weight : weight / sum) * 2 ** fractionBits;
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
}
