import { scaledStep, standardChroma, standardLuma } from '../../image/jpeg-quality.ts';
import type { RgbImage } from '../../image/pixels.ts';
import { doubled, halved } from './chroma.ts';
import { toRgb, toYcc } from './colour.ts';
import { emptyPlane, type Plane } from './plane.ts';
import { throughBlocks } from './quantise.ts';

/** Sees the quantised coefficients of a block, row by row; components in the order of Y, Cb, Cr. */
export type BlockWatcher = (component: number, coefficients: Int32Array) => void;

/**
 * A picture written as baseline JPEG and read again, to the bit as Pillow (libjpeg-turbo) does it: JFIF colours, 4:2:0,
 * the tables of ITU-T T.81 Annex K scaled by libjpeg's rule, the accurate integer DCT both ways, 'fancy' chroma
 * upsampling. All of it is integer arithmetic, so every browser makes the same pixels.
 *
 * @param quality 1..100 on libjpeg's scale
 * @throws RangeError for another quality
 */
export function jpegRoundTrip(image: RgbImage, quality: number, watch?: BlockWatcher): RgbImage {
  if (!Number.isInteger(quality) || quality < 1 || quality > 100)
    throw new RangeError(`a JPEG quality is a whole number from 1 to 100, not ${quality}`);
  const { widthPx, heightPx } = image;
  const steps = (table: readonly number[]) => table.map((step) => scaledStep(step, quality));
  const [luma, blue, red] = toYcc(image);
  const chromaWidthPx = Math.ceil(widthPx / 2);
  // Chroma blocks are filled from the picture's last column before halving; luma blocks and rows need no such care.
  const paddedWidthPx = Math.ceil(chromaWidthPx / 8) * 8;
  const chroma = [blue, red].map((plane, n) => {
    const decoded = throughBlocks(
      halved(plane, paddedWidthPx),
      steps(standardChroma),
      watch && ((block) => watch(n + 1, block)),
    );
    return doubled(cutTo(decoded, chromaWidthPx), widthPx, heightPx);
  });
  const decodedLuma = throughBlocks(luma, steps(standardLuma), watch && ((block) => watch(0, block)));
  return toRgb([decodedLuma, chroma[0]!, chroma[1]!]);
}

/** The first columns of a plane. */
function cutTo({ widthPx: fullWidthPx, heightPx, data }: Plane, widthPx: number): Plane {
  const out = emptyPlane(widthPx, heightPx);
  for (let row = 0; row < heightPx; row++)
    out.data.set(data.subarray(row * fullWidthPx, row * fullWidthPx + widthPx), row * widthPx);
  return out;
}
