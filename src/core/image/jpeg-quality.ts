/** 64 quantisation steps in zigzag order, as a DQT segment stores them. */
export type QuantisationTable = readonly number[];

export interface JpegQuality {
  /** 1..100 on libjpeg's scale. */
  readonly value: number;
  /** Whether the tables are exactly libjpeg's at that quality. */
  readonly exact: boolean;
}

/** ITU-T T.81, tables K.1 and K.2, row by row. */
// prettier-ignore
export const standardLuma = [
  16, 11, 10, 16, 24, 40, 51, 61,
  12, 12, 14, 19, 26, 58, 60, 55,
  14, 13, 16, 24, 40, 57, 69, 56,
  14, 17, 22, 29, 51, 87, 80, 62,
  18, 22, 37, 56, 68, 109, 103, 77,
  24, 35, 55, 64, 81, 104, 113, 92,
  49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];
// prettier-ignore
export const standardChroma = [
  17, 18, 24, 47, 99, 99, 99, 99,
  18, 21, 26, 66, 99, 99, 99, 99,
  24, 26, 56, 99, 99, 99, 99, 99,
  47, 66, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99,
];

/**
 * The libjpeg quality whose tables lie nearest in summed absolute difference; the higher of two equals. The
 * chroma table counts where the file has one.
 */
export function jpegQuality(luma: QuantisationTable, chroma: QuantisationTable | null): JpegQuality {
  let value = 0;
  let least = Infinity;
  for (let quality = 100; quality >= 1; quality--) {
    let away = distance(luma, standardLumaZigzag, quality);
    if (chroma) away += distance(chroma, standardChromaZigzag, quality);
    if (away < least) {
      least = away;
      value = quality;
    }
  }
  return { value, exact: least === 0 };
}

function distance(table: QuantisationTable, standard: QuantisationTable, quality: number): number {
  let sum = 0;
  standard.forEach((step, i) => (sum += Math.abs((table[i] ?? 0) - scaledStep(step, quality))));
  return sum;
}

/** libjpeg's `jpeg_set_quality` with baseline steps (1..255). */
export function scaledStep(standardStep: number, quality: number): number {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2;
  return Math.min(255, Math.max(1, Math.floor((standardStep * percent + 50) / 100)));
}

/** Row-major index of each zigzag position: along the anti-diagonals, turning at every edge (T.81, figure A.6). */
const zigzag = Array.from({ length: 64 }, (_, i) => i).sort((a, b) => {
  const diagonal = (i: number) => (i >> 3) + (i & 7);
  const along = (i: number) => (diagonal(i) % 2 === 0 ? i & 7 : i >> 3);
  return diagonal(a) - diagonal(b) || along(a) - along(b);
});
const standardLumaZigzag = zigzag.map((i) => standardLuma[i] ?? 0);
const standardChromaZigzag = zigzag.map((i) => standardChroma[i] ?? 0);
