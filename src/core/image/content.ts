/** Shorter sides than this hold too few 8 x 8 blocks to say anything about how a picture was made. */
export const leastShortSidePx = 64;

/**
 * Luma of a crop is flat below this standard deviation, in levels of 255: there a picture differs from one
 * colour by little more than the rounding of its samples (0.3 levels) and faint sensor noise (about 1).
 */
export const leastContrastLevels = 2;

/**
 * Neighbouring pixels of pictures correlate at 0.9 and more, with strong sensor noise still above 0.5. White
 * noise gives 0 ± 0.01 for a crop of 224 px, and 0.16 once shrunk with a bicubic filter (lanczos 0.11). Shrunk
 * with a bilinear one it reaches 0.3 and passes: the limit stays low so as not to refuse grainy pictures.
 */
export const leastCorrelation = 0.2;

/** Whether there is a picture to judge; if not, why, with what was measured against the limits above. */
export type ContentJudgement =
  | { readonly judgeable: true }
  | { readonly judgeable: false; readonly reason: 'tiny'; readonly shortSidePx: number }
  /** The largest standard deviation of luma among the crops, in levels of 255. */
  | { readonly judgeable: false; readonly reason: 'flat'; readonly contrastLevels: number }
  /** The largest correlation of neighbouring pixels among the crops that are not flat. */
  | { readonly judgeable: false; readonly reason: 'noise'; readonly correlation: number };

/**
 * Finds inputs on which a detector's answer would mean nothing: icons, blank areas and pure noise. A picture is
 * refused as flat or as noise where no crop holds anything else. `crops` are RGB bytes, count x sizePx x sizePx
 * x 3; `storedShortSidePx` is the file's shorter side before any preprocessing.
 */
export function judgeContent(
  crops: Uint8Array,
  count: number,
  sizePx: number,
  storedShortSidePx: number,
): ContentJudgement {
  if (storedShortSidePx < leastShortSidePx) {
    return { judgeable: false, reason: 'tiny', shortSidePx: storedShortSidePx };
  }
  const cropBytes = sizePx * sizePx * 3;
  let contrastLevels = 0;
  let correlation = -1;
  for (let n = 0; n < count; n++) {
    const crop = measure(lumaOf(crops.subarray(n * cropBytes, (n + 1) * cropBytes)), sizePx);
    contrastLevels = Math.max(contrastLevels, crop.contrastLevels);
    if (crop.contrastLevels < leastContrastLevels) continue;
    correlation = Math.max(correlation, crop.correlation);
    // One crop with a picture in it is enough, and is nearly always the first.
    if (correlation >= leastCorrelation) return { judgeable: true };
  }
  return contrastLevels < leastContrastLevels
    ? { judgeable: false, reason: 'flat', contrastLevels }
    : { judgeable: false, reason: 'noise', correlation };
}

interface Measured {
  readonly contrastLevels: number;
  /** The larger of the lag-1 autocorrelations along rows and along columns. */
  readonly correlation: number;
}

/** Rec. 601 luma, 0..255. */
function lumaOf(crop: Uint8Array): Float32Array {
  const luma = new Float32Array(crop.length / 3);
  for (let i = 0, at = 0; i < luma.length; i++, at += 3) {
    luma[i] = 0.299 * crop[at]! + 0.587 * crop[at + 1]! + 0.114 * crop[at + 2]!;
  }
  return luma;
}

function measure(luma: Float32Array, sizePx: number): Measured {
  let sum = 0;
  for (const value of luma) sum += value;
  const mean = sum / luma.length;
  let squares = 0;
  let across = 0;
  let down = 0;
  for (let i = 0; i < luma.length; i++) {
    const here = luma[i]! - mean;
    squares += here * here;
    if ((i + 1) % sizePx !== 0) across += here * (luma[i + 1]! - mean);
    if (i + sizePx < luma.length) down += here * (luma[i + sizePx]! - mean);
  }
  const variance = squares / luma.length;
  const pairs = sizePx * (sizePx - 1);
  const correlation = variance === 0 ? 0 : Math.max(across, down) / pairs / variance;
  return { contrastLevels: Math.sqrt(variance), correlation };
}
