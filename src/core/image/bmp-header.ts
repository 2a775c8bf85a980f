import { success } from '../result.ts';
import { i32le, u16le, u32le, u8 } from './bytes.ts';
import type { ColourModel } from './facts.ts';
import { damaged, truncated, unsupported, type HeaderReader } from './header.ts';

/** Sizes of the known information headers; OS/2 1.x is the first. */
const headerSizes = [12, 40, 52, 56, 64, 108, 124];

const compression = { none: 0, rle8: 1, rle4: 2, bitFields: 3, jpeg: 4, png: 5, alphaBitFields: 6 };

/** 'BM' alone is weak evidence (a text may start so): the information header's size must be a known one. */
export function looksLikeBmp(bytes: Uint8Array): boolean {
  return u8(bytes, 0) === 0x42 && u8(bytes, 1) === 0x4d && headerSizes.includes(u32le(bytes, 14));
}

/** Windows and OS/2 bitmaps; a negative height means rows from the top down. */
export const readBmpHeader: HeaderReader = (bytes) => {
  const headerSize = u32le(bytes, 14);
  if (bytes.length < 14 + headerSize) return truncated('bmp');
  const old = headerSize === 12;
  const storedWidthPx = old ? u16le(bytes, 18) : i32le(bytes, 18);
  const storedHeightPx = old ? u16le(bytes, 20) : Math.abs(i32le(bytes, 22));
  const bitsPerPixel = u16le(bytes, old ? 24 : 28);
  const packing = old ? compression.none : u32le(bytes, 30);
  if (packing === compression.jpeg || packing === compression.png) {
    return unsupported('a BMP file that wraps a JPEG or PNG');
  }
  if (packing > compression.alphaBitFields) return damaged('bmp', `compression ${packing} does not exist`);
  if (![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) {
    return damaged('bmp', `${bitsPerPixel} bits per pixel do not exist`);
  }
  if (storedWidthPx < 0) return damaged('bmp', `width ${storedWidthPx}`);
  const colour: ColourModel = bitsPerPixel <= 8 ? 'palette' : 'rgb';
  const facts = {
    format: 'bmp' as const,
    storedWidthPx,
    storedHeightPx,
    orientation: 1,
    bitDepth: bitsPerPixel === 16 ? 5 : 8,
    colour,
    hasAlpha: bitsPerPixel === 32 && headerSize >= 56 && u32le(bytes, 66) !== 0,
    animated: false,
  };
  const isRle = packing === compression.rle8 || packing === compression.rle4;
  const rowBytes = Math.ceil((storedWidthPx * bitsPerPixel) / 32) * 4;
  const pixelBytes = isRle ? u32le(bytes, 34) : rowBytes * storedHeightPx;
  return success({ facts, complete: u32le(bytes, 10) + pixelBytes <= bytes.length });
};
