/**
 * A picture whose colours stray less than this from what its brightness alone tells has none of its own, in levels of
 * 255: it is black and white, or toned in one colour. Nine scans of old photographs, brown and grey, have 0.7 to 2.1;
 * of 536 validation photographs one in twenty is below, nearly all of them grey or dull.
 */
export const leastColourLevels = 2.5;

const brightnessSteps = 16;
/** Pixels that are looked at: one of so many. */
const every = 4;

/**
 * How far the chroma of a picture strays from the mean chroma of its brightness: the root of the mean square, of Cb and
 * Cr (JFIF) together, in levels of 255; brightness in 16 steps. 0 for grey pictures, and small for any one tone, since that is a
 * function of brightness.
 *
 * @param rgb bytes, 3 a pixel
 */
export function colourSpread(rgb: Uint8Array): number {
  const counts = new Float64Array(brightnessSteps);
  const sums = [new Float64Array(brightnessSteps), new Float64Array(brightnessSteps)] as const;
  let squares = 0;
  let pixels = 0;
  for (let at = 0; at + 2 < rgb.length; at += 3 * every) {
    const [red, green, blue] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
    const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
    const cb = 0.564 * (blue - luma);
    const cr = 0.713 * (red - luma);
    const step = Math.min(brightnessSteps - 1, Math.floor(luma / (256 / brightnessSteps)));
    counts[step] = counts[step]! + 1;
    sums[0][step] = sums[0][step]! + cb;
    sums[1][step] = sums[1][step]! + cr;
    squares += cb * cb + cr * cr;
    pixels++;
  }
  if (pixels === 0) return 0;
  // The mean of squares around each step's mean: all squares less those of the means.
  const explained = counts.reduce(
    (sum, count, step) => (count === 0 ? sum : sum + (sums[0][step]! ** 2 + sums[1][step]! ** 2) / count),
    0,
  );
  return Math.sqrt(Math.max(0, squares - explained) / pixels);
}
