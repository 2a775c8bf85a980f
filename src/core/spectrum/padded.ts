import { reflected } from '../image/reflected.ts';

/**
 * Copies a square into the middle of a larger one and fills the border by `reflected`.
 *
 * @param out rows of `stridePx`; row 0 is the first of the border
 */
export function padInto(
  plane: Uint8Array,
  sizePx: number,
  border: number,
  out: Uint8Array,
  stridePx: number,
): void {
  for (let row = 0; row < sizePx; row++) {
    const to = (row + border) * stridePx + border;
    out.set(plane.subarray(row * sizePx, (row + 1) * sizePx), to);
    for (let k = 1; k <= border; k++) {
      out[to - k] = plane[row * sizePx + reflected(-k, sizePx)]!;
      out[to + sizePx + k - 1] = plane[row * sizePx + reflected(sizePx + k - 1, sizePx)]!;
    }
  }
  for (let k = 1; k <= border; k++) {
    const above = (border + reflected(-k, sizePx)) * stridePx;
    const below = (border + reflected(sizePx + k - 1, sizePx)) * stridePx;
    out.copyWithin((border - k) * stridePx, above, above + stridePx);
    out.copyWithin((border + sizePx + k - 1) * stridePx, below, below + stridePx);
  }
}
