import { emptyBlock, op, unsigned } from './wasm-bytes.ts';

/*
 * Expressions and loops of WebAssembly as lists of bytes, for functions on pairs of float64 (f64x2) and what else fits into
 * a vector. Each expression leaves one value on the stack.
 */

export type Code = readonly number[];

/** Bytes of a float64 and a float32, and of the pair or the four of them that one instruction works on. */
export const doubleBytes = 8;
export const floatBytes = 4;
export const pairBytes = 16;
export const quadBytes = 16;

export const join = (...parts: readonly Code[]): number[] => parts.flat();
export const get = (local: number): number[] => [op.localGet, ...unsigned(local)];
export const set = (local: number, value: Code): number[] => [...value, op.localSet, ...unsigned(local)];

export const i32 = {
  const: (value: number): number[] => [op.i32Const, ...signed(value)],
  add: (a: Code, b: Code): number[] => [...a, ...b, op.i32Add],
  sub: (a: Code, b: Code): number[] => [...a, ...b, op.i32Sub],
  mul: (a: Code, b: Code): number[] => [...a, ...b, op.i32Mul],
  and: (a: Code, b: Code): number[] => [...a, ...b, op.i32And],
  load: (address: Code, offset = 0): number[] => [...address, op.i32Load, 2, ...unsigned(offset)],
  /** 16 bits, which may lie anywhere. */
  load16: (address: Code, offset = 0): number[] => [...address, op.i32Load16U, 0, ...unsigned(offset)],
  store16: (address: Code, value: Code, offset = 0): number[] => [
    ...[...address, ...value],
    ...[op.i32Store16, 0, ...unsigned(offset)],
  ],
};

const simd = (code: Code) => [op.simd, ...code];
export const binary =
  (...code: number[]) =>
  (a: Code, b: Code): number[] => [...a, ...b, ...simd(code)];
/** Bytes of a result by their places among the 32 of a and b. */
export const shuffled = (a: Code, b: Code, places: readonly number[]): number[] =>
  binary(0x0d, ...places)(a, b);
export const unary =
  (...code: number[]) =>
  (a: Code): number[] => [...a, ...simd(code)];
/** Lanes by a number of bits. */
export const shift =
  (...code: number[]) =>
  (a: Code, bits: number): number[] => [...a, ...i32.const(bits), ...simd(code)];
/** The same lanes whatever happens. */
export const constant = (lanes: Int16Array | Int32Array | Float32Array): number[] =>
  simd([0x0c, ...new Uint8Array(lanes.buffer, lanes.byteOffset, lanes.byteLength)]);
const doubles = (lanes: readonly number[]) => (a: Code, b: Code) =>
  shuffled(
    a,
    b,
    lanes.flatMap((lane) => Array.from({ length: doubleBytes }, (_, i) => 8 * lane + i)),
  );

export const pair = {
  /** Addresses need not be multiples of 16. */
  load: (address: Code, offset = 0): number[] => [...address, ...simd([0x00, 3, ...unsigned(offset)])],
  store: (address: Code, value: Code, offset = 0): number[] => [
    ...[...address, ...value],
    ...simd([0x0b, 3, ...unsigned(offset)]),
  ],
  /** One number from memory, twice. */
  loadTwice: (address: Code, offset = 0): number[] => [...address, ...simd([0x0a, 3, ...unsigned(offset)])],
  twice: (value: number): number[] => [
    ...[op.f64Const, ...new Uint8Array(Float64Array.of(value).buffer)],
    ...simd([0x14]),
  ],
  add: binary(0xf0, 0x01),
  sub: binary(0xf1, 0x01),
  mul: binary(0xf2, 0x01),
  div: binary(0xf3, 0x01),
  /** b < a ? b : a, which is what comparisons of numbers do. */
  min: binary(0xf6, 0x01),
  max: binary(0xf7, 0x01),
  /** (a0, b0) and (a1, b1): two pairs turned by 90 degrees. */
  firsts: doubles([0, 2]),
  seconds: doubles([1, 3]),
};

/** Two float32, the nearest to a pair, and two zeros. */
const nearest = unary(0x5e);

/** Vectors of four float32. */
export const quad = {
  /** 16 bytes, whatever they are. */
  load: pair.load,
  store: pair.store,
  all: (value: number): number[] => constant(new Float32Array(4).fill(value)),
  add: binary(0xe4, 0x01),
  mul: binary(0xe6, 0x01),
  div: binary(0xe7, 0x01),
  /** b < a ? b : a, as `pair.min`. */
  min: binary(0xea, 0x01),
  max: binary(0xeb, 0x01),
  /** The nearest to two pairs of float64, and pairs of the first and the last two. */
  fromPairs: (a: Code, b: Code): number[] => doubles([0, 2])(nearest(a), nearest(b)),
  firstPair: unary(0x5f),
  lastPair: (a: Code): number[] => quad.firstPair(doubles([1, 3])(a, a)),
};

/** Runs `body` with the local = 0, step, ... below `end`, and at least once. */
export function loop(
  local: number,
  step: number,
  end: Code,
  body: Code,
  from: Code = i32.const(0),
): number[] {
  return [
    ...set(local, from),
    ...[op.loop, emptyBlock],
    ...body,
    ...set(local, i32.add(get(local), i32.const(step))),
    ...[...get(local), ...end, op.i32LtU, op.brIf, 0, op.end],
  ];
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

/** Vectors of eight 16-bit integers. */
export const i16x8 = {
  /** From the lower and the upper eight of 16 unsigned bytes. */
  lowOfBytes: unary(0x89, 0x01),
  highOfBytes: unary(0x8a, 0x01),
  /** From two of `i32x4`, limited to their range. */
  fromI32: binary(0x85, 0x01),
  shiftRight: shift(0x8d, 0x01),
  add: binary(0x8e, 0x01),
  sub: binary(0x91, 0x01),
  and: binary(0x4e),
  /** The lower 16 bits of a number, eight times. */
  all: unary(0x10),
  /** 16 bytes from two of them, limited to 0..255. */
  toBytes: binary(0x66),
};

/** Vectors of four 32-bit integers. */
export const i32x4 = {
  shiftRight: shift(0xac, 0x01),
  shiftRightUnsigned: shift(0xad, 0x01),
  add: binary(0xae, 0x01),
  /** Sums of neighbouring products of 16-bit integers. */
  dot: binary(0xba, 0x01),
  /** Products of the lower and the upper four of eight 16-bit integers. */
  lowProduct: binary(0xbc, 0x01),
  highProduct: binary(0xbd, 0x01),
  lowProductUnsigned: binary(0xbe, 0x01),
  highProductUnsigned: binary(0xbf, 0x01),
};
