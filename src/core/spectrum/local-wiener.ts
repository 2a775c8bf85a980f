/*
 * What a denoiser takes away from wavelet coefficients: Wiener's filter with a local estimate of the signal's
 * variance (Mihcak, Kozintsev, Ramchandran 1999; Lukas, Fridrich, Goljan 2006, Appendix A).
 *
 *   signal variance = max(0, min over W in {3, 5, 7, 9} of mean of c^2 over W x W  -  s^2)
 *   noise part of c = c s^2 / (signal variance + s^2)
 */

/** Variance of the noise, in squared grey levels: the standard deviation of 5 of Lukas et al. */
export const noiseVariance = 25;

/** Half of the largest window. */
export const reach = 4;

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
  const squares = new Float64Array(largest * largest);
  const down = [0, 1, 2, 3].map(() => new Float64Array(largest)) as unknown as Down;
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
  squares: Float64Array,
): void {
  const side = size + 2 * reach;
  for (let row = 0, to = 0; row < side; row++) {
    const from = start + wrapped(row - reach, size) * stride;
    for (let k = -reach; k < 0; k++) squares[to++] = data[from + wrapped(k, size)]! ** 2;
    for (let x = 0; x < size; x++) squares[to++] = data[from + x]! ** 2;
    for (let k = size; k < size + reach; k++) squares[to++] = data[from + wrapped(k, size)]! ** 2;
  }
}

/** Of one row: sums of 3, 5, 7 and 9 squares one below the other. */
type Down = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Each sum holds the one before: a square is added once. */
function sumDown(squares: Float64Array, row: number, size: number, [three, five, seven, nine]: Down): void {
  const side = size + 2 * reach;
  for (let x = 0, i = row * side; x < side; x++, i++) {
    let sum = squares[i + 3 * side]! + squares[i + 4 * side]! + squares[i + 5 * side]!;
    three[x] = sum;
    sum += squares[i + 2 * side]! + squares[i + 6 * side]!;
    five[x] = sum;
    sum += squares[i + side]! + squares[i + 7 * side]!;
    seven[x] = sum;
    nine[x] = sum + (squares[i]! + squares[i + 8 * side]!);
  }
}

function shrinkRow([three, five, seven, nine]: Down, data: Float64Array, start: number, size: number): void {
  for (let x = 0, at = start; x < size; x++, at++) {
    let least = sumOf(three, x + 3, 3) * (1 / 9);
    const mean5 = sumOf(five, x + 2, 5) * (1 / 25);
    const mean7 = sumOf(seven, x + 1, 7) * (1 / 49);
    const mean9 = sumOf(nine, x, 9) * (1 / 81);
    // Math.min also looks for NaN and -0, which takes longer than the rest.
    if (mean5 < least) least = mean5;
    if (mean7 < least) least = mean7;
    if (mean9 < least) least = mean9;
    if (least > noiseVariance) data[at] = data[at]! * (noiseVariance / least);
  }
}

/** From left to right: the order of additions decides the last bits. */
function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = values[from]!;
  for (let k = 1; k < count; k++) sum += values[from + k]!;
  return sum;
}

function wrapped(i: number, size: number): number {
  return ((i % size) + size) % size;
}
