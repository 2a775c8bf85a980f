import { hasText, u16be, u16le, u32be, u32le } from './bytes.ts';

const orientationTag = 0x0112;
const shortType = 3;

/**
 * The orientation 1..8 that an EXIF block gives, 1 where it gives none or the block is broken, as decoders
 * do. The block is a TIFF structure (EXIF 2.32, 4.5.2) in either byte order; the `Exif\0\0` prefix that JPEG
 * requires, and that some writers also put into WebP and PNG, may stand in front.
 */
export function exifOrientation(block: Uint8Array): number {
  const tiff = hasText(block, 0, 'Exif\0') ? block.subarray(6) : block;
  const bigEndian = hasText(tiff, 0, 'MM\0*');
  if (!bigEndian && !hasText(tiff, 0, 'II*\0')) return 1;
  const u16 = bigEndian ? u16be : u16le;
  const u32 = bigEndian ? u32be : u32le;
  const directory = u32(tiff, 4);
  const entries = u16(tiff, directory);
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.length) return 1;
    if (u16(tiff, entry) !== orientationTag) continue;
    const value = u16(tiff, entry + 8);
    return u16(tiff, entry + 2) === shortType && value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
