import type { Rect } from './pixels.ts';
import type { Crops } from './pad-crop.ts';

/**
 * Where crops lie in the oriented picture before it was shrunk and padded, in its pixels, rounded. A crop of a
 * padded picture leaves it on both sides: that part is mirrored.
 */
export function cropRectsInPicture(
  { positions, shrunkWidthPx, shrunkHeightPx }: Crops,
  sizePx: number,
  widthPx: number,
  heightPx: number,
): Rect[] {
  const scaleX = widthPx / shrunkWidthPx;
  const scaleY = heightPx / shrunkHeightPx;
  const padLeft = Math.max(0, Math.floor((sizePx - shrunkWidthPx) / 2));
  const padTop = Math.max(0, Math.floor((sizePx - shrunkHeightPx) / 2));
  return positions.map(({ x, y }) => ({
    x: Math.round((x - padLeft) * scaleX),
    y: Math.round((y - padTop) * scaleY),
    widthPx: Math.round(sizePx * scaleX),
    heightPx: Math.round(sizePx * scaleY),
  }));
}
