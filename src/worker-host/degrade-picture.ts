import type { Degradation } from '../core/degradation/degradation.ts';
import { degradePixels, wholeOf } from '../core/degradation/degrade-pixels.ts';
import { sourceOf, type PixelSource, type RgbImage } from '../core/image/pixels.ts';

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
  return degradation.kind === 'webp'
    ? sourceOf(await throughWebp(wholeOf(source), degradation.quality))
    : degradePixels(source, degradation, seed);
}

/** libwebp's lossy encoder with its defaults (method 4), and its decoder with 'fancy' upsampling. */
async function throughWebp({ widthPx, heightPx, data }: RgbImage, quality: number): Promise<RgbImage> {
  const [{ default: encode }, { default: decode }] = await Promise.all([
    import('@jsquash/webp/encode.js'),
    import('@jsquash/webp/decode.js'),
  ]);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 0;
    rgba[to + 1] = data[from + 1] ?? 0;
    rgba[to + 2] = data[from + 2] ?? 0;
  }
  const decoded = await decode(await encode(new ImageData(rgba, widthPx, heightPx), { quality }));
  const out = new Uint8Array(data.length);
  for (let from = 0, to = 0; to < out.length; from += 4, to += 3) {
    out[to] = decoded.data[from] ?? 0;
    out[to + 1] = decoded.data[from + 1] ?? 0;
    out[to + 2] = decoded.data[from + 2] ?? 0;
  }
  return { widthPx, heightPx, data: out };
}
