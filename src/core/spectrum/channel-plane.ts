import type { Channel } from './recipe.ts';

/*
 * One 8-bit plane of an RGB picture. Every channel has 8 bits: that is what files hold, what papers' code computes
 * with, and what lets one median serve all.
 */

/** Weights in 1/65536 and an offset; the result is (r * red + g * green + b * blue + offset) >> 16. */
export interface PlaneWeights {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly offset: number;
}

const half = 0x8000;
const middle = 128 * 65536 + half - 1;

/** null: the bytes of one colour as they are. */
export const weightsOf: Record<Channel, PlaneWeights | null> = {
  red: null,
  green: null,
  blue: null,
  // Rec. 601 luma in the fixed point of Pillow's convert('L').
  grey: { red: 19595, green: 38470, blue: 7471, offset: half },
  // Rec. 709: 0.2126, 0.7152, 0.0722.
  luma: { red: 13933, green: 46871, blue: 4732, offset: half },
  // JFIF: -0.168736, -0.331264, 0.5 and 0.5, -0.418688, -0.081312, around 128, in libjpeg's fixed point.
  cb: { red: -11059, green: -21709, blue: 32768, offset: middle },
  cr: { red: 32768, green: -27439, blue: -5329, offset: middle },
};

const firstByte: Partial<Record<Channel, number>> = { red: 0, green: 1, blue: 2 };

export type PlaneFilter = (rgb: Uint8Array, channel: Channel, out: Uint8Array) => void;

/**
 * @param rgb interleaved, 3 bytes a pixel
 * @param out one byte a pixel
 */
export function channelPlane(rgb: Uint8Array, channel: Channel, out: Uint8Array): void {
  const weights = weightsOf[channel];
  const pixels = out.length;
  if (!weights) {
    for (let i = 0, from = firstByte[channel] ?? 0; i < pixels; i++, from += 3) out[i] = rgb[from]!;
    return;
  }
  const { red, green, blue, offset } = weights;
  for (let i = 0, from = 0; i < pixels; i++, from += 3) {
    out[i] = (rgb[from]! * red + rgb[from + 1]! * green + rgb[from + 2]! * blue + offset) >> 16;
  }
}
