/**
 * Index inside a line of `length` samples that position `i`, which may lie outside, mirrors, the edge sample
 * repeated: `mode='reflect'` of scipy.ndimage.
 */
export function reflected(i: number, length: number): number {
  const period = 2 * length;
  const folded = ((i % period) + period) % period;
  return folded < length ? folded : period - 1 - folded;
}
