/**
 * Where an id comes in the shuffle of a seed: sorted by these keys, ids are in random order. A bijection of the
 * 32-bit numbers for every seed (xor-shifts and odd factors, the finaliser of MurmurHash3), so no two keys are equal.
 */
export function shuffleKey(id: number, seed: number): number {
  return mix(id ^ mix(seed + 0x9e37_79b9));
}

function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
