import { noiseVariance, reach } from './local-wiener.ts';
import { moduleOf } from '../wasm/wasm-bytes.ts';
import {
  floatBytes,
  get,
  i32,
  join,
  loop,
  pair,
  pairBytes,
  quad,
  quadBytes,
  set,
  type Code,
} from '../wasm/wasm-code.ts';

/*
 * The windows of `plainWiener` as WebAssembly with SIMD: four coefficients at once, in the same order of additions, so
 * that the bits are the same.
 *
 *   memory   imported as env.memory
 *   squares  (data, squares, size, stride): the squares of a block of `data`, continued by `reach` on each side, as
 *            `fillSquares` leaves them
 *   wiener   (data, squares, lines, size, stride, side): shrinks the block; `lines` are four lines `lineBytes` apart
 *
 * data (float64), squares and lines (float32) are addresses of the first number, size is in coefficients (a power of
 * two, at least `reach`), stride and side (of the rows of data and squares) in bytes.
 */

export interface WienerExports {
  squares(data: number, squares: number, size: number, stride: number): void;
  wiener(data: number, squares: number, lines: number, size: number, stride: number, side: number): void;
}

/** @param lineBytes from one line to the next */
export function wienerModule(lineBytes: number): Uint8Array<ArrayBuffer> {
  return moduleOf(
    { name: 'squares', parameters: 4, numbers: 4, vectors: 1, code: squaresCode() },
    { name: 'wiener', parameters: 6, numbers: 5, vectors: vectors, code: wienerCode(lineBytes) },
  );
}

/** Of four coefficients of float64, `x` being the address of as many float32. */
const doublesAt = (address: Code, x: number) => i32.add(address, i32.add(get(x), get(x)));

function squaresCode(): number[] {
  const [data, squares, size, stride, row, x, from, bytes] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const value = 8;
  /** Squares from places x ... end of a row, `ahead` bytes before where they go. */
  const copy = (ahead: number, end: Code, start?: Code) =>
    loop(
      x,
      quadBytes,
      end,
      join(
        set(
          value,
          quad.fromPairs(pair.load(doublesAt(get(from), x)), pair.load(doublesAt(get(from), x), pairBytes)),
        ),
        quad.store(i32.add(get(squares), get(x)), quad.mul(get(value), get(value)), ahead),
      ),
      start,
    );
  const border = reach * floatBytes;
  const wrapped = i32.and(
    i32.sub(i32.add(get(row), get(size)), i32.const(reach)),
    i32.sub(get(size), i32.const(1)),
  );
  return join(
    set(bytes, i32.mul(get(size), i32.const(floatBytes))),
    loop(
      row,
      1,
      i32.add(get(size), i32.const(2 * reach)),
      join(
        set(from, i32.add(get(data), i32.mul(wrapped, get(stride)))),
        copy(border, get(bytes)),
        // The ends of the row: its last places before the first, its first behind the last.
        set(squares, i32.add(get(squares), get(bytes))),
        copy(border, i32.const(border)),
        set(squares, i32.sub(get(squares), i32.add(get(bytes), get(bytes)))),
        copy(border, get(bytes), i32.sub(get(bytes), i32.const(border))),
        set(squares, i32.add(get(squares), i32.add(i32.add(get(bytes), get(bytes)), i32.const(2 * border)))),
      ),
    ),
  );
}

const rows = 2 * reach + 1;

/** Parameters come first among the locals. */
const local = {
  ...{ data: 0, squares: 1, lines: 2, size: 3, stride: 4, side: 5 },
  ...{ row: 6, x: 7, from: 8, to: 9, bytes: 10 },
  ...{ sum: 11, least: 12, variance: 13, firstRow: 14 },
} as const;
const vectors = 3 + rows;

function wienerCode(lineBytes: number): number[] {
  const across = (end: number, body: Code) => loop(local.x, quadBytes, get(end), body);
  return join(
    set(local.variance, quad.all(noiseVariance)),
    // The row of coefficients in bytes: the length of a row of squares without its borders.
    set(local.bytes, i32.sub(get(local.side), i32.const(2 * reach * floatBytes))),
    loop(
      local.row,
      1,
      get(local.size),
      join(
        across(local.side, sumDown(lineBytes)),
        across(local.bytes, shrink(lineBytes)),
        set(local.data, i32.add(get(local.data), get(local.stride))),
        set(local.squares, i32.add(get(local.squares), get(local.side))),
      ),
    ),
  );
}

function sumDown(lineBytes: number): number[] {
  const row = (n: number) => get(local.firstRow + n);
  const loads = Array.from({ length: rows }, (_, n) =>
    join(
      set(
        local.from,
        i32.add(get(n === 0 ? local.squares : local.from), get(n === 0 ? local.x : local.side)),
      ),
      set(local.firstRow + n, quad.load(get(local.from))),
    ),
  ).flat();
  const keep = (line: number, sum: Code) =>
    join(set(local.sum, sum), quad.store(get(local.to), get(local.sum), line * lineBytes));
  const widen = (n: number) => quad.add(get(local.sum), quad.add(row(reach - n), row(reach + n)));
  return join(
    loads,
    set(local.to, i32.add(get(local.lines), get(local.x))),
    keep(0, quad.add(quad.add(row(3), row(4)), row(5))),
    ...[2, 3, 4].map((n) => keep(n - 1, widen(n))),
  );
}

function shrink(lineBytes: number): number[] {
  const mean = (radius: number) => {
    const width = 2 * radius + 1;
    const offset = (k: number) => (radius - 1) * lineBytes + (reach - radius + k) * floatBytes;
    const sum = Array.from({ length: width }, (_, k) => quad.load(get(local.from), offset(k))).reduce(
      quad.add,
    );
    return quad.mul(sum, quad.all(1 / width ** 2));
  };
  const lesser = (radius: number) =>
    join(set(local.sum, mean(radius)), set(local.least, quad.min(get(local.least), get(local.sum))));
  const variance = get(local.variance);
  // A coefficient whose surroundings are no stronger than noise is times v / v, which is 1.
  const gain = quad.div(variance, quad.max(variance, get(local.least)));
  const timesGain = (offset: number, pairOfGains: Code) =>
    pair.store(get(local.to), pair.mul(pair.load(get(local.to), offset), pairOfGains), offset);
  return join(
    set(local.from, i32.add(get(local.lines), get(local.x))),
    set(local.least, mean(1)),
    ...[2, 3, 4].map(lesser),
    set(local.sum, gain),
    set(local.to, doublesAt(get(local.data), local.x)),
    timesGain(0, quad.firstPair(get(local.sum))),
    timesGain(pairBytes, quad.lastPair(get(local.sum))),
  );
}
