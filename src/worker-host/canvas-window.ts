import type { PixelSource, Rect, RgbImage } from '../core/image/pixels.ts';

/** RGBA as a canvas gives it to RGB; alpha is 255 everywhere because the canvas was filled with white first. */
export function dropAlpha(rgba: Uint8ClampedArray, widthPx: number, heightPx: number): RgbImage {
  const pixels = widthPx * heightPx;
  const data = new Uint8Array(pixels * 3);
  for (let i = 0, from = 0, to = 0; i < pixels; i++, from += 4, to += 3) {
    data[to] = rgba[from] ?? 0;
    data[to + 1] = rgba[from + 1] ?? 0;
    data[to + 2] = rgba[from + 2] ?? 0;
  }
  return { widthPx, heightPx, data };
}

/**
 * Reads windows of a bitmap at its own size: drawn 1:1, never scaled, over white. Only the window is copied, so a
 * 12-megapixel photograph costs no 48 MB canvas.
 */
export function bitmapSource(bitmap: ImageBitmap): PixelSource {
  const canvas = new OffscreenCanvas(1, 1);
  return {
    widthPx: bitmap.width,
    heightPx: bitmap.height,
    read(window: Rect): RgbImage {
      canvas.width = window.widthPx;
      canvas.height = window.heightPx;
      const context = pixelContext(canvas);
      context.fillStyle = '#fff';
      context.fillRect(0, 0, window.widthPx, window.heightPx);
      context.drawImage(bitmap, -window.x, -window.y);
      const { data } = context.getImageData(0, 0, window.widthPx, window.heightPx);
      return dropAlpha(data, window.widthPx, window.heightPx);
    },
  };
}

/** A 2-D context that stays on the CPU: reading back from a GPU canvas may change pixels and stalls. */
export function pixelContext(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true, colorSpace: 'srgb' });
  if (!context) throw new Error('this browser gives no 2-D canvas in a worker');
  return context;
}
