import { gaussianBlur } from '../image/gaussian-blur.ts';
import { sourceOf, type PixelSource, type RgbImage } from '../image/pixels.ts';
import { resize } from '../image/resample.ts';
import type { Degradation } from './degradation.ts';
import { jpegRoundTrip } from './jpeg/round-trip.ts';
import { withNoise } from './noise.ts';

/** What is computed here; WebP needs a codec (worker-host/degrade-picture.ts). */
export type PixelDegradation = Exclude<Degradation, { kind: 'webp' }>;

/**
 * The degraded picture, the same bytes in every browser except for noise, whose logarithms may differ in their last bit.
 * A source that stays as it is is returned itself. All but reducing read the whole picture.
 *
 * @param seed of the noise; one a picture
 */
export function degradePixels(source: PixelSource, degradation: PixelDegradation, seed: number): PixelSource {
  switch (degradation.kind) {
    case 'untouched':
      return source;
    case 'jpeg':
      return sourceOf(jpegRoundTrip(wholeOf(source), degradation.quality));
    case 'blur':
      return degradation.sigmaPx === 0
        ? source
        : sourceOf(gaussianBlur(wholeOf(source), degradation.sigmaPx));
    case 'lr':
      return reduced(source, degradation.sidePx / Math.min(source.widthPx, source.heightPx));
    case 'scale':
      return reduced(source, degradation.factor);
    case 'noise':
      return degradation.sigmaLevels === 0
        ? source
        : sourceOf(withNoise(wholeOf(source), degradation.sigmaLevels, seed));
    default:
      return degradation satisfies never;
  }
}

export function wholeOf(source: PixelSource): RgbImage {
  return source.read({ x: 0, y: 0, widthPx: source.widthPx, heightPx: source.heightPx });
}

/** Pillow's bicubic filter with antialiasing; sides are rounded and at least one pixel. Never enlarges. */
function reduced(source: PixelSource, factor: number): PixelSource {
  if (factor >= 1) return source;
  const size = (sidePx: number) => Math.max(1, Math.round(sidePx * factor));
  return sourceOf(resize(source, size(source.widthPx), size(source.heightPx), 'bicubic'));
}
