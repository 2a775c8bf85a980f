/*
 * What a denoiser takes away from wavelet coefficients: Wiener's filter with a local estimate of the signal's
 * variance (Mihcak, Kozintsev, Ramchandran 1999; Lukas, Fridrich, Goljan 2006, Appendix A).
 *
 *   signal variance = max(0, min over W in {3, 5, 7, 9} of mean of c^2 over W x W  -  s^2)
 *   noise part of c = c s^2 / (signal variance + s^2)
 */

/** Standard deviation of the noise, in grey levels: the value of Lukas et al. */
const noiseSigma = 5;
const variance = noiseSigma ** 2;

const reach = 4;

/** Scratch for blocks of up to `largest` x `largest` coefficients. */
export class LocalWiener {
  /** Squares of a block, continued by `reach` on each side. */
  readonly #squares: Float64Array;
  /** Of one row: sums of 3, 5, 7 and 9 squares one below the other. */
  readonly #down: readonly [Float64Array, Float64Array, Float64Array, Float64Array];

  constructor(largest: number) {
    const side = largest + 2 * reach;
    const line = () => new Float64Array(side);
    this.#squares = new Float64Array(side * side);
    this.#down = [line(), line(), line(), line()];
  }

  /** Replaces the coefficients of a block by their noise part; neighbours wrap around, as the transform does. */
  keepNoise(data: Float64Array, start: number, size: number, stride: number): void {
    this.#square(data, start, size, stride);
    for (let row = 0; row < size; row++) {
      this.#sumDown(row, size);
      this.#shrinkRow(data, start + row * stride, size);
    }
  }

  #square(data: Float64Array, start: number, size: number, stride: number): void {
    const squares = this.#squares;
    const side = size + 2 * reach;
    for (let row = 0, to = 0; row < side; row++) {
      const from = start + wrapped(row - reach, size) * stride;
      for (let k = -reach; k < 0; k++) squares[to++] = data[from + wrapped(k, size)]! ** 2;
      for (let x = 0; x < size; x++) squares[to++] = data[from + x]! ** 2;
      for (let k = size; k < size + reach; k++) squares[to++] = data[from + wrapped(k, size)]! ** 2;
    }
  }

  /** Each sum holds the one before: a square is added once. */
  #sumDown(row: number, size: number): void {
    const squares = this.#squares;
    const [three, five, seven, nine] = this.#down;
    const side = size + 2 * reach;
    const r0 = row * side;
    for (let x = 0, i = r0; x < side; x++, i++) {
      let sum = squares[i + 3 * side]! + squares[i + 4 * side]! + squares[i + 5 * side]!;
      three[x] = sum;
      sum += squares[i + 2 * side]! + squares[i + 6 * side]!;
      five[x] = sum;
      sum += squares[i + side]! + squares[i + 7 * side]!;
      seven[x] = sum;
      nine[x] = sum + squares[i]! + squares[i + 8 * side]!;
    }
  }

  /** Carries the sums over each window along the row. */
  #shrinkRow(data: Float64Array, start: number, size: number): void {
    const [three, five, seven, nine] = this.#down;
    let s3 = 0;
    let s5 = 0;
    let s7 = 0;
    let s9 = 0;
    // All but the last column of the first windows.
    for (let x = 3; x < 5; x++) s3 += three[x]!;
    for (let x = 2; x < 6; x++) s5 += five[x]!;
    for (let x = 1; x < 7; x++) s7 += seven[x]!;
    for (let x = 0; x < 8; x++) s9 += nine[x]!;
    for (let x = 0, at = start; x < size; x++, at++) {
      s3 += three[x + 5]!;
      s5 += five[x + 6]!;
      s7 += seven[x + 7]!;
      s9 += nine[x + 8]!;
      // Math.min also looks for NaN and -0, which takes longer than the rest.
      let least = s3 * (1 / 9);
      const mean5 = s5 * (1 / 25);
      const mean7 = s7 * (1 / 49);
      const mean9 = s9 * (1 / 81);
      if (mean5 < least) least = mean5;
      if (mean7 < least) least = mean7;
      if (mean9 < least) least = mean9;
      if (least > variance) data[at] = data[at]! * (variance / least);
      s3 -= three[x + 3]!;
      s5 -= five[x + 2]!;
      s7 -= seven[x + 1]!;
      s9 -= nine[x]!;
    }
  }
}

function wrapped(i: number, size: number): number {
  return ((i % size) + size) % size;
}
