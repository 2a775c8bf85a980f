import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Template, TemplateTensor } from './template.ts';

/**
 * `pattern-weights-1` of docs/template-contract.md, laid out as the template says: weights that every language can make
 * from names and shapes, so that parity needs no weight file.
 */
export function seededWeights({ weights }: Template): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(weights.bytes);
  for (const tensor of weights.tensors) bytes.set(new Uint8Array(seededValues(tensor).buffer), tensor.offset);
  return bytes;
}

function seededValues({ name, shape }: TemplateTensor): Float32Array<ArrayBuffer> {
  const seed = fnv1a(utf8ToBytes(name));
  const value = patternOf(name, shape);
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  for (let i = 0; i < values.length; i++) values[i] = value(uniform(i, seed));
  return values;
}

/** From u in 0..1 to a value, such that activations keep their size from layer to layer. */
function patternOf(name: string, shape: readonly number[]): (u: number) => number {
  const isFlat = shape.length < 2;
  if (name.endsWith('running_var')) return (u) => 0.5 + u;
  if (/(?:running_mean|bias)$/.test(name) || (isFlat && !name.endsWith('weight')))
    return (u) => 0.2 * u - 0.1;
  if (isFlat) return (u) => 0.5 + u;
  const bound = Math.sqrt(3 / shape.slice(1).reduce((product, side) => product * side, 1));
  return (u) => (2 * u - 1) * bound;
}

function uniform(i: number, seed: number): number {
  let x = Math.imul(i, 2654435761) + seed;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/** 32 bits. */
function fnv1a(bytes: Uint8Array): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5) >>> 0;
}
