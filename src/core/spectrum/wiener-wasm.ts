import { noiseVariance, reach } from './local-wiener.ts';
import { emptyBlock, moduleOf, op, type, unsigned } from './wasm-bytes.ts';

/*
 * The windows of `plainWiener` as WebAssembly with SIMD: two coefficients at once, in the same order of additions, so
 * that the bits are the same.
 *
 *   memory  imported as env.memory
 *   wiener  (data, squares, lines, size, stride, side): addresses of the block's first coefficient, of its squares as
 *           `fillSquares` leaves them, and of four lines `lineBytes` apart; size in coefficients, stride and side (of
 *           the rows of data and squares) in bytes
 */

const simd = {
  load: [0x00],
  store: [0x0b],
  splat: [0x14],
  add: [0xf0, 0x01],
  mul: [0xf2, 0x01],
  div: [0xf3, 0x01],
  /** b < a ? b : a, which is what comparisons of numbers do. */
  pmin: [0xf6, 0x01],
  pmax: [0xf7, 0x01],
} as const;

const bytes = 8;
/** Two numbers. */
const step = 16;
const rows = 2 * reach + 1;

/** Parameters come first among the locals. */
const local = {
  ...{ data: 0, squares: 1, lines: 2, size: 3, stride: 4, side: 5 },
  ...{ row: 6, x: 7, from: 8, to: 9, bytes: 10 },
  ...{ sum: 11, least: 12, variance: 13, firstRow: 14 },
} as const;
const numbers = 5;
const vectors = 3 + rows;

export const wienerExport = 'wiener';

const get = (n: number) => [op.localGet, ...unsigned(n)];
const set = (n: number) => [op.localSet, ...unsigned(n)];
const constant = (value: number) => [op.i32Const, ...signed(value)];
const vector = (code: readonly number[]) => [op.simd, ...code];
/** Addresses need not be multiples of 16: windows begin at every coefficient. */
const load = (offset: number) => [op.simd, ...simd.load, 3, ...unsigned(offset)];
const store = (offset: number) => [op.simd, ...simd.store, 3, ...unsigned(offset)];
const add = vector(simd.add);

/** @param lineBytes from one line to the next */
export function wienerModule(lineBytes: number): Uint8Array<ArrayBuffer> {
  return moduleOf(wienerExport, 6, wienerBody(lineBytes));
}

function wienerBody(lineBytes: number): number[] {
  const variance = [...splat(noiseVariance), ...set(local.variance)];
  const rowEnd = [
    ...[...get(local.data), ...get(local.stride), op.i32Add, ...set(local.data)],
    ...[...get(local.squares), ...get(local.side), op.i32Add, ...set(local.squares)],
    ...[...get(local.row), ...constant(1), op.i32Add, ...set(local.row)],
    ...[...get(local.row), ...get(local.size), op.i32LtU, op.brIf, 0],
  ];
  return [
    ...[2, numbers, type.i32, ...unsigned(vectors), type.v128],
    ...variance,
    // The row of coefficients in bytes: the length of a row of squares without its borders.
    ...[...get(local.side), ...constant(2 * reach * bytes), op.i32Sub, ...set(local.bytes)],
    ...[op.loop, emptyBlock],
    ...across(local.side, sumDown(lineBytes)),
    ...across(local.bytes, shrink(lineBytes)),
    ...rowEnd,
    op.end,
    op.end,
  ];
}

/** Runs `body` with x = 0, 16, ... below the local `end`. */
function across(end: number, body: readonly number[]): number[] {
  return [
    ...[...constant(0), ...set(local.x), op.loop, emptyBlock, ...body],
    ...[...get(local.x), ...constant(step), op.i32Add, ...set(local.x)],
    ...[...get(local.x), ...get(end), op.i32LtU, op.brIf, 0, op.end],
  ];
}

function sumDown(lineBytes: number): number[] {
  const row = (n: number) => get(local.firstRow + n);
  const loads: number[] = [...get(local.squares), ...get(local.x), op.i32Add, ...set(local.from)];
  for (let n = 0; n < rows; n++) {
    loads.push(...get(local.from), ...load(0), ...set(local.firstRow + n));
    loads.push(...get(local.from), ...get(local.side), op.i32Add, ...set(local.from));
  }
  const keep = (line: number) => [
    ...set(local.sum),
    ...get(local.to),
    ...get(local.sum),
    ...store(line * lineBytes),
  ];
  const widen = (n: number) => [...get(local.sum), ...row(reach - n), ...row(reach + n), ...add, ...add];
  return [
    ...loads,
    ...[...get(local.lines), ...get(local.x), op.i32Add, ...set(local.to)],
    ...[...row(3), ...row(4), ...add, ...row(5), ...add, ...keep(0)],
    ...[2, 3, 4].flatMap((n) => [...widen(n), ...keep(n - 1)]),
  ];
}

function shrink(lineBytes: number): number[] {
  const sums = [1, 2, 3, 4].flatMap((radius) => {
    const width = 2 * radius + 1;
    const offset = (k: number) => (radius - 1) * lineBytes + (reach - radius + k) * bytes;
    const sum = Array.from({ length: width }, (_, k) => [
      ...[...get(local.from), ...load(offset(k))],
      ...(k === 0 ? [] : add),
    ]).flat();
    const mean = [...sum, ...splat(1 / width ** 2), ...vector(simd.mul)];
    return radius === 1
      ? [...mean, ...set(local.least)]
      : [
          ...set0(local.sum, mean),
          ...get(local.least),
          ...get(local.sum),
          ...vector(simd.pmin),
          ...set(local.least),
        ];
  });
  return [
    ...[...get(local.lines), ...get(local.x), op.i32Add, ...set(local.from)],
    ...sums,
    ...[...get(local.data), ...get(local.x), op.i32Add, ...set(local.to)],
    ...[...get(local.to), ...get(local.to), ...load(0)],
    // A coefficient whose surroundings are no stronger than noise is times v / v, which is 1.
    ...[...get(local.variance), ...get(local.variance), ...get(local.least), ...vector(simd.pmax)],
    ...[...vector(simd.div), ...vector(simd.mul), ...store(0)],
  ];
}

function set0(n: number, value: readonly number[]): number[] {
  return [...value, ...set(n)];
}

function splat(value: number): number[] {
  return [op.f64Const, ...new Uint8Array(Float64Array.of(value).buffer), ...vector(simd.splat)];
}

/** LEB128 of a number that is not negative, as constants have it: the last byte's bit 6 is its sign. */
function signed(value: number): number[] {
  const code: number[] = [];
  let rest = value;
  while (rest > 0x3f) {
    code.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...code, rest];
}
