import type { Rect } from '../image/pixels.ts';
import type { CropName } from './recipe.ts';
import { seededRandom } from './seeded.ts';

/**
 * Where the squares of an image lie; none where it is smaller. Images are never resized: that would put the
 * resampling's own spectrum in place of theirs.
 *
 * 'grid': all whole tiles, as many as fit, centred; their number differs from image to image, and each image counts
 * once all the same.
 *
 * @param seed of this image; only 'random' uses it
 */
export function cropRects(
  widthPx: number,
  heightPx: number,
  crop: CropName,
  sizePx: number,
  seed: number,
): Rect[] {
  if (widthPx < sizePx || heightPx < sizePx) return [];
  const playX = widthPx - sizePx;
  const playY = heightPx - sizePx;
  const square = (x: number, y: number): Rect => ({ x, y, widthPx: sizePx, heightPx: sizePx });
  switch (crop) {
    case 'centre':
      return [square(Math.floor(playX / 2), Math.floor(playY / 2))];
    case 'random': {
      const next = seededRandom(seed);
      const x = Math.floor(next() * (playX + 1));
      return [square(x, Math.floor(next() * (playY + 1)))];
    }
    case 'grid': {
      const columns = Math.floor(widthPx / sizePx);
      const rows = Math.floor(heightPx / sizePx);
      const left = Math.floor((widthPx - columns * sizePx) / 2);
      const top = Math.floor((heightPx - rows * sizePx) / 2);
      return Array.from({ length: columns * rows }, (_, n) =>
        square(left + (n % columns) * sizePx, top + Math.floor(n / columns) * sizePx),
      );
    }
  }
}
