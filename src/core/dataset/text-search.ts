import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { NameTable } from './name-table.ts';

/**
 * Sets the bit of every row from..to-1 whose name does not contain the text (bit i % 32 of word i / 32). The UTF-8
 * bytes of all names are searched at once by Horspool's method, skipping ahead as the text allows; a match that
 * crosses from one name into the next does not count. A to Z match in either case, all else byte for byte.
 *
 * @param hidden all bits of the rows are set on entry, those of matches cleared
 */
export function searchNames(names: NameTable, text: string, from: number, to: number, hidden: Uint32Array) {
  const pattern = utf8ToBytes(text).map((byte) => lower[byte]!);
  const { bytes, ends } = names;
  if (from >= to) return;
  const last = pattern.length - 1;
  const stop = ends[to - 1]!;
  const lastByte = pattern[last];
  const skips = skipsOf(pattern);
  let row = from;
  let at = (from === 0 ? 0 : ends[from - 1]!) + last;
  while (at < stop) {
    const byte = bytes[at]!;
    if (lower[byte] !== lastByte || !matchesBefore(bytes, at, pattern)) {
      at += skips[byte]!;
      continue;
    }
    const start = at - last;
    while (ends[row]! <= start) row++;
    if (ends[row]! <= at) {
      at += 1;
      continue;
    }
    hidden[row >>> 5]! &= ~(1 << row);
    at = ends[row]! + last;
  }
}

/** Whether everything but the last byte of the pattern, known to match at `at`, stands before it. */
function matchesBefore(bytes: Uint8Array, at: number, pattern: Uint8Array): boolean {
  for (let i = pattern.length - 2, b = at - 1; i >= 0; i--, b--) {
    if (lower[bytes[b]!] !== pattern[i]) return false;
  }
  return true;
}

/** How far the pattern may move on when a byte stands under its end: to where that byte comes next in it. */
function skipsOf(pattern: Uint8Array): Uint32Array {
  const skips = new Uint32Array(256).fill(pattern.length);
  for (let i = 0; i < pattern.length - 1; i++) skips[pattern[i]!] = pattern.length - 1 - i;
  for (let byte = 0; byte < 256; byte++) skips[byte] = skips[lower[byte]!]!;
  return skips;
}

const lower = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte));
