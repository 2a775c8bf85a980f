import { emptyPlane, type Plane } from './plane.ts';

/**
 * Half the size by the mean of 2x2 samples, as libjpeg's encoder does for 4:2:0: halves are rounded up and down in turn
 * along a row. A last odd column or row is averaged with itself.
 *
 * @param widthPx of the result, at least half that of the plane: further columns come from the last one repeated
 */
export function halved(plane: Plane, widthPx: number): Plane {
  const heightPx = Math.ceil(plane.heightPx / 2);
  const out = emptyPlane(widthPx, heightPx);
  const last = plane.widthPx - 1;
  for (let row = 0; row < heightPx; row++) {
    const above = 2 * row * plane.widthPx;
    const below = Math.min(2 * row + 1, plane.heightPx - 1) * plane.widthPx;
    for (let column = 0; column < widthPx; column++) {
      const left = Math.min(2 * column, last);
      const right = Math.min(2 * column + 1, last);
      const sum =
        plane.data[above + left]! +
        plane.data[above + right]! +
        plane.data[below + left]! +
        plane.data[below + right]!;
      out.data[row * widthPx + column] = (sum + 1 + (column & 1)) >> 2;
    }
  }
  return out;
}

/**
 * Twice the size by libjpeg's 'fancy' upsampling, which is what decoders do unless told otherwise: 3/4 of the nearer and
 * 1/4 of the farther sample along either axis, halves rounded up and down in turn. The result is cut to the given size.
 * Planes of one or two columns are only repeated, as there.
 */
export function doubled(plane: Plane, widthPx: number, heightPx: number): Plane {
  const out = emptyPlane(widthPx, heightPx);
  const isSmooth = plane.widthPx > 2;
  const sums = new Int32Array(plane.widthPx);
  const last = plane.widthPx - 1;
  for (let row = 0; row < heightPx; row++) {
    const near = row >> 1;
    const far = Math.min(plane.heightPx - 1, Math.max(0, row & 1 ? near + 1 : near - 1));
    const to = row * widthPx;
    if (!isSmooth) {
      for (let x = 0; x < widthPx; x++) out.data[to + x] = plane.data[near * plane.widthPx + (x >> 1)]!;
      continue;
    }
    for (let x = 0; x <= last; x++)
      sums[x] = 3 * plane.data[near * plane.widthPx + x]! + plane.data[far * plane.widthPx + x]!;
    for (let x = 0; x < widthPx; x++) {
      const at = x >> 1;
      const isRight = (x & 1) === 1;
      const beside = sums[Math.min(last, Math.max(0, isRight ? at + 1 : at - 1))]!;
      out.data[to + x] = (3 * sums[at]! + beside + (isRight ? 7 : 8)) >> 4;
    }
  }
  return out;
}
