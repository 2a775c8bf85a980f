/*
 * What a denoiser takes away from wavelet coefficients: Wiener's filter with a local estimate of the signal's
 * variance (Mihcak, Kozintsev, Ramchandran 1999; Lukas, Fridrich, Goljan 2006, Appendix A).
 *
 *   signal variance = max(0, min over W in {3, 5, 7, 9} of mean of c^2 over W x W  -  s^2)
 *   noise part of c = c s^2 / (signal variance + s^2)
 *
 * What c is multiplied with is a ratio of means of squares, each of positive numbers: float32 has it within 1e-6, in half
 * of the memory and the time.
 */

/** Variance of the noise, in squared grey levels: the standard deviation of 5 of Lukas et al. */
export const noiseVariance = 25;

/** Half of the largest window. */
export const reach = 4;

const { fround } = Math;
const [ninth, twentyFifth, fortyNinth, eightyFirst] = [
  fround(1 / 9),
  fround(1 / 25),
  fround(1 / 49),
  fround(1 / 81),
];

/** A square of coefficients and what leaves their noise parts. */
interface Wiener {
  /** Rows of sizePx; whoever makes the wavelet transform works on it. */
  readonly data: Float64Array;
  /** Replaces the coefficients of a block by their noise part; neighbours wrap around, as the transform does. */
  readonly keepNoise: (start: number, size: number) => void;
}

/** `wienerModule` does the same with the same bits several times faster. */
export function plainWiener(sizePx: number): Wiener {
  const data = new Float64Array(sizePx * sizePx);
  const largest = sizePx / 2 + 2 * reach;
  const squares = new Float32Array(largest * largest);
  const down = [0, 1, 2, 3].map(() => new Float32Array(largest)) as unknown as Down;
  return {
    data,
    keepNoise(start, size) {
      fillSquares(data, start, size, sizePx, squares);
      for (let row = 0; row < size; row++) {
        sumDown(squares, row, size, down);
        shrinkRow(down, data, start + row * sizePx, size);
      }
    },
  };
}

/** Squares of a block, continued by `reach` on each side: rows of size + 2 reach. */
function fillSquares(
  data: Float64Array,
  start: number,
  size: number,
  stride: number,
  squares: Float32Array,
): void {
  const side = size + 2 * reach;
  for (let row = 0, to = 0; row < side; row++) {
    const from = start + wrapped(row - reach, size) * stride;
    for (let k = -reach; k < 0; k++) squares[to++] = squared(data[from + wrapped(k, size)]!);
    for (let x = 0; x < size; x++) squares[to++] = squared(data[from + x]!);
    for (let k = size; k < size + reach; k++) squares[to++] = squared(data[from + wrapped(k, size)]!);
  }
}

/** Of one row: sums of 3, 5, 7 and 9 squares one below the other. */
type Down = readonly [Float32Array, Float32Array, Float32Array, Float32Array];

/** Each sum holds the one before: a square is added once. */
function sumDown(squares: Float32Array, row: number, size: number, [three, five, seven, nine]: Down): void {
  const side = size + 2 * reach;
  for (let x = 0, i = row * side; x < side; x++, i++) {
    let sum = fround(fround(squares[i + 3 * side]! + squares[i + 4 * side]!) + squares[i + 5 * side]!);
    three[x] = sum;
    sum = fround(sum + fround(squares[i + 2 * side]! + squares[i + 6 * side]!));
    five[x] = sum;
    sum = fround(sum + fround(squares[i + side]! + squares[i + 7 * side]!));
    seven[x] = sum;
    nine[x] = sum + fround(squares[i]! + squares[i + 8 * side]!);
  }
}

function shrinkRow([three, five, seven, nine]: Down, data: Float64Array, start: number, size: number): void {
  for (let x = 0, at = start; x < size; x++, at++) {
    let least = fround(sumOf(three, x + 3, 3) * ninth);
    const mean5 = fround(sumOf(five, x + 2, 5) * twentyFifth);
    const mean7 = fround(sumOf(seven, x + 1, 7) * fortyNinth);
    const mean9 = fround(sumOf(nine, x, 9) * eightyFirst);
    // Math.min also looks for NaN and -0, which takes longer than the rest.
    if (mean5 < least) least = mean5;
    if (mean7 < least) least = mean7;
    if (mean9 < least) least = mean9;
    if (least > noiseVariance) data[at] = data[at]! * fround(noiseVariance / least);
  }
}

/** From left to right: the order of additions decides the last bits. */
function sumOf(values: Float32Array, from: number, count: number): number {
  let sum = values[from]!;
  for (let k = 1; k < count; k++) sum = fround(sum + values[from + k]!);
  return sum;
}

function squared(value: number): number {
  const nearest = fround(value);
  return nearest * nearest;
}

function wrapped(i: number, size: number): number {
  return ((i % size) + size) % size;
}
