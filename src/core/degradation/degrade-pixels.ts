import { gaussianBlur } from '../image/gaussian-blur.ts';
import { sourceOf, type RgbImage } from '../image/pixels.ts';
import { resize } from '../image/resample.ts';
import type { Degradation } from './degradation.ts';
import { jpegRoundTrip } from './jpeg/round-trip.ts';
import { withNoise } from './noise.ts';

/** What is computed here; WebP needs a codec (worker-host/degrade-picture.ts). */
export type PixelDegradation = Exclude<Degradation, { kind: 'webp' }>;

/**
 * The degraded picture, the same bytes in every browser except for noise, whose logarithms may differ in their last bit.
 * A picture that stays as it is is returned itself.
 *
 * @param seed of the noise; one a picture
 */
export function degradePixels(image: RgbImage, degradation: PixelDegradation, seed: number): RgbImage {
  switch (degradation.kind) {
    case 'none':
      return image;
    case 'jpeg':
      return jpegRoundTrip(image, degradation.quality);
    case 'blur':
      return degradation.sigmaPx === 0 ? image : gaussianBlur(image, degradation.sigmaPx);
    case 'lr':
      return reduced(image, degradation.sidePx / Math.min(image.widthPx, image.heightPx));
    case 'scale':
      return reduced(image, degradation.factor);
    case 'noise':
      return degradation.sigmaLevels === 0 ? image : withNoise(image, degradation.sigmaLevels, seed);
    default:
      return degradation satisfies never;
  }
}

/** Pillow's bicubic filter with antialiasing; sides are rounded and at least one pixel. Never enlarges. */
function reduced(image: RgbImage, factor: number): RgbImage {
  if (factor >= 1) return image;
  const size = (sidePx: number) => Math.max(1, Math.round(sidePx * factor));
  return resize(sourceOf(image), size(image.widthPx), size(image.heightPx), 'bicubic');
}
