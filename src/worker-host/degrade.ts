import type { Degradation } from '../contracts/spectrum.ts';
import { resize } from '../core/image/resample.ts';
import { sourceOf, type PixelSource, type RgbImage } from '../core/image/pixels.ts';
import { gaussianBlur } from '../core/image/gaussian-blur.ts';
import { fromImageData, toImageData } from './rgba.ts';

/**
 * The whole picture resized, blurred and written as JPEG, by the same code in every browser: Pillow's bicubic filter,
 * a Gaussian, and mozjpeg with baseline tables. Slow for large pictures; nothing is kept.
 */
export async function degrade(
  source: PixelSource,
  { scale, blurPx, jpegQuality }: Degradation,
): Promise<PixelSource> {
  const whole = { x: 0, y: 0, widthPx: source.widthPx, heightPx: source.heightPx };
  const size = (side: number) => Math.max(1, Math.round(side * scale));
  const resized =
    scale === 1 ? source.read(whole) : resize(source, size(source.widthPx), size(source.heightPx), 'bicubic');
  const blurred = blurPx > 0 ? gaussianBlur(resized, blurPx) : resized;
  return sourceOf(jpegQuality === null ? blurred : await throughJpeg(blurred, jpegQuality));
}

async function throughJpeg(image: RgbImage, quality: number): Promise<RgbImage> {
  const [{ default: encode }, { default: decode }] = await Promise.all([
    import('@jsquash/jpeg/encode.js'),
    import('@jsquash/jpeg/decode.js'),
  ]);
  // Annex K's tables and 4:2:0, which is what most JPEG files have; mozjpeg's own tables would leave another trace.
  const file = await encode(toImageData(image), {
    quality,
    quant_table: 0,
    baseline: true,
    progressive: false,
    optimize_coding: true,
    trellis_multipass: false,
    auto_subsample: false,
    chroma_subsample: 2,
  });
  return fromImageData(await decode(file));
}
