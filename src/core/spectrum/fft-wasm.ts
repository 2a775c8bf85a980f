import { moduleOf } from '../wasm/wasm-bytes.ts';
import { doubleBytes, get, i32, join, loop, pair, pairBytes, set, type Code } from '../wasm/wasm-code.ts';

/*
 * The power spectrum of a real square as WebAssembly with SIMD, in float64: two transforms at once, one in each half of
 * the vectors, so that no number has to change its place within one.
 *
 *   memory   imported as env.memory
 *   rows     (): rows of the plane, times the window, into columns: four rows are two complex transforms
 *   columns  (): columns of the half spectrum into its power, two columns at once
 *
 * A transform works in place on `sizePx` complex numbers (real parts, imaginary parts) by radix 4 and, where the size is
 * no power of 4, one last radix 2, decimating in frequency; where each frequency ends up is in a table. Columns keep
 * four rows together: real parts of rows 0 and 2, imaginary ones, and the same of rows 1 and 3.
 */

export interface FftExports {
  rows(): void;
  columns(): void;
}

/** Where everything lies in memory: addresses in bytes, multiples of 8. */
export interface FftPlaces {
  /** sizePx * sizePx numbers. */
  readonly plane: number;
  /** One side of the window. */
  readonly side: number;
  /** What `fftTables` answers. */
  readonly places: number;
  readonly factors: number;
  /** `fftWorkLength`, `fftColumnsLength` and `fftPowerLength` numbers. */
  readonly work: number;
  readonly columns: number;
  /** The half spectrum as RealFft2 has it, and one column more. */
  readonly power: number;
}

export const fftWorkLength = (sizePx: number): number => 4 * sizePx;
/** Columns 0 ... sizePx / 2 and an empty one. Their distance is no power of two: they would share cache lines. */
export const fftColumnsLength = (sizePx: number): number => columnLength(sizePx) * (sizePx / 2 + 2);
export const fftPowerLength = (sizePx: number): number => sizePx * (sizePx / 2 + 2);
const columnLength = (sizePx: number) => 2 * sizePx + 8;

/** Real and imaginary parts of one complex number of both transforms. */
const complexBytes = 2 * pairBytes;

/**
 * @param sizePx a power of two, at least 8
 * @returns places: where each frequency lies in the work, in bytes; factors: cos and -sin of the first three multiples of
 *   2 pi j / length, j = 1 ... length / 4 - 1, for each radix 4 stage
 */
export function fftTables(sizePx: number): { readonly places: Int32Array; readonly factors: Float64Array } {
  const factors: number[] = [];
  for (const length of radix4Lengths(sizePx)) {
    for (let j = 1; j < length / 4; j++) {
      for (let n = 1; n <= 3; n++) {
        const angle = (2 * Math.PI * j * n) / length;
        factors.push(Math.cos(angle), -Math.sin(angle));
      }
    }
  }
  const places = Int32Array.from({ length: sizePx }, (_, frequency) => {
    let place = 0;
    for (let length = sizePx, rest = frequency; length > 1;) {
      const radix = length === 2 ? 2 : 4;
      length /= radix;
      place += (rest % radix) * length;
      rest = Math.floor(rest / radix);
    }
    return place * complexBytes;
  });
  return { places, factors: Float64Array.from(factors) };
}

/** Lengths that are taken apart by four, down to 4 or 8. */
function radix4Lengths(sizePx: number): number[] {
  const lengths: number[] = [];
  for (let length = sizePx; length >= 4; length /= 4) lengths.push(length);
  return lengths;
}

const local = { n: 0, x: 1, from: 2, to: 3, factors: 4, a: 5, b: 6, row: 7, at: 8 } as const;
const numbers = 9;
const firstVector = numbers;
const v = (n: number) => firstVector + n;
/** Real and imaginary parts of four complex numbers, six numbers to multiply with, and two more. */
const re = (n: number) => v(2 * n);
const im = (n: number) => v(2 * n + 1);
const factor = (n: number) => v(8 + n);
const spare = [v(14), v(15), v(16), v(17)] as const;
const vectors = 18;

export function fftModule(sizePx: number, places: FftPlaces): Uint8Array<ArrayBuffer> {
  const common = { parameters: 0, numbers, vectors };
  return moduleOf(
    { name: 'rows', ...common, code: rowsCode(sizePx, places) },
    { name: 'columns', ...common, code: columnsCode(sizePx, places) },
  );
}

function rowsCode(sizePx: number, places: FftPlaces): number[] {
  const { plane, side, work, columns } = places;
  const rowBytes = sizePx * doubleBytes;
  const fourRows = [0, 1, 2, 3];
  // Rows 0 and 2 are real parts, 1 and 3 imaginary ones: of the first and the second transform.
  const windowed = fourRows.map((n) =>
    set(
      v(n),
      pair.mul(pair.mul(pair.load(get(local.from), plane + n * rowBytes), get(factor(n))), get(spare[0])),
    ),
  );
  const load = join(
    set(local.from, i32.mul(get(local.row), i32.const(rowBytes))),
    set(local.at, i32.mul(get(local.row), i32.const(doubleBytes))),
    ...fourRows.map((n) => set(factor(n), pair.loadTwice(get(local.at), side + n * doubleBytes))),
    set(local.to, i32.const(work)),
    loop(
      local.x,
      pairBytes,
      i32.const(rowBytes),
      join(
        set(spare[0], pair.load(get(local.x), side)),
        ...windowed,
        pair.store(get(local.to), pair.firsts(get(v(0)), get(v(2)))),
        pair.store(get(local.to), pair.firsts(get(v(1)), get(v(3))), pairBytes),
        pair.store(get(local.to), pair.seconds(get(v(0)), get(v(2))), complexBytes),
        pair.store(get(local.to), pair.seconds(get(v(1)), get(v(3))), complexBytes + pairBytes),
        set(local.from, i32.add(get(local.from), i32.const(pairBytes))),
        set(local.to, i32.add(get(local.to), i32.const(2 * complexBytes))),
      ),
    ),
  );
  // Row a + i row b has become Z; twice a's is Z(v) + conj Z(-v), twice b's is -i times their difference.
  const mirror = i32.and(i32.sub(i32.const(sizePx), get(local.x)), i32.const(sizePx - 1));
  const part = join(
    ...[set(local.a, placeOf(places, get(local.x))), set(local.b, placeOf(places, mirror))],
    ...[set(re(0), pair.load(get(local.a), work)), set(im(0), pair.load(get(local.a), work + pairBytes))],
    ...[set(re(1), pair.load(get(local.b), work)), set(im(1), pair.load(get(local.b), work + pairBytes))],
    pair.store(get(local.to), pair.add(get(re(0)), get(re(1)))),
    pair.store(get(local.to), pair.sub(get(im(0)), get(im(1))), pairBytes),
    pair.store(get(local.to), pair.add(get(im(0)), get(im(1))), 2 * pairBytes),
    pair.store(get(local.to), pair.sub(get(re(1)), get(re(0))), 3 * pairBytes),
    set(local.to, i32.add(get(local.to), i32.const(columnLength(sizePx) * doubleBytes))),
  );
  return loop(
    local.row,
    4,
    i32.const(sizePx),
    join(
      load,
      transform(sizePx, places),
      // Four rows take four pairs of a column.
      set(local.to, i32.add(i32.const(columns), i32.mul(get(local.row), i32.const(pairBytes)))),
      loop(local.x, 1, i32.const(sizePx / 2 + 1), part),
    ),
  );
}

function columnsCode(sizePx: number, places: FftPlaces): number[] {
  const { work, columns, power } = places;
  const columnBytes = columnLength(sizePx) * doubleBytes;
  const powerBytes = sizePx * doubleBytes;
  // Real or imaginary parts of rows n and n + 2 of both columns.
  const turn = (n: number, part: number) =>
    join(
      set(spare[0], pair.load(get(local.from), (2 * n + part) * pairBytes)),
      set(spare[1], pair.load(get(local.from), columnBytes + (2 * n + part) * pairBytes)),
      pair.store(
        get(local.to),
        pair.firsts(get(spare[0]), get(spare[1])),
        n * complexBytes + part * pairBytes,
      ),
      pair.store(
        get(local.to),
        pair.seconds(get(spare[0]), get(spare[1])),
        (n + 2) * complexBytes + part * pairBytes,
      ),
    );
  const load = join(
    set(local.from, i32.add(i32.const(columns), i32.mul(get(local.row), i32.const(columnBytes)))),
    set(local.to, i32.const(work)),
    loop(
      local.x,
      4,
      i32.const(sizePx),
      join(
        ...[turn(0, 0), turn(0, 1), turn(1, 0), turn(1, 1)],
        set(local.from, i32.add(get(local.from), i32.const(4 * pairBytes))),
        set(local.to, i32.add(get(local.to), i32.const(4 * complexBytes))),
      ),
    ),
  );
  const quarter = pair.twice(0.25);
  const squared = (to: number, u: Code) =>
    join(
      set(local.a, placeOf(places, u)),
      ...[set(re(0), pair.load(get(local.a), work)), set(im(0), pair.load(get(local.a), work + pairBytes))],
      // Rows came doubled.
      set(
        to,
        pair.mul(pair.add(pair.mul(get(re(0)), get(re(0))), pair.mul(get(im(0)), get(im(0)))), get(spare[2])),
      ),
    );
  const two = join(
    squared(spare[0], get(local.x)),
    squared(spare[1], i32.add(get(local.x), i32.const(1))),
    pair.store(get(local.to), pair.firsts(get(spare[0]), get(spare[1]))),
    pair.store(get(local.to), pair.seconds(get(spare[0]), get(spare[1])), powerBytes),
    set(local.to, i32.add(get(local.to), i32.const(pairBytes))),
  );
  return loop(
    local.row,
    2,
    i32.const(sizePx / 2 + 1),
    join(
      load,
      transform(sizePx, places),
      set(spare[2], quarter),
      set(local.to, i32.add(i32.const(power), i32.mul(get(local.row), i32.const(powerBytes)))),
      loop(local.x, 2, i32.const(sizePx), two),
    ),
  );
}

function placeOf({ places }: FftPlaces, frequency: Code): number[] {
  return i32.load(i32.mul(frequency, i32.const(4)), places);
}

/** Two transforms of sizePx complex numbers in `work`, in place. */
function transform(sizePx: number, { work, factors }: FftPlaces): number[] {
  let at = factors;
  const stages = radix4Lengths(sizePx).map((length) => {
    const quarter = length / 4;
    const first = blocks(sizePx, length, work, butterfly(quarter, false));
    if (quarter === 1) return first;
    const begin = at;
    const factorBytes = 6 * doubleBytes;
    at += (quarter - 1) * factorBytes;
    return join(
      first,
      set(local.factors, i32.const(begin)),
      loop(
        local.n,
        complexBytes,
        i32.const(quarter * complexBytes),
        join(
          ...[0, 1, 2, 3, 4, 5].map((n) =>
            set(factor(n), pair.loadTwice(get(local.factors), n * doubleBytes)),
          ),
          blocks(sizePx, length, work, butterfly(quarter, true), get(local.n)),
          set(local.factors, i32.add(get(local.factors), i32.const(factorBytes))),
        ),
        i32.const(complexBytes),
      ),
    );
  });
  const isPowerOf4 = Math.log2(sizePx) % 2 === 0;
  return join(...stages, isPowerOf4 ? [] : blocks(sizePx, 2, work, twoPoints));
}

/** Runs `body` with `at` at place j of every block of so many complex numbers. */
function blocks(sizePx: number, length: number, work: number, body: Code, j: Code = i32.const(0)): number[] {
  const end = i32.const(work + sizePx * complexBytes);
  const from = i32.add(i32.const(work), j);
  if (length === sizePx) return join(set(local.at, from), body);
  return loop(local.at, length * complexBytes, end, body, from);
}

function loadComplex(n: number, offset: number): number[] {
  return join(
    set(re(n), pair.load(get(local.at), offset * complexBytes)),
    set(im(n), pair.load(get(local.at), offset * complexBytes + pairBytes)),
  );
}

function butterfly(quarter: number, isTurned: boolean): number[] {
  const both = (to: number, op: (a: Code, b: Code) => Code, a: number, b: number) =>
    set(to, op(get(a), get(b)));
  const [sumRe, sumIm, otherRe, otherIm] = spare;
  const store = (n: number, real: Code, imaginary: Code) =>
    join(
      pair.store(get(local.at), real, n * quarter * complexBytes),
      pair.store(get(local.at), imaginary, n * quarter * complexBytes + pairBytes),
    );
  /** Output n is re(1), im(1), times its factor where there is one. */
  const put = (n: number) => {
    if (!isTurned) return store(n, get(re(1)), get(im(1)));
    const [cos, sin] = [get(factor(2 * n - 2)), get(factor(2 * n - 1))];
    return store(
      n,
      pair.sub(pair.mul(get(re(1)), cos), pair.mul(get(im(1)), sin)),
      pair.add(pair.mul(get(re(1)), sin), pair.mul(get(im(1)), cos)),
    );
  };
  return join(
    ...[0, 1, 2, 3].map((n) => loadComplex(n, n * quarter)),
    ...[both(sumRe, pair.add, re(0), re(2)), both(sumIm, pair.add, im(0), im(2))],
    ...[both(re(0), pair.sub, re(0), re(2)), both(im(0), pair.sub, im(0), im(2))],
    ...[both(otherRe, pair.add, re(1), re(3)), both(otherIm, pair.add, im(1), im(3))],
    ...[both(re(2), pair.sub, re(1), re(3)), both(im(2), pair.sub, im(1), im(3))],
    store(0, pair.add(get(sumRe), get(otherRe)), pair.add(get(sumIm), get(otherIm))),
    // The difference of the first and third, less and plus i times that of the second and fourth.
    ...[both(re(1), pair.add, re(0), im(2)), both(im(1), pair.sub, im(0), re(2)), put(1)],
    ...[both(re(1), pair.sub, sumRe, otherRe), both(im(1), pair.sub, sumIm, otherIm), put(2)],
    ...[both(re(1), pair.sub, re(0), im(2)), both(im(1), pair.add, im(0), re(2)), put(3)],
  );
}

const twoPoints = join(
  ...[loadComplex(0, 0), loadComplex(1, 1)],
  pair.store(get(local.at), pair.add(get(re(0)), get(re(1)))),
  pair.store(get(local.at), pair.add(get(im(0)), get(im(1))), pairBytes),
  pair.store(get(local.at), pair.sub(get(re(0)), get(re(1))), complexBytes),
  pair.store(get(local.at), pair.sub(get(im(0)), get(im(1))), complexBytes + pairBytes),
);
