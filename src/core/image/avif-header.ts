import { success } from '../result.ts';
import { hasText, latin1, u16be, u32be, u8 } from './bytes.ts';
import { readItems, type Items } from './avif-items.ts';
import type { ColourModel } from './facts.ts';
import { damaged, truncated, type HeaderReader } from './header.ts';
import { boxes, firstOf, type Box } from './iso-boxes.ts';

/** Major brand first, then the compatible ones; empty where the file does not start with an `ftyp` box. */
export function isoBrands(bytes: Uint8Array): string[] {
  if (!hasText(bytes, 4, 'ftyp')) return [];
  const end = Math.min(u32be(bytes, 0), bytes.length, 512);
  const brands = [latin1(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(latin1(bytes, at, 4));
  return brands;
}

/**
 * AVIF (AOMedia AV1 Image File Format 1.1). The sizes are those of `ispe`, before `irot` and `imir`, and
 * `orientation` is the EXIF value equal to applying these two: every decoder must apply them, and an
 * orientation in an Exif item is ignored as the HEIF standard demands. A file with a sequence and the brand
 * `avis` counts as animated.
 */
export const readAvifHeader: HeaderReader = (bytes) => {
  const top = boxes(bytes, 0, bytes.length);
  const meta = firstOf(top, 'meta');
  const ends = top.every((box) => box.to <= bytes.length);
  if (!meta && firstOf(top, 'moov')) return damaged('avif', 'a sequence without a still picture');
  if (!meta || meta.to > bytes.length) return truncated('avif');
  const items = readItems(bytes, meta);
  const size = firstOf(items.primary, 'ispe');
  if (!size) return damaged('avif', 'the primary item has no size');
  // A grid carries its AV1 configuration on its tiles.
  const av1 = firstOf(items.primary, 'av1C') ?? firstOf(items.all, 'av1C');
  if (!av1) return damaged('avif', 'no AV1 configuration');
  const facts = {
    format: 'avif' as const,
    storedWidthPx: u32be(bytes, size.from + 4),
    storedHeightPx: u32be(bytes, size.from + 8),
    orientation: orientationOf(bytes, items.primary),
    bitDepth: bitDepthOf(u8(bytes, av1.from + 2)),
    colour: colourOf(bytes, av1, items),
    hasAlpha: items.all.some((box) => box.type === 'auxC' && isAlpha(bytes, box)),
    animated: isoBrands(bytes).includes('avis') && firstOf(top, 'moov') !== undefined,
  };
  const dataEnds = items.extents.every(({ offset, length }) => offset + length <= bytes.length);
  return success({ facts, complete: ends && dataEnds });
};

/** AV1-ISOBMFF 2.3.3: high_bitdepth and twelve_bit in the third byte of av1C. */
function bitDepthOf(flags: number): number {
  if ((flags & 0x40) === 0) return 8;
  return (flags & 0x20) === 0 ? 10 : 12;
}

function colourOf(bytes: Uint8Array, av1: Box, items: Items): ColourModel {
  const isMonochrome = (u8(bytes, av1.from + 2) & 0x10) !== 0;
  if (isMonochrome) return 'grey';
  const isIdentity = (box: Box) =>
    box.type === 'colr' && hasText(bytes, box.from, 'nclx') && u16be(bytes, box.from + 8) === 0;
  return items.primary.some(isIdentity) ? 'rgb' : 'ycc';
}

function isAlpha(bytes: Uint8Array, auxC: Box): boolean {
  return ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'].some((name) =>
    hasText(bytes, auxC.from + 4, `${name}\0`),
  );
}

/** EXIF values of 0 to 3 quarter turns counter-clockwise, alone and followed by a mirror. */
const turned = [1, 8, 3, 6];
const turnedThenFlippedTopToBottom = [4, 5, 2, 7];
const turnedThenFlippedLeftToRight = [2, 7, 4, 5];

/** MIAF fixes the order: `irot` (quarter turns counter-clockwise) first, then `imir` (axis). */
function orientationOf(bytes: Uint8Array, properties: readonly Box[]): number {
  const irot = firstOf(properties, 'irot');
  const imir = firstOf(properties, 'imir');
  const turns = irot ? u8(bytes, irot.from) & 3 : 0;
  const table = !imir
    ? turned
    : (u8(bytes, imir.from) & 1) === 0
      ? turnedThenFlippedTopToBottom
      : turnedThenFlippedLeftToRight;
  return table[turns] ?? 1;
}
