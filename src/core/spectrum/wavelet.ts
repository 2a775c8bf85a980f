/*
 * The separable wavelet transform with Daubechies' 8-tap filter (4 vanishing moments, 'db4' of PyWavelets), periodic,
 * of a square whose side is a power of two. Orthonormal: its inverse is its transpose.
 */

// Daubechies 1988, Table 1, N = 4.
export const waveletTaps = [
  0.23037781330885523, 0.7148465705525415, 0.6308807679295904, -0.02798376941698385, -0.18703481171888114,
  0.030841381835986965, 0.032883011666982945, -0.010597401784997278,
] as const;
const taps = waveletTaps.length;
const high = waveletTaps.map((_, i) => (i % 2 === 0 ? 1 : -1) * waveletTaps[taps - 1 - i]!);

/** The filter at output k covers inputs 2 k - lead ... 2 k - lead + 7, as PyWavelets' 'periodization' does. */
export const waveletLead = 3;
const lead = waveletLead;

const [h0, h1, h2, h3, h4, h5, h6, h7] = waveletTaps;
const [g0, g1, g2, g3, g4, g5, g6, g7] = high as unknown as typeof waveletTaps;

/** A square of side `sizePx` with the scratch its transforms need. */
export class WaveletSquare {
  readonly sizePx: number;
  /**
   * Rows of `sizePx`. After `forward`, the approximation of the last level in the top left corner, and at each level
   * of size m the details in the other quarters of its 2 m square.
   */
  readonly data: Float64Array;
  readonly #other: Float64Array;
  readonly #line: Float64Array;
  readonly #line2: Float64Array;

  /** @param data sizePx * sizePx numbers that are worked on in place */
  constructor(sizePx: number, data: Float64Array) {
    this.sizePx = sizePx;
    this.data = data;
    this.#other = new Float64Array(sizePx * sizePx);
    this.#line = new Float64Array(sizePx + taps);
    this.#line2 = new Float64Array(sizePx + taps);
  }

  forward(levels: number): void {
    for (let level = 0; level < levels; level++) {
      const size = this.sizePx >> level;
      this.#splitRows(size);
      this.#splitColumns(size);
    }
  }

  inverse(levels: number): void {
    for (let level = levels - 1; level >= 0; level--) {
      const size = this.sizePx >> level;
      this.#joinColumns(size);
      this.#joinRows(size);
    }
  }

  #splitRows(size: number): void {
    const { data, sizePx } = this;
    const other = this.#other;
    const line = this.#line;
    const half = size / 2;
    for (let row = 0; row < size; row++) {
      const start = row * sizePx;
      for (let i = 0; i < lead; i++) line[i] = data[start + wrapped(i - lead, size)]!;
      for (let i = 0; i < size; i++) line[i + lead] = data[start + i]!;
      for (let i = size + lead; i < size + taps; i++) line[i] = data[start + wrapped(i - lead, size)]!;
      for (let k = 0, i = 0; k < half; k++, i += 2) {
        const a = line[i]!;
        const b = line[i + 1]!;
        const c = line[i + 2]!;
        const d = line[i + 3]!;
        const e = line[i + 4]!;
        const f = line[i + 5]!;
        const p = line[i + 6]!;
        const q = line[i + 7]!;
        other[start + k] = a * h0 + b * h1 + c * h2 + d * h3 + e * h4 + f * h5 + p * h6 + q * h7;
        other[start + half + k] = a * g0 + b * g1 + c * g2 + d * g3 + e * g4 + f * g5 + p * g6 + q * g7;
      }
    }
  }

  #splitColumns(size: number): void {
    const { data, sizePx } = this;
    const from = this.#other;
    const half = size / 2;
    const row = (i: number) => wrapped(i - lead, size) * sizePx;
    for (let k = 0; k < half; k++) {
      const r0 = row(2 * k);
      const r1 = row(2 * k + 1);
      const r2 = row(2 * k + 2);
      const r3 = row(2 * k + 3);
      const r4 = row(2 * k + 4);
      const r5 = row(2 * k + 5);
      const r6 = row(2 * k + 6);
      const r7 = row(2 * k + 7);
      const toLow = k * sizePx;
      const toHigh = (half + k) * sizePx;
      for (let x = 0; x < size; x++) {
        const a = from[r0 + x]!;
        const b = from[r1 + x]!;
        const c = from[r2 + x]!;
        const d = from[r3 + x]!;
        const e = from[r4 + x]!;
        const f = from[r5 + x]!;
        const p = from[r6 + x]!;
        const q = from[r7 + x]!;
        data[toLow + x] = a * h0 + b * h1 + c * h2 + d * h3 + e * h4 + f * h5 + p * h6 + q * h7;
        data[toHigh + x] = a * g0 + b * g1 + c * g2 + d * g3 + e * g4 + f * g5 + p * g6 + q * g7;
      }
    }
  }

  /*
   * Input 2 m gets the odd taps of outputs m - 2 ... m + 1, input 2 m + 1 the even taps of outputs m - 1 ... m + 2:
   * i = input + lead - 2 k.
   */
  #joinColumns(size: number): void {
    const { data, sizePx } = this;
    const to = this.#other;
    const half = size / 2;
    const row = (k: number) => wrapped(k, half) * sizePx;
    const down = half * sizePx;
    for (let m = 0; m < half; m++) {
      const r0 = row(m - 2);
      const r1 = row(m - 1);
      const r2 = row(m);
      const r3 = row(m + 1);
      const r4 = row(m + 2);
      const even = 2 * m * sizePx;
      const odd = even + sizePx;
      for (let x = 0; x < size; x++) {
        const a1 = data[r1 + x]!;
        const a2 = data[r2 + x]!;
        const a3 = data[r3 + x]!;
        const d1 = data[down + r1 + x]!;
        const d2 = data[down + r2 + x]!;
        const d3 = data[down + r3 + x]!;
        to[even + x] =
          data[r0 + x]! * h7 +
          a1 * h5 +
          a2 * h3 +
          a3 * h1 +
          (data[down + r0 + x]! * g7 + d1 * g5 + d2 * g3 + d3 * g1);
        to[odd + x] =
          a1 * h6 +
          a2 * h4 +
          a3 * h2 +
          data[r4 + x]! * h0 +
          (d1 * g6 + d2 * g4 + d3 * g2 + data[down + r4 + x]! * g0);
      }
    }
  }

  #joinRows(size: number): void {
    const { data, sizePx } = this;
    const from = this.#other;
    const lows = this.#line;
    const highs = this.#line2;
    const half = size / 2;
    for (let row = 0; row < size; row++) {
      const start = row * sizePx;
      for (let k = -2; k < half + 2; k++) {
        const at = start + wrapped(k, half);
        lows[k + 2] = from[at]!;
        highs[k + 2] = from[at + half]!;
      }
      for (let m = 0, to = start; m < half; m++, to += 2) {
        const a1 = lows[m + 1]!;
        const a2 = lows[m + 2]!;
        const a3 = lows[m + 3]!;
        const d1 = highs[m + 1]!;
        const d2 = highs[m + 2]!;
        const d3 = highs[m + 3]!;
        data[to] =
          lows[m]! * h7 + a1 * h5 + a2 * h3 + a3 * h1 + (highs[m]! * g7 + d1 * g5 + d2 * g3 + d3 * g1);
        data[to + 1] =
          a1 * h6 +
          a2 * h4 +
          a3 * h2 +
          lows[m + 4]! * h0 +
          (d1 * g6 + d2 * g4 + d3 * g2 + highs[m + 4]! * g0);
      }
    }
  }
}

function wrapped(i: number, size: number): number {
  return ((i % size) + size) % size;
}
