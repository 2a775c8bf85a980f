import type { CropPlace } from './pad-crop.ts';
import type { Rect } from './pixels.ts';

/**
 * Where crops lie in the oriented picture before it was resized and padded, in its pixels, rounded. A crop of a
 * padded picture leaves it on both sides: that part is mirrored.
 */
export function cropRectsInPicture(
  places: readonly CropPlace[],
  sizePx: number,
  widthPx: number,
  heightPx: number,
): Rect[] {
  return places.map(({ x, y, resizedWidthPx, resizedHeightPx }) => {
    const scaleX = widthPx / resizedWidthPx;
    const scaleY = heightPx / resizedHeightPx;
    const padLeft = Math.max(0, Math.floor((sizePx - resizedWidthPx) / 2));
    const padTop = Math.max(0, Math.floor((sizePx - resizedHeightPx) / 2));
    return {
      x: Math.round((x - padLeft) * scaleX),
      y: Math.round((y - padTop) * scaleY),
      widthPx: Math.round(sizePx * scaleX),
      heightPx: Math.round(sizePx * scaleY),
    };
  });
}
