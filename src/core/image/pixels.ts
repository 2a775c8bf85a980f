/** 8-bit RGB picture, rows top to bottom, pixels interleaved: data[(y * widthPx + x) * 3 + channel]. */
export interface RgbImage {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly data: Uint8Array;
}

/** A rectangle in pixels; x and y count from the top left corner, right and bottom are exclusive. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/**
 * A decoded picture that hands out windows. A 12-megapixel photograph is only read where a detector looks,
 * which costs less than copying it whole.
 */
export interface PixelSource {
  readonly widthPx: number;
  readonly heightPx: number;
  /**
   * The window must lie inside the picture.
   *
   * @param into three bytes a pixel that may be used for the answer, for whoever reads many windows and is done with each
   *   before the next; a source may also answer with memory of its own
   */
  read(window: Rect, into?: Uint8Array<ArrayBuffer>): RgbImage;
}

/** A picture in memory as a source of windows. */
export function sourceOf(image: RgbImage): PixelSource {
  return {
    widthPx: image.widthPx,
    heightPx: image.heightPx,
    read: (window) => cut(image, window),
  };
}

/** Copies a window that lies inside the picture; the whole picture is returned as it is. */
export function cut(image: RgbImage, window: Rect): RgbImage {
  const { x, y, widthPx, heightPx } = window;
  if (x < 0 || y < 0 || x + widthPx > image.widthPx || y + heightPx > image.heightPx) {
    throw new RangeError(
      `window ${x},${y} ${widthPx}x${heightPx} leaves the picture of ${image.widthPx}x${image.heightPx}`,
    );
  }
  if (widthPx === image.widthPx && heightPx === image.heightPx) return image;
  const data = new Uint8Array(widthPx * heightPx * 3);
  for (let row = 0; row < heightPx; row++) {
    const from = ((y + row) * image.widthPx + x) * 3;
    data.set(image.data.subarray(from, from + widthPx * 3), row * widthPx * 3);
  }
  return { widthPx, heightPx, data };
}
