/** Longest period that is looked for. */
const longestPx = 32;

/**
 * The smallest whole number of pixels after which a pattern with this frequency repeats along both axes: both
 * frequencies lie within half a bin of a multiple of 1 / period. null where there is none.
 *
 * @param across cycles/px
 * @param down cycles/px
 */
export function periodOf(across: number, down: number, sizePx: number): number | null {
  // Beyond this the multiples lie so close together that one is always near.
  const longest = Math.min(longestPx, sizePx / 8);
  for (let period = 2; period <= longest; period++) {
    if (isMultiple(across, period, sizePx) && isMultiple(down, period, sizePx)) return period;
  }
  return null;
}

function isMultiple(frequency: number, period: number, sizePx: number): boolean {
  const multiples = frequency * period;
  return Math.abs(multiples - Math.round(multiples)) / period <= 0.5 / sizePx;
}
