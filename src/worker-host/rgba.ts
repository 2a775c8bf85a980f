import type { RgbImage } from '../core/image/pixels.ts';

/** What codecs take: the same pixels with an opaque fourth channel. */
export function toImageData({ widthPx, heightPx, data }: RgbImage): ImageData {
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from] ?? 0;
    rgba[to + 1] = data[from + 1] ?? 0;
    rgba[to + 2] = data[from + 2] ?? 0;
  }
  return new ImageData(rgba, widthPx, heightPx);
}

/** The colours alone. */
export function fromImageData({ width, height, data }: ImageData): RgbImage {
  const out = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < out.length; from += 4, to += 3) {
    out[to] = data[from] ?? 0;
    out[to + 1] = data[from + 1] ?? 0;
    out[to + 2] = data[from + 2] ?? 0;
  }
  return { widthPx: width, heightPx: height, data: out };
}
