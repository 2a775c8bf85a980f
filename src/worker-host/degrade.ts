import type { Degradation } from '../contracts/spectrum.ts';
import { wholeOf } from '../core/degradation/degrade-pixels.ts';
import { jpegRoundTrip } from '../core/degradation/jpeg/round-trip.ts';
import { sourceOf, type PixelSource } from '../core/image/pixels.ts';
import { resize } from '../core/image/resample.ts';
import { fastBlur } from './fast-blur.ts';

/**
 * The whole picture resized, blurred and taken through JPEG by the arithmetic that the benchmark degrades with: Pillow's
 * bicubic filter, SciPy's Gaussian and Pillow's JPEG, to the bit and in every browser. Slow for large pictures; nothing
 * is kept.
 */
export function degrade(source: PixelSource, { scale, blurPx, jpegQuality }: Degradation): PixelSource {
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  const resized =
    scale === 1 ? wholeOf(source) : resize(source, size(source.widthPx), size(source.heightPx), 'bicubic');
  const blurred = blurPx > 0 ? fastBlur(resized, blurPx) : resized;
  return sourceOf(jpegQuality === null ? blurred : jpegRoundTrip(blurred, jpegQuality));
}
