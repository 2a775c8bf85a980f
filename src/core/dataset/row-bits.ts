/*
 * Sets of rows, a bit a row: bit i % 32 of word i / 32 stands for row i. Bits behind the last row are never set. The
 * loops below take all the time of a change of the filter, so they go by words, and samples that lie in folders by what
 * they are (one maker, one class) are handled 32 at a time.
 */

export type Codes = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A column of codes. Where it holds a single one, that is every row's. */
export interface CodeColumn {
  readonly codes: Codes;
  /** 1 for words whose 32 rows have the same code. */
  readonly alike: Uint8Array;
  /** What is left of a row's number when its code is looked up: all, or nothing. */
  readonly rowMask: number;
}

export function wordsFor(rows: number): number {
  return Math.ceil(rows / 32);
}

export function codeColumn(codes: Codes, rows: number): CodeColumn {
  const isSingle = codes.length === 1;
  const alike = new Uint8Array(wordsFor(rows)).fill(isSingle ? 1 : 0);
  for (let word = 0, first = 0; !isSingle && first + 32 <= rows; word++, first += 32) {
    const code = codes[first]!;
    let row = first + 1;
    while (row < first + 32 && codes[row] === code) row++;
    if (row === first + 32) alike[word] = 1;
  }
  return { codes, alike, rowMask: isSingle ? 0 : -1 };
}

/** @param passes 1 for every code that passes, else 0 */
export function markPassing(column: CodeColumn, rows: number, passes: Uint8Array, bits: Uint32Array): void {
  const { codes, alike, rowMask } = column;
  const whole = rows >>> 5;
  for (let word = 0, row = 0; word < whole; word++) {
    if (alike[word] === 1) {
      bits[word] = -passes[codes[row & rowMask]!]!;
      row += 32;
      continue;
    }
    let passing = 0;
    for (const end = row + 32; row < end; row += 8) {
      const eight =
        passes[codes[row]!]! |
        (passes[codes[row + 1]!]! << 1) |
        (passes[codes[row + 2]!]! << 2) |
        (passes[codes[row + 3]!]! << 3) |
        (passes[codes[row + 4]!]! << 4) |
        (passes[codes[row + 5]!]! << 5) |
        (passes[codes[row + 6]!]! << 6) |
        (passes[codes[row + 7]!]! << 7);
      passing = (passing >>> 8) | (eight << 24);
    }
    bits[word] = passing;
  }
  if (whole === bits.length) return;
  let passing = 0;
  for (let row = whole * 32; row < rows; row++) passing |= passes[codes[row & rowMask]!]! << row;
  bits[whole] = passing;
}

/** Adds the rows that are in `is` and not in `was` to their codes' counts, and takes those away for which it is the other way. */
export function countChanges(
  { codes, alike, rowMask }: CodeColumn,
  was: Uint32Array,
  is: Uint32Array,
  within: Uint32Array,
  counts: Uint32Array,
): void {
  for (let word = 0; word < is.length; word++) {
    const changed = (was[word]! ^ is[word]!) & within[word]!;
    if (changed === 0) continue;
    const come = changed & is[word]!;
    const gone = changed & was[word]!;
    const first = word * 32;
    if (alike[word] === 1) {
      counts[codes[first & rowMask]!]! += onesIn(come) - onesIn(gone);
      continue;
    }
    // The lowest bit that is set: 31 minus the leading zeros of it alone.
    for (let bits = come; bits !== 0; bits &= bits - 1)
      counts[codes[first + 31 - Math.clz32(bits & -bits)]!]!++;
    for (let bits = gone; bits !== 0; bits &= bits - 1)
      counts[codes[first + 31 - Math.clz32(bits & -bits)]!]!--;
  }
}

/** Bits that are set, added up in ever wider fields; Warren, Hacker's Delight, 5-1. */
export function onesIn(word: number): number {
  let sums = word - ((word >>> 1) & 0x5555_5555);
  sums = (sums & 0x3333_3333) + ((sums >>> 2) & 0x3333_3333);
  sums = (sums + (sums >>> 4)) & 0x0f0f_0f0f;
  return Math.imul(sums, 0x0101_0101) >>> 24;
}
