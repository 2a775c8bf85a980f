import { allocate } from './failures.ts';

/** How a tensor's elements lie in its storage; all numbers count elements. */
export interface Layout {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Where element 0 lies. */
  readonly offset: number;
}

/** Infinite or inexact above 2^53: compare before use. */
export function elementCount(shape: readonly number[]): number {
  return shape.includes(0) ? 0 : shape.reduce((product, side) => product * side, 1);
}

/** Strides of C order. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let d = shape.length - 2; d >= 0; d--) strides[d] = strides[d + 1]! * shape[d + 1]!;
  return strides;
}

/** One past the last element of the storage that the tensor touches; 0 for an empty tensor. */
export function extent({ shape, strides, offset }: Layout): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((last, side, d) => last + (side - 1) * strides[d]!, offset) + 1;
}

/** Whether the elements lie in C order without gaps. A side of 1 may have any stride. */
export function isContiguous({ shape, strides }: Layout): boolean {
  const expected = contiguousStrides(shape);
  return shape.every((side, d) => side <= 1 || strides[d] === expected[d]);
}

/** The elements in C order; `span` begins with element 0. */
export function gather(span: Float32Array, { shape, strides }: Layout): Float32Array<ArrayBuffer> {
  const out = new Float32Array(allocate(elementCount(shape) * 4));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < out.length; to++) {
    out[to] = span[from]!;
    for (let d = shape.length - 1; d >= 0; d--) {
      from += strides[d]!;
      if (++index[d]! < shape[d]!) break;
      from -= strides[d]! * shape[d]!;
      index[d] = 0;
    }
  }
  return out;
}
