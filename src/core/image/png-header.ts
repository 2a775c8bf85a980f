import { success } from '../result.ts';
import { latin1, u32be, u8 } from './bytes.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { ColourModel } from './facts.ts';
import { damaged, truncated, unsupported, type HeaderReader } from './header.ts';

interface ColourType {
  readonly colour: ColourModel;
  readonly hasAlpha: boolean;
  readonly depths: readonly number[];
}

/** PNG 3rd edition, table 12. */
const colourTypes: ReadonlyMap<number, ColourType> = new Map([
  [0, { colour: 'grey', hasAlpha: false, depths: [1, 2, 4, 8, 16] }],
  [2, { colour: 'rgb', hasAlpha: false, depths: [8, 16] }],
  [3, { colour: 'palette', hasAlpha: false, depths: [1, 2, 4, 8] }],
  [4, { colour: 'grey', hasAlpha: true, depths: [8, 16] }],
  [6, { colour: 'rgb', hasAlpha: true, depths: [8, 16] }],
]);

interface Chunks {
  hasPixels: boolean;
  hasTransparency: boolean;
  frames: number;
  orientation: number;
  complete: boolean;
}

/** PNG and APNG. Checksums are left to the decoder. */
export const readPngHeader: HeaderReader = (bytes) => {
  if (bytes.length < 8 + 25) return truncated('png');
  if (latin1(bytes, 4, 4) !== '\r\n\x1a\n') {
    return damaged('png', 'signature with changed line ends, as after a transfer in text mode');
  }
  const firstChunk = latin1(bytes, 12, 4);
  if (firstChunk === 'CgBI') return unsupported("an iPhone app's own kind of PNG");
  if (firstChunk !== 'IHDR' || u32be(bytes, 8) !== 13) {
    return damaged('png', 'the file does not start with an IHDR chunk of 13 bytes');
  }
  const bitDepth = u8(bytes, 24);
  const type = colourTypes.get(u8(bytes, 25));
  if (!type?.depths.includes(bitDepth)) {
    return damaged('png', `colour type ${u8(bytes, 25)} with ${bitDepth} bits does not exist`);
  }
  const chunks = walkChunks(bytes);
  if (chunks.complete && !chunks.hasPixels) return damaged('png', 'no IDAT chunk');
  const facts = {
    format: 'png' as const,
    storedWidthPx: u32be(bytes, 16),
    storedHeightPx: u32be(bytes, 20),
    orientation: chunks.orientation,
    bitDepth,
    colour: type.colour,
    hasAlpha: type.hasAlpha || chunks.hasTransparency,
    animated: chunks.frames > 1,
  };
  return success({ facts, complete: chunks.complete });
};

/** Every chunk is length, type, data, checksum; the picture is complete when IEND is reached. */
function walkChunks(bytes: Uint8Array): Chunks {
  const found: Chunks = {
    hasPixels: false,
    hasTransparency: false,
    frames: 1,
    orientation: 1,
    complete: false,
  };
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = u32be(bytes, at);
    const end = at + 12 + length;
    if (end > bytes.length) break;
    const type = latin1(bytes, at + 4, 4);
    if (type === 'IDAT') found.hasPixels = true;
    else if (type === 'tRNS') found.hasTransparency = true;
    else if (type === 'acTL') found.frames = u32be(bytes, at + 8);
    else if (type === 'eXIf') found.orientation = exifOrientation(bytes.subarray(at + 8, end - 4));
    else if (type === 'IEND') {
      found.complete = true;
      break;
    }
    at = end;
  }
  return found;
}
