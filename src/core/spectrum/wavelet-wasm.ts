import { waveletLead as lead, waveletTaps } from './wavelet.ts';
import { moduleOf } from '../wasm/wasm-bytes.ts';
import { doubleBytes, get, i32, join, loop, pair, pairBytes, set, type Code } from '../wasm/wasm-code.ts';

/*
 * One level of the wavelet transform of `WaveletSquare` and of its inverse as WebAssembly with SIMD: two numbers at
 * once, in the same order of additions, so that the bits are the same. Rows and columns are done together, a few lines
 * at a time, so that nothing but the result goes through memory.
 *
 *   memory  imported as env.memory
 *   split   (source, sourceStride, coarse, coarseStride, details, detailStride, half): a square of side 2 half becomes
 *           its approximation in `coarse` and its details in the other three quarters of a square of side 2 half at
 *           `details`
 *   merge   the same numbers: `coarse` and the details become `source`
 *
 * Addresses and strides in bytes, `half` in numbers: a power of two, at least 4.
 */

export interface WaveletExports {
  split: WaveletLevel;
  merge: WaveletLevel;
}

type WaveletLevel = (
  source: number,
  sourceStride: number,
  coarse: number,
  coarseStride: number,
  details: number,
  detailStride: number,
  half: number,
) => void;

/** Lines that the module works with, each so many bytes long: two to take a row apart, eight that are filtered. */
export const waveletLines = 10;

/** Numbers of a line for squares of this side, and some more, so that lines do not fall into the same cache lines. */
export function waveletLineLength(sizePx: number): number {
  return sizePx + 8;
}

const taps = waveletTaps.length;

/** Parameters come first among the locals. */
const parameters = 7;
const local = {
  ...{ source: 0, sourceStride: 1, coarse: 2, coarseStride: 3, details: 4, detailStride: 5, half: 6 },
  ...{ k: 7, x: 8, bytes: 9, from: 10, to: 11, toLow: 12, toHigh: 13, down: 14, n: 15, spare: 16, other: 17 },
  firstLine: 18,
} as const;
const numbers = local.firstLine + 10 - parameters;
const firstVector = parameters + numbers;
const vector = {
  ...{ low: firstVector, high: firstVector + 1, value: firstVector + 2, next: firstVector + 3 },
  ...{ more: firstVector + 4, firstTap: firstVector + 5 },
};
const vectors = 5 + taps;

/** @param lines address of the lines, @param lineBytes of each */
export function waveletModule(lines: number, lineBytes: number): Uint8Array<ArrayBuffer> {
  const common = { parameters, numbers, vectors };
  return moduleOf(
    { name: 'split', ...common, code: splitCode(lines, lineBytes) },
    { name: 'merge', ...common, code: mergeCode(lines, lineBytes) },
  );
}

const tap = (i: number) => get(vector.firstTap + i);
const line = (n: number) => get(local.firstLine + n);
const here = (address: Code) => i32.add(address, get(local.x));
const sum = (to: number, value: Code) => set(to, pair.add(get(to), value));

const begin = join(
  ...waveletTaps.map((each, i) => set(vector.firstTap + i, pair.twice(each))),
  set(local.bytes, i32.mul(get(local.half), i32.const(doubleBytes))),
  set(local.down, i32.mul(get(local.half), get(local.detailStride))),
);

function splitCode(lines: number, lineBytes: number): number[] {
  const outputs = (low: Code, high: Code) =>
    loop(
      local.x,
      pairBytes,
      get(local.bytes),
      join(
        filter((i) => pair.load(here(line(i)))),
        pair.store(here(low), get(vector.low)),
        pair.store(here(high), get(vector.high)),
      ),
    );
  const rightOf = (address: Code) => i32.add(address, get(local.bytes));
  const twoRows = join(...[6, 7].map((n) => splitRow(n, lines, lineBytes)));
  const turn = join(
    set(local.spare, line(0)),
    set(local.other, line(1)),
    ...[0, 1, 2, 3, 4, 5].map((n) => set(local.firstLine + n, line(n + 2))),
    set(local.firstLine + 6, get(local.spare)),
    set(local.firstLine + 7, get(local.other)),
  );
  return join(
    begin,
    ...Array.from({ length: taps }, (_, n) =>
      set(local.firstLine + n, i32.const(lines + (n + 2) * lineBytes)),
    ),
    // Rows -lead ... lead - 1 first, two of the eight lines at a time.
    set(local.n, i32.const(0)),
    loop(local.k, 1, i32.const(lead), join(twoRows, turn)),
    set(local.toLow, get(local.details)),
    set(local.toHigh, i32.add(get(local.details), get(local.down))),
    loop(
      local.k,
      1,
      get(local.half),
      join(
        twoRows,
        outputs(get(local.coarse), get(local.toHigh)),
        // The other halves of the lines.
        ...Array.from({ length: taps }, (_, n) => set(local.firstLine + n, rightOf(line(n)))),
        outputs(rightOf(get(local.toLow)), rightOf(get(local.toHigh))),
        ...Array.from({ length: taps }, (_, n) =>
          set(local.firstLine + n, i32.sub(line(n), get(local.bytes))),
        ),
        turn,
        set(local.coarse, i32.add(get(local.coarse), get(local.coarseStride))),
        set(local.toLow, i32.add(get(local.toLow), get(local.detailStride))),
        set(local.toHigh, i32.add(get(local.toHigh), get(local.detailStride))),
      ),
    ),
  );
}

/** low and high become the filters' sums over eight values. */
function filter(valueAt: (i: number) => Code): number[] {
  // The high-pass filter is the low-pass one backwards with every other sign turned.
  const steps = Array.from({ length: taps }, (_, i) => {
    const low = pair.mul(get(vector.value), tap(i));
    const high = pair.mul(get(vector.value), tap(taps - 1 - i));
    if (i === 0) return join(set(vector.value, valueAt(0)), set(vector.low, low), set(vector.high, high));
    const add = i % 2 === 0 ? pair.add : pair.sub;
    return join(
      set(vector.value, valueAt(i)),
      sum(vector.low, low),
      set(vector.high, add(get(vector.high), high)),
    );
  });
  return join(...steps);
}

/** Filters the next row of the source into a line: first the low half, then the high one. Counts rows in `n`. */
function splitRow(to: number, lines: number, lineBytes: number): number[] {
  const size = i32.add(get(local.half), get(local.half));
  const row = i32.and(i32.sub(i32.add(get(local.n), size), i32.const(lead)), i32.sub(size, i32.const(1)));
  const even = i32.const(lines);
  const odd = i32.const(lines + lineBytes);
  const at = (place: number) => here(i32.add(get(local.from), i32.const(place)));
  // Place k of the row's even and odd numbers is kept at k + 2, behind the last two of them.
  const apart = join(
    set(vector.value, pair.load(at(0))),
    set(vector.next, pair.load(at(pairBytes))),
    set(local.from, i32.add(get(local.from), i32.const(pairBytes))),
    pair.store(here(even), pair.firsts(get(vector.value), get(vector.next)), pairBytes),
    pair.store(here(odd), pair.seconds(get(vector.value), get(vector.next)), pairBytes),
  );
  const inputs = (i: number) =>
    i % 2 === 0
      ? pair.load(here(odd), (i / 2) * doubleBytes)
      : pair.load(here(even), ((i + 1) / 2) * doubleBytes);
  return join(
    set(local.from, i32.add(get(local.source), i32.mul(row, get(local.sourceStride)))),
    loop(local.x, pairBytes, get(local.bytes), apart),
    ends(even),
    ends(odd),
    set(local.to, line(to)),
    loop(
      local.x,
      pairBytes,
      get(local.bytes),
      join(
        filter(inputs),
        pair.store(here(get(local.to)), get(vector.low)),
        pair.store(i32.add(here(get(local.to)), get(local.bytes)), get(vector.high)),
      ),
    ),
    set(local.n, i32.add(get(local.n), i32.const(1))),
  );
}

/** Places 2 ... half + 1 of a line go on at both ends, as the transform wraps around. */
function ends(address: Code): number[] {
  return join(
    pair.store(address, pair.load(i32.add(address, get(local.bytes)))),
    pair.store(i32.add(address, get(local.bytes)), pair.load(address, pairBytes), pairBytes),
  );
}

/** Coefficient rows that two rows of the result come from: of the approximation, and of the details. */
const rows = 5;

function mergeCode(lines: number, lineBytes: number): number[] {
  const lineAt = (n: number) => i32.const(lines + n * lineBytes);
  const low = (i: number) => line(i);
  const high = (i: number) => line(rows + i);
  /** Lines of even and odd rows, from the left or the right half. */
  const columns = (even: Code, odd: Code) =>
    loop(
      local.x,
      pairBytes,
      get(local.bytes),
      join(
        unfilter(
          (i) => pair.load(here(low(i))),
          (i) => pair.load(here(high(i))),
        ),
        pair.store(here(even), get(vector.low), pairBytes),
        pair.store(here(odd), get(vector.high), pairBytes),
      ),
    );
  const row = (lowLine: Code, highLine: Code) =>
    join(
      loop(
        local.x,
        pairBytes,
        get(local.bytes),
        join(
          unfilter(
            (i) => pair.load(here(lowLine), i * doubleBytes),
            (i) => pair.load(here(highLine), i * doubleBytes),
          ),
          set(local.to, i32.add(here(get(local.source)), get(local.x))),
          pair.store(get(local.to), pair.firsts(get(vector.low), get(vector.high))),
          pair.store(get(local.to), pair.seconds(get(vector.low), get(vector.high)), pairBytes),
        ),
      ),
      set(local.source, i32.add(get(local.source), get(local.sourceStride))),
    );
  const wrapped = (i: number) =>
    i32.and(
      i32.sub(i32.add(get(local.k), i32.add(get(local.half), i32.const(i))), i32.const(2)),
      i32.sub(get(local.half), i32.const(1)),
    );
  const each = (make: (i: number) => Code) => join(...Array.from({ length: rows }, (_, i) => make(i)));
  const left = each((i) =>
    join(
      set(local.n, wrapped(i)),
      set(local.firstLine + i, i32.add(get(local.coarse), i32.mul(get(local.n), get(local.coarseStride)))),
      set(local.from, i32.add(get(local.details), i32.mul(get(local.n), get(local.detailStride)))),
      set(local.firstLine + rows + i, i32.add(get(local.from), get(local.down))),
    ),
  );
  const right = each((i) =>
    join(
      set(local.firstLine + rows + i, i32.add(high(i), get(local.bytes))),
      set(local.firstLine + i, i32.sub(high(i), get(local.down))),
    ),
  );
  return join(
    begin,
    loop(
      local.k,
      1,
      get(local.half),
      join(
        ...[left, columns(lineAt(0), lineAt(2))],
        ...[right, columns(lineAt(1), lineAt(3))],
        ...[0, 1, 2, 3].map((n) => ends(lineAt(n))),
        row(lineAt(0), lineAt(1)),
        row(lineAt(2), lineAt(3)),
      ),
    ),
  );
}

/** low and high become an even and an odd number of the inverse. */
function unfilter(lowAt: (i: number) => Code, highAt: (i: number) => Code): number[] {
  const product = (i: number) => pair.mul(get(vector.value), tap(i));
  const from = (i: number, to: number, value: Code) => (i === 0 ? set(to, value) : sum(to, value));
  const steps = Array.from({ length: rows }, (_, i) =>
    join(
      set(vector.value, lowAt(i)),
      i < 4 ? from(i, vector.low, product(7 - 2 * i)) : [],
      i > 0 ? from(i - 1, vector.high, product(8 - 2 * i)) : [],
      set(vector.value, highAt(i)),
      i < 4 ? from(i, vector.next, product(2 * i)) : [],
      i > 0 ? from(i - 1, vector.more, product(2 * i - 1)) : [],
    ),
  );
  return join(
    ...steps,
    set(vector.low, pair.sub(get(vector.low), get(vector.next))),
    set(vector.high, pair.add(get(vector.high), get(vector.more))),
  );
}
