import type { RgbImage } from '../../image/pixels.ts';
import { emptyPlane, type Plane } from './plane.ts';

/** Luma, blue difference, red difference. */
export type YccPlanes = readonly [y: Plane, cb: Plane, cr: Plane];

const half = 1 << 15;
const centre = 128 << 16;

/** JFIF's colours (ITU-R BT.601, full range) in 16-bit fixed point, as libjpeg rounds them. */
export function toYcc({ widthPx, heightPx, data }: RgbImage): YccPlanes {
  const planes = [0, 1, 2].map(() => emptyPlane(widthPx, heightPx)) as unknown as YccPlanes;
  const [y, cb, cr] = planes.map((plane) => plane.data) as [Uint8Array, Uint8Array, Uint8Array];
  for (let to = 0, at = 0; at < data.length; to++, at += 3) {
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    y[to] = (19595 * r + 38470 * g + 7471 * b + half) >> 16;
    cb[to] = (-11059 * r - 21709 * g + 32768 * b + centre + half - 1) >> 16;
    cr[to] = (32768 * r - 27439 * g - 5329 * b + centre + half - 1) >> 16;
  }
  return planes;
}

/** Back again; the three planes are of one size. */
export function toRgb([luma, blue, red]: YccPlanes): RgbImage {
  const { widthPx, heightPx } = luma;
  const data = new Uint8ClampedArray(widthPx * heightPx * 3);
  for (let at = 0, to = 0; to < data.length; at++, to += 3) {
    const y = luma.data[at]!;
    const cb = blue.data[at]! - 128;
    const cr = red.data[at]! - 128;
    data[to] = y + ((91881 * cr + half) >> 16);
    data[to + 1] = y + ((-22554 * cb - 46802 * cr + half) >> 16);
    data[to + 2] = y + ((116130 * cb + half) >> 16);
  }
  return { widthPx, heightPx, data: new Uint8Array(data.buffer) };
}
