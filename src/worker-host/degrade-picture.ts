import type { Degradation } from '../core/degradation/degradation.ts';
import { degradePixels, wholeOf } from '../core/degradation/degrade-pixels.ts';
import { sourceOf, type PixelSource, type RgbImage } from '../core/image/pixels.ts';
import { fastBlur } from './fast-blur.ts';
import { fromImageData, toImageData } from './rgba.ts';

/**
 * A picture under a condition of the benchmark. Everything but WebP is arithmetic of ours; WebP is libwebp, in
 * WebAssembly both ways, so that no browser's own encoder has a say.
 *
 * @param seed of the noise; one a picture
 */
export async function degradePicture(
  source: PixelSource,
  degradation: Degradation,
  seed: number,
): Promise<PixelSource> {
  if (degradation.kind === 'webp') return sourceOf(await throughWebp(wholeOf(source), degradation.quality));
  if (degradation.kind === 'blur' && degradation.sigmaPx > 0)
    return sourceOf(fastBlur(wholeOf(source), degradation.sigmaPx));
  return degradePixels(source, degradation, seed);
}

/** libwebp's lossy encoder with its defaults (method 4), and its decoder with 'fancy' upsampling. */
async function throughWebp(image: RgbImage, quality: number): Promise<RgbImage> {
  const [{ default: encode }, { default: decode }] = await Promise.all([
    import('@jsquash/webp/encode.js'),
    import('@jsquash/webp/decode.js'),
  ]);
  return fromImageData(await decode(await encode(toImageData(image), { quality })));
}
