const digitBits = 11;
const digits = 1 << digitBits;

/**
 * Sorts ids by an unsigned 32-bit key each, in place and stably: equal keys keep their order. Radix sort from the
 * lowest digit; a digit that all keys share costs one pass over the keys.
 *
 * @param keys by position in `ids`; come out sorted with them
 */
export function radixSort(ids: Uint32Array<ArrayBuffer>, keys: Uint32Array<ArrayBuffer>): void {
  let [idsFrom, keysFrom] = [ids, keys];
  let [idsTo, keysTo] = [new Uint32Array(ids.length), new Uint32Array(ids.length)];
  for (let shift = 0; shift < 32; shift += digitBits) {
    const next = positionsOf(keysFrom, shift);
    if (!next) continue;
    for (let i = 0; i < idsFrom.length; i++) {
      const key = keysFrom[i]!;
      const to = next[(key >>> shift) & (digits - 1)]!++;
      idsTo[to] = idsFrom[i]!;
      keysTo[to] = key;
    }
    [idsFrom, idsTo] = [idsTo, idsFrom];
    [keysFrom, keysTo] = [keysTo, keysFrom];
  }
  if (idsFrom === ids) return;
  ids.set(idsFrom);
  keys.set(keysFrom);
}

/** Where the first key of each digit goes; null where there is one digit only and nothing has to move. */
function positionsOf(keys: Uint32Array, shift: number): Uint32Array | null {
  const counts = new Uint32Array(digits);
  for (const key of keys) counts[(key >>> shift) & (digits - 1)]!++;
  let sum = 0;
  for (let digit = 0; digit < digits; digit++) {
    const count = counts[digit]!;
    if (count === keys.length) return null;
    counts[digit] = sum;
    sum += count;
  }
  return counts;
}
