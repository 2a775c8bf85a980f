/** Numbers as IEEE 754 binary16, rounded to the nearest, halves to even. */
export function toHalf(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(values.slice().buffer);
  return Uint16Array.from(bits, halfOf);
}

function halfOf(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7f_ffff;
  if (exponent === 0xff) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const shifted = exponent - 127 + 15;
  if (shifted >= 0x1f) return sign | 0x7c00;
  // Below the smallest normal number the leading one is written out, and more bits fall off.
  if (shifted <= 0) return shifted < -10 ? sign : sign | rounded(fraction | 0x80_0000, 14 - shifted);
  // A carry out of the fraction rightly counts the exponent up.
  return sign | rounded((shifted << 23) | fraction, 13);
}

/** Without its last `dropped` bits, rounded to the nearest, halves to even. */
function rounded(bits: number, dropped: number): number {
  const kept = bits >>> dropped;
  const rest = bits & ((1 << dropped) - 1);
  const half = 1 << (dropped - 1);
  return rest > half || (rest === half && kept % 2 === 1) ? kept + 1 : kept;
}
