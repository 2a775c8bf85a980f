import type { PixelSource, Rect, RgbImage } from './pixels.ts';

/**
 * Turns a picture as its EXIF orientation (1..8) asks. Orientation names where the stored row 0 and column 0 lie:
 * 2 mirrored, 3 turned by 180 degrees, 4 flipped, 5 transposed, 6 turned clockwise, 7 transversed, 8 turned
 * counter-clockwise (EXIF 2.32, tag 0x0112). Other values count as 1.
 */
export function orient(image: RgbImage, orientation: number): RgbImage {
  if (orientation < 2 || orientation > 8) return image;
  const { widthPx: storedWidth, heightPx: storedHeight, data } = image;
  const swapped = orientation >= 5;
  const widthPx = swapped ? storedHeight : storedWidth;
  const heightPx = swapped ? storedWidth : storedHeight;
  const turned = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++, to += 3) {
      const [storedX, storedY] = storedAt(orientation, x, y, widthPx, heightPx);
      const from = (storedY * storedWidth + storedX) * 3;
      turned[to] = data[from] ?? 0;
      turned[to + 1] = data[from + 1] ?? 0;
      turned[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { widthPx, heightPx, data: turned };
}

/** The same turn for a picture that is read window by window: only the windows asked for are turned. */
export function orientedSource(stored: PixelSource, orientation: number): PixelSource {
  if (orientation < 2 || orientation > 8) return stored;
  const swapped = orientation >= 5;
  const widthPx = swapped ? stored.heightPx : stored.widthPx;
  const heightPx = swapped ? stored.widthPx : stored.heightPx;
  return {
    widthPx,
    heightPx,
    read: (window) => orient(stored.read(storedWindow(orientation, window, widthPx, heightPx)), orientation),
  };
}

/** Where the window that is seen lies in the stored picture: the rectangle between two opposite corners. */
function storedWindow(orientation: number, window: Rect, widthPx: number, heightPx: number): Rect {
  const { x, y } = window;
  const [x0, y0] = storedAt(orientation, x, y, widthPx, heightPx);
  const [x1, y1] = storedAt(orientation, x + window.widthPx - 1, y + window.heightPx - 1, widthPx, heightPx);
  return {
    x: Math.min(x0, x1),
    y: Math.min(y0, y1),
    widthPx: Math.abs(x1 - x0) + 1,
    heightPx: Math.abs(y1 - y0) + 1,
  };
}

/** Where the pixel that is seen at (x, y) of a widthPx x heightPx picture is stored. */
function storedAt(
  orientation: number,
  x: number,
  y: number,
  widthPx: number,
  heightPx: number,
): readonly [number, number] {
  const right = widthPx - 1 - x;
  const below = heightPx - 1 - y;
  switch (orientation) {
    case 2:
      return [right, y];
    case 3:
      return [right, below];
    case 4:
      return [x, below];
    case 5:
      return [y, x];
    case 6:
      return [y, right];
    case 7:
      return [below, right];
    case 8:
      return [below, x];
    default:
      return [x, y];
  }
}
