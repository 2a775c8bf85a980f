/*
 * libjpeg's accurate integer DCT ('islow'; Loeffler, Ligtenberg and Moschytz 1989), to the bit: 13-bit constants, two
 * fraction bits kept between the passes. Blocks are 64 numbers, row by row.
 */

const constantBits = 13;
const keptBits = 2;
const fixed = (x: number) => Math.round(x * 2 ** constantBits);

const c0298 = fixed(0.298631336);
const c0390 = fixed(0.390180644);
const c0541 = fixed(0.5411961);
const c0765 = fixed(0.765366865);
const c0899 = fixed(0.899976223);
const c1175 = fixed(1.175875602);
const c1501 = fixed(1.50132111);
const c1847 = fixed(1.847759065);
const c1961 = fixed(1.96157056);
const c2053 = fixed(2.053119869);
const c2562 = fixed(2.562915447);
const c3072 = fixed(3.072711026);

/** Samples less 128 become coefficients times 8, in place. */
export function forwardDct(block: Int32Array): void {
  for (let row = 0; row < 64; row += 8) forwardLine(block, row, 1, constantBits - keptBits, 1 << keptBits, 0);
  for (let column = 0; column < 8; column++)
    forwardLine(block, column, 8, constantBits + keptBits, 1, keptBits);
}

/** One line of eight. The even half's first two terms need no product: times `gain`, or shifted by `evenShift`. */
function forwardLine(
  block: Int32Array,
  at: number,
  step: number,
  shift: number,
  gain: number,
  evenShift: number,
): void {
  const [i1, i2, i3, i4] = [at + step, at + 2 * step, at + 3 * step, at + 4 * step];
  const [i5, i6, i7] = [at + 5 * step, at + 6 * step, at + 7 * step];
  const s0 = block[at]! + block[i7]!;
  const s1 = block[i1]! + block[i6]!;
  const s2 = block[i2]! + block[i5]!;
  const s3 = block[i3]! + block[i4]!;
  const d0 = block[at]! - block[i7]!;
  const d1 = block[i1]! - block[i6]!;
  const d2 = block[i2]! - block[i5]!;
  const d3 = block[i3]! - block[i4]!;
  const round = 1 << (shift - 1);
  const evenRound = evenShift > 0 ? 1 << (evenShift - 1) : 0;
  const [e0, e1, e2, e3] = [s0 + s3, s1 + s2, s1 - s2, s0 - s3];
  block[at] = ((e0 + e1) * gain + evenRound) >> evenShift;
  block[i4] = ((e0 - e1) * gain + evenRound) >> evenShift;
  const turned = (e2 + e3) * c0541;
  block[i2] = (turned + e3 * c0765 + round) >> shift;
  block[i6] = (turned - e2 * c1847 + round) >> shift;
  const z5 = (d3 + d1 + d2 + d0) * c1175;
  const z1 = -(d3 + d0) * c0899;
  const z2 = -(d2 + d1) * c2562;
  const z3 = z5 - (d3 + d1) * c1961;
  const z4 = z5 - (d2 + d0) * c0390;
  block[i7] = (d3 * c0298 + z1 + z3 + round) >> shift;
  block[i5] = (d2 * c2053 + z2 + z4 + round) >> shift;
  block[i3] = (d1 * c3072 + z2 + z3 + round) >> shift;
  block[i1] = (d0 * c1501 + z1 + z4 + round) >> shift;
}

/** Dequantised coefficients become samples less 128, not yet limited, in place. */
export function inverseDct(block: Int32Array): void {
  for (let column = 0; column < 8; column++) inverseLine(block, column, 8, constantBits - keptBits);
  for (let row = 0; row < 64; row += 8) inverseLine(block, row, 1, constantBits + keptBits + 3);
}

function inverseLine(block: Int32Array, at: number, step: number, shift: number): void {
  const [i1, i2, i3, i4] = [at + step, at + 2 * step, at + 3 * step, at + 4 * step];
  const [i5, i6, i7] = [at + 5 * step, at + 6 * step, at + 7 * step];
  const turned = (block[i2]! + block[i6]!) * c0541;
  const t2 = turned - block[i6]! * c1847;
  const t3 = turned + block[i2]! * c0765;
  const t0 = (block[at]! + block[i4]!) << constantBits;
  const t1 = (block[at]! - block[i4]!) << constantBits;
  const [e0, e1, e2, e3] = [t0 + t3, t1 + t2, t1 - t2, t0 - t3];
  const [x7, x5, x3, x1] = [block[i7]!, block[i5]!, block[i3]!, block[i1]!];
  const z5 = (x7 + x3 + x5 + x1) * c1175;
  const z1 = -(x7 + x1) * c0899;
  const z2 = -(x5 + x3) * c2562;
  const z3 = z5 - (x7 + x3) * c1961;
  const z4 = z5 - (x5 + x1) * c0390;
  const o3 = x7 * c0298 + z1 + z3;
  const o2 = x5 * c2053 + z2 + z4;
  const o1 = x3 * c3072 + z2 + z3;
  const o0 = x1 * c1501 + z1 + z4;
  const round = 1 << (shift - 1);
  block[at] = (e0 + o0 + round) >> shift;
  block[i7] = (e0 - o0 + round) >> shift;
  block[i1] = (e1 + o1 + round) >> shift;
  block[i6] = (e1 - o1 + round) >> shift;
  block[i2] = (e2 + o2 + round) >> shift;
  block[i5] = (e2 - o2 + round) >> shift;
  block[i3] = (e3 + o3 + round) >> shift;
  block[i4] = (e3 - o3 + round) >> shift;
}
