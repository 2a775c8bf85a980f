/*
 * What a denoiser takes away from wavelet coefficients: Wiener's filter with a local estimate of the signal's
 * variance (Mihcak, Kozintsev, Ramchandran 1999; Lukas, Fridrich, Goljan 2006, Appendix A).
 *
 *   signal variance = max(0, min over W in {3, 5, 7, 9} of mean of c^2 over W x W  -  s^2)
 *   noise part of c = c s^2 / (signal variance + s^2)
 */

/** Standard deviation of the noise, in grey levels: the value of Lukas et al. */
const noiseSigma = 5;

const radii = [1, 2, 3, 4] as const;
const reach = 4;

/** Scratch for blocks of up to `largest` x `largest` coefficients. */
export class LocalWiener {
  readonly #sums: readonly Float64Array[];
  readonly #line: Float64Array;
  readonly #column: Float64Array;
  readonly #least: Float64Array;

  constructor(largest: number) {
    this.#sums = radii.map(() => new Float64Array(largest * largest));
    this.#line = new Float64Array(largest + 2 * reach);
    this.#column = new Float64Array(largest);
    this.#least = new Float64Array(largest * largest);
  }

  /** Replaces the coefficients of a block by their noise part; neighbours wrap around, as the transform does. */
  keepNoise(data: Float64Array, start: number, size: number, stride: number): void {
    this.#sumAcross(data, start, size, stride);
    const variance = noiseSigma ** 2;
    const least = this.#least.subarray(0, size * size).fill(Infinity);
    radii.forEach((radius, n) => this.#leastOfDown(this.#sums[n]!, radius, size));
    for (let row = 0, i = 0; row < size; row++) {
      for (let x = 0, at = start + row * stride; x < size; x++, i++, at++) {
        data[at] = data[at]! * (variance / Math.max(variance, least[i]!));
      }
    }
  }

  /** Sums of squares over 3, 5, 7 and 9 neighbours in a row. */
  #sumAcross(data: Float64Array, start: number, size: number, stride: number): void {
    const line = this.#line;
    const [three, five, seven, nine] = this.#sums as [Float64Array, Float64Array, Float64Array, Float64Array];
    for (let row = 0, i = 0; row < size; row++) {
      const at = start + row * stride;
      for (let x = 0; x < size; x++) line[x + reach] = data[at + x]! ** 2;
      for (let k = 0; k < reach; k++) {
        line[k] = data[at + wrapped(k - reach, size)]! ** 2;
        line[size + reach + k] = data[at + wrapped(size + k, size)]! ** 2;
      }
      for (let x = 0; x < size; x++, i++) {
        let sum = line[x + 3]! + line[x + 4]! + line[x + 5]!;
        three[i] = sum;
        sum += line[x + 2]! + line[x + 6]!;
        five[i] = sum;
        sum += line[x + 1]! + line[x + 7]!;
        seven[i] = sum;
        nine[i] = sum + line[x]! + line[x + 8]!;
      }
    }
  }

  /** Adds up each column over 2 radius + 1 rows and keeps the smaller mean. */
  #leastOfDown(sums: Float64Array, radius: number, size: number): void {
    const least = this.#least;
    const column = this.#column.subarray(0, size).fill(0);
    const area = (2 * radius + 1) ** 2;
    for (let k = -radius; k <= radius; k++) {
      const at = wrapped(k, size) * size;
      for (let x = 0; x < size; x++) column[x] = column[x]! + sums[at + x]!;
    }
    for (let row = 0; row < size; row++) {
      const to = row * size;
      const leaves = wrapped(row - radius, size) * size;
      const enters = wrapped(row + radius + 1, size) * size;
      for (let x = 0; x < size; x++) {
        const sum = column[x]!;
        least[to + x] = Math.min(least[to + x]!, sum / area);
        column[x] = sum - sums[leaves + x]! + sums[enters + x]!;
      }
    }
  }
}

function wrapped(i: number, size: number): number {
  return ((i % size) + size) % size;
}
