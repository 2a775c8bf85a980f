import type { PixelSource, Rect, RgbImage } from './pixels.ts';

/*
 * Pixels as browsers hand out decoded frames: four bytes a pixel, or the planes of a JPEG file before its colours were
 * converted.
 */

/** Where a plane of a frame begins, and how far its rows are apart, in bytes. */
export interface PlaneLayout {
  readonly offset: number;
  readonly stride: number;
}

/** Whether a frame of four bytes a pixel is opaque: then its colours are what the file says. */
export function isOpaque(bytes: Uint8Array<ArrayBuffer>): boolean {
  // Signed, so that numbers stay integers of the processor; and by index, since iterating takes four times as long.
  const pixels = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let all = -1;
  // eslint-disable-next-line @typescript-eslint/prefer-for-of
  for (let i = 0; i < pixels.length; i++) all &= pixels[i]!;
  return all >>> 24 === 255;
}

/** @param bytes four a pixel, the fourth of no meaning; their first is red, or blue where `isBlueFirst` */
export function packedSource(
  bytes: Uint8Array<ArrayBuffer>,
  { offset, stride }: PlaneLayout,
  widthPx: number,
  heightPx: number,
  isBlueFirst: boolean,
): PixelSource {
  const [red, blue] = isBlueFirst ? [2, 0] : [0, 2];
  return {
    widthPx,
    heightPx,
    read(window: Rect): RgbImage {
      const data = new Uint8Array(window.widthPx * window.heightPx * 3);
      for (let row = 0, to = 0; row < window.heightPx; row++) {
        let from = offset + (window.y + row) * stride + 4 * window.x;
        for (let x = 0; x < window.widthPx; x++, from += 4, to += 3) {
          data[to] = bytes[from + red]!;
          data[to + 1] = bytes[from + 1]!;
          data[to + 2] = bytes[from + blue]!;
        }
      }
      return { widthPx: window.widthPx, heightPx: window.heightPx, data };
    },
  };
}

/**
 * A JPEG file with 4:2:0 chroma from its planes, as libjpeg makes pixels of them: 'fancy' upsampling (3/4 of the nearer
 * and 1/4 of the farther sample along either axis) and JFIF's colours in 16-bit fixed point.
 */
export function planarSource(
  bytes: Uint8Array,
  layout: readonly [PlaneLayout, PlaneLayout, PlaneLayout],
  widthPx: number,
  heightPx: number,
): PixelSource {
  const [luma, ...chroma] = layout;
  const chromaWidthPx = Math.ceil(widthPx / 2);
  const chromaHeightPx = Math.ceil(heightPx / 2);
  const sums = new Int32Array(chromaWidthPx + 2);
  const lines = chroma.map(() => new Int32Array(2 * chromaWidthPx));

  /** One row of a chroma plane at full width, less 128. */
  function upsample({ offset, stride }: PlaneLayout, row: number, line: Int32Array): void {
    const near = row >> 1;
    const far = Math.min(chromaHeightPx - 1, Math.max(0, row & 1 ? near + 1 : near - 1));
    const nearAt = offset + near * stride;
    const farAt = offset + far * stride;
    // Planes of one or two columns are only repeated, as libjpeg does.
    if (chromaWidthPx < 3) {
      for (let x = 0; x < line.length; x++) line[x] = bytes[nearAt + (x >> 1)]! - 128;
      return;
    }
    // With its ends repeated, so that the loop needs no care there.
    for (let x = 0; x < chromaWidthPx; x++) sums[x + 1] = 3 * bytes[nearAt + x]! + bytes[farAt + x]!;
    sums[0] = sums[1]!;
    sums[chromaWidthPx + 1] = sums[chromaWidthPx]!;
    for (let x = 1, to = 0; x <= chromaWidthPx; x++, to += 2) {
      const here = 3 * sums[x]! - 2048;
      line[to] = (here + sums[x - 1]! + 8) >> 4;
      line[to + 1] = (here + sums[x + 1]! + 7) >> 4;
    }
  }

  return {
    widthPx,
    heightPx,
    read(window: Rect): RgbImage {
      const data = new Uint8ClampedArray(window.widthPx * window.heightPx * 3);
      const [blue, red] = lines as [Int32Array, Int32Array];
      for (let row = window.y, to = 0; row < window.y + window.heightPx; row++) {
        upsample(layout[1], row, blue);
        upsample(layout[2], row, red);
        const lumaAt = luma.offset + row * luma.stride;
        for (let x = window.x; x < window.x + window.widthPx; x++, to += 3) {
          const y = bytes[lumaAt + x]!;
          const cb = blue[x]!;
          const cr = red[x]!;
          data[to] = y + ((91881 * cr + 32768) >> 16);
          data[to + 1] = y + ((-22554 * cb - 46802 * cr + 32768) >> 16);
          data[to + 2] = y + ((116130 * cb + 32768) >> 16);
        }
      }
      return { widthPx: window.widthPx, heightPx: window.heightPx, data: new Uint8Array(data.buffer) };
    },
  };
}
