import { success } from '../result.ts';
import { u16le, u8 } from './bytes.ts';
import { damaged, truncated, type HeaderReader } from './header.ts';

const extension = 0x21;
const imageDescriptor = 0x2c;
const graphicControl = 0xf9;

interface Frames {
  /** 0, 1, or 2 for more than one: the walk stops at the second. */
  count: number;
  firstComplete: boolean;
  firstHasGaps: boolean;
}

/**
 * GIF87a and GIF89a. A missing trailer, or data that ends inside a later frame, is tolerated as decoders do:
 * only the first frame is judged. The file counts as truncated where the first frame's data end early.
 */
export const readGifHeader: HeaderReader = (bytes) => {
  if (bytes.length < 13) return truncated('gif');
  const storedWidthPx = u16le(bytes, 6);
  const storedHeightPx = u16le(bytes, 8);
  const frames = walkFrames(bytes, storedWidthPx, storedHeightPx);
  if (frames.count === 0 && frames.firstComplete) return damaged('gif', 'no picture in the file');
  const facts = {
    format: 'gif' as const,
    storedWidthPx,
    storedHeightPx,
    orientation: 1,
    bitDepth: 8,
    colour: 'palette' as const,
    hasAlpha: frames.firstHasGaps,
    animated: frames.count > 1,
  };
  return success({ facts, complete: frames.firstComplete });
};

function walkFrames(bytes: Uint8Array, widthPx: number, heightPx: number): Frames {
  const found: Frames = { count: 0, firstComplete: false, firstHasGaps: false };
  let at = 13 + colourTableBytes(u8(bytes, 10));
  let transparent = false;
  while (at < bytes.length && found.count < 2) {
    const block = u8(bytes, at);
    if (block === extension) {
      if (u8(bytes, at + 1) === graphicControl) transparent = (u8(bytes, at + 3) & 1) === 1;
      at = afterSubBlocks(bytes, at + 2) ?? bytes.length;
    } else if (block === imageDescriptor) {
      found.count++;
      const next = afterSubBlocks(bytes, at + 11 + colourTableBytes(u8(bytes, at + 9)));
      if (found.count === 1) {
        found.firstComplete = next !== null;
        found.firstHasGaps = transparent || !covers(bytes, at, widthPx, heightPx);
      }
      at = next ?? bytes.length;
    } else {
      // The trailer, or bytes that are no block: nothing that follows is drawn.
      if (found.count === 0) found.firstComplete = true;
      break;
    }
  }
  return found;
}

function covers(bytes: Uint8Array, at: number, widthPx: number, heightPx: number): boolean {
  const atOrigin = u16le(bytes, at + 1) === 0 && u16le(bytes, at + 3) === 0;
  return atOrigin && u16le(bytes, at + 5) >= widthPx && u16le(bytes, at + 7) >= heightPx;
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** The offset behind a chain of length-prefixed blocks that a zero ends; null where the file ends first. */
function afterSubBlocks(bytes: Uint8Array, start: number): number | null {
  let at = start;
  while (at < bytes.length) {
    const length = u8(bytes, at);
    at += length + 1;
    if (length === 0) return at;
  }
  return null;
}
