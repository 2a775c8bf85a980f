import type { ImageFacts, ImageFormat } from '../core/image/facts.ts';
import { orientedSource } from '../core/image/orient.ts';
import { sourceOf, type PixelSource, type RgbImage } from '../core/image/pixels.ts';

type Codec = (bytes: ArrayBuffer) => Promise<ImageData | null>;

/** Each codec is a chunk and a wasm file of its own, loaded when a picture needs it. */
const codecs: Partial<Record<ImageFormat, () => Promise<Codec>>> = {
  jpeg: async () => (await import('@jsquash/jpeg/decode.js')).default,
  png: async () => (await import('@jsquash/png/decode.js')).default,
  webp: async () => (await import('@jsquash/webp/decode.js')).default,
  avif: async () => (await import('@jsquash/avif/decode.js')).default,
};

/** Whether we ship a codec for this picture: none for GIF and BMP, animated WebP and CMYK JPEG. */
function hasCodec({ format, animated, colour }: ImageFacts): boolean {
  const known = codecs[format] !== undefined && colour !== 'cmyk';
  return known && !(animated && format === 'webp');
}

/** Decodes without a canvas; null where `hasCodec` says no. Throws on damaged data. */
export async function decodeWithCodec(
  bytes: Uint8Array<ArrayBuffer>,
  facts: ImageFacts,
): Promise<PixelSource | null> {
  const load = codecs[facts.format];
  if (!load || !hasCodec(facts)) return null;
  const decodeFile = await load();
  const picture = await decodeFile(bytes.buffer);
  if (!picture) throw new Error('the codec returned no picture');
  return orientedSource(sourceOf(onWhite(picture)), facts.orientation);
}

/** Alpha composited on white: c * a + 255 * (1 - a), rounded to nearest. */
function onWhite({ data, width, height }: ImageData): RgbImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const alpha = data[from + 3] ?? 255;
    for (let channel = 0; channel < 3; channel++) {
      const value = data[from + channel] ?? 0;
      rgb[to + channel] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return { widthPx: width, heightPx: height, data: rgb };
}
