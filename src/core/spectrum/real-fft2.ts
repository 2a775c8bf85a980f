import FFT from 'fft.js';

/** What is made of a square: `fastTransform` (worker-host) is another that does it. */
export type Transform = Pick<RealFft2, 'sizePx' | 'power' | 'real'>;

/**
 * The two-dimensional DFT of real squares whose side is a power of two, on fft.js. Two rows go through one complex
 * transform, and only the half of the result that the other half does not repeat is computed.
 *
 * The half spectrum is kept column by column: frequency (u, v), u down and v across, lies at v * sizePx + u, with
 * v = 0 ... sizePx / 2. F(-u, -v) is the conjugate of F(u, v).
 */
export class RealFft2 {
  readonly sizePx: number;
  readonly #fft: FFT;
  /** fft.js is fastest on plain arrays of numbers as results and typed arrays as inputs (docs/decisions). */
  readonly #out: number[];
  readonly #rowPair: Float64Array;
  readonly #columns: Float64Array;
  readonly #columnViews: readonly Float64Array[];
  readonly #stride: number;

  constructor(sizePx: number) {
    this.sizePx = sizePx;
    this.#fft = new FFT(sizePx);
    this.#out = this.#fft.createComplexArray() as number[];
    this.#rowPair = new Float64Array(2 * sizePx);
    // Columns a power of two apart would all fall into the same few lines of the cache.
    const stride = 2 * sizePx + 16;
    const columns = new Float64Array(stride * (sizePx / 2 + 1));
    this.#columns = columns;
    this.#stride = stride;
    this.#columnViews = Array.from({ length: sizePx / 2 + 1 }, (_, v) =>
      columns.subarray(v * stride, v * stride + 2 * sizePx),
    );
  }

  /** Numbers in a half spectrum of power: (sizePx / 2 + 1) * sizePx. */
  static halfLength(sizePx: number): number {
    return (sizePx / 2 + 1) * sizePx;
  }

  /** |F|^2 of `plane` into `power`. */
  power(plane: Float64Array, power: Float64Array): void {
    this.#rows(plane);
    this.#eachColumn((column, start) => {
      for (let u = 0, i = 0; i < column.length; u++, i += 2) {
        power[start + u] = column[i]! ** 2 + column[i + 1]! ** 2;
      }
    });
  }

  /** The real part of F of `plane` into `real`: all there is of it where the plane is symmetric. */
  real(plane: Float64Array, real: Float64Array): void {
    this.#rows(plane);
    this.#eachColumn((column, start) => {
      for (let u = 0, i = 0; i < column.length; u++, i += 2) real[start + u] = column[i]!;
    });
  }

  #eachColumn(take: (column: readonly number[], start: number) => void): void {
    const out = this.#out;
    this.#columnViews.forEach((column, v) => {
      this.#fft.transform(out, column);
      take(out, v * this.sizePx);
    });
  }

  /** Transforms rows a and b as a + i b; conjugate symmetry tells the two apart afterwards. */
  #rows(plane: Float64Array): void {
    const { sizePx } = this;
    const pair = this.#rowPair;
    const out = this.#out;
    const columns = this.#columns;
    const stride = this.#stride;
    for (let row = 0; row < sizePx; row += 2) {
      const a = row * sizePx;
      const b = a + sizePx;
      for (let x = 0; x < sizePx; x++) {
        pair[2 * x] = plane[a + x]!;
        pair[2 * x + 1] = plane[b + x]!;
      }
      this.#fft.transform(out, pair);
      const first = 2 * row;
      columns[first] = out[0]!;
      columns[first + 1] = 0;
      columns[first + 2] = out[1]!;
      columns[first + 3] = 0;
      for (let v = 1, to = stride + first; v <= sizePx / 2; v++, to += stride) {
        const mirror = 2 * (sizePx - v);
        const re = out[2 * v]!;
        const im = out[2 * v + 1]!;
        const mirrorRe = out[mirror]!;
        const mirrorIm = out[mirror + 1]!;
        columns[to] = (re + mirrorRe) / 2;
        columns[to + 1] = (im - mirrorIm) / 2;
        columns[to + 2] = (im + mirrorIm) / 2;
        columns[to + 3] = (mirrorRe - re) / 2;
      }
    }
  }
}
