import { allocate } from './failures.ts';

/** Bytes of an element. */
const sizes = {
  float64: 8,
  float32: 4,
  float16: 2,
  bfloat16: 2,
  float8_e4m3fn: 1,
  float8_e5m2: 1,
  complex64: 8,
  complex128: 16,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint64: 8,
  uint32: 4,
  uint16: 2,
  uint8: 1,
  bool: 1,
} as const;

/** An element's type, by PyTorch's name without `torch.`. */
export type DType = keyof typeof sizes;

export function elementBytes(dtype: DType): number {
  return sizes[dtype];
}

/**
 * The elements as float32, rounded to the nearest; integers beyond 2^53 are rounded twice. Null for complex numbers
 * and 8-bit floats.
 */
export function toFloat32(
  bytes: Uint8Array,
  dtype: DType,
  littleEndian: boolean,
): Float32Array<ArrayBuffer> | null {
  const { buffer } = copyOf(bytes, littleEndian ? 1 : sizes[dtype]);
  switch (dtype) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float64':
      return new Float32Array(new Float64Array(buffer));
    case 'float16':
      return fromHalf(new Uint16Array(buffer));
    case 'bfloat16':
      return fromBfloat(new Uint16Array(buffer));
    case 'int64':
      return Float32Array.from(new BigInt64Array(buffer), Number);
    case 'uint64':
      return Float32Array.from(new BigUint64Array(buffer), Number);
    case 'int32':
      return new Float32Array(new Int32Array(buffer));
    case 'uint32':
      return new Float32Array(new Uint32Array(buffer));
    case 'int16':
      return new Float32Array(new Int16Array(buffer));
    case 'uint16':
      return new Float32Array(new Uint16Array(buffer));
    case 'int8':
      return new Float32Array(new Int8Array(buffer));
    case 'uint8':
      return new Float32Array(new Uint8Array(buffer));
    case 'bool':
      return new Float32Array(new Uint8Array(buffer).map((byte) => Math.min(byte, 1)));
    case 'complex64':
    case 'complex128':
    case 'float8_e4m3fn':
    case 'float8_e5m2':
      return null;
    default:
      return dtype satisfies never;
  }
}

/** A copy that is aligned for every type, each group of `swapped` bytes turned round. */
function copyOf(bytes: Uint8Array, swapped: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(allocate(bytes.length));
  copy.set(bytes);
  for (let at = 0; swapped > 1 && at < copy.length; at += swapped) copy.subarray(at, at + swapped).reverse();
  return copy;
}

function fromBfloat(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const wide = new Uint32Array(allocate(bits.length * 4));
  for (let i = 0; i < bits.length; i++) wide[i] = bits[i]! << 16;
  return new Float32Array(wide.buffer);
}

let halves: Float32Array | null = null;

function fromHalf(bits: Uint16Array): Float32Array<ArrayBuffer> {
  halves ??= Float32Array.from({ length: 2 ** 16 }, (_, pattern) => halfValue(pattern));
  const out = new Float32Array(allocate(bits.length * 4));
  for (let i = 0; i < bits.length; i++) out[i] = halves[bits[i]!]!;
  return out;
}

/** IEEE 754 binary16. */
function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 2 ** 10;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
