/** 97.5 % points of Student's t for 1 to 7 degrees of freedom, where the expansion below is poor. */
const small = [12.706204736, 4.302652729, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252];

/** The factor of a two-sided 95 % interval: Student's t, by the expansion in Abramowitz and Stegun 26.7.5. */
export function student95(degrees: number): number {
  const tabled = small[degrees - 1];
  if (tabled !== undefined) return tabled;
  const z = 1.959963985;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
