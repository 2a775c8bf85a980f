import { createHash } from 'node:crypto';

/**
 * Numbers in [0, 1) that the name alone fixes: SHA-256 of name and counter, the first 32 bits of each. Slow, and
 * in every Node the same.
 *
 * @param {string} name
 * @returns {() => number}
 */
export function randomNamed(name) {
  let count = 0;
  return () => createHash('sha256').update(`${name}/${count++}`).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * @template T
 * @param {readonly T[]} values
 * @param {() => number} random
 * @returns {T[]} the same values in another order (Fisher-Yates)
 */
export function shuffled(values, random) {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}
