import { success } from '../result.ts';
import { latin1, u16le, u24le, u32le, u8 } from './bytes.ts';
import { exifOrientation } from './exif-orientation.ts';
import { damaged, truncated, type HeaderReader } from './header.ts';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

interface Chunks {
  /** Of the VP8X canvas where there is one, else of the bitstream. */
  size: Size | null;
  bitstream: 'VP8 ' | 'VP8L' | null;
  hasAlpha: boolean;
  frames: number;
  orientation: number;
  complete: boolean;
}

const frameHeaderBytes = 16;

/** WebP: lossy (VP8), lossless (VP8L) and extended (VP8X) files; RFC 9649. */
export const readWebpHeader: HeaderReader = (bytes) => {
  const riffEnd = u32le(bytes, 4) + 8;
  const found: Chunks = {
    size: null,
    bitstream: null,
    hasAlpha: false,
    frames: 0,
    orientation: 1,
    complete: riffEnd <= bytes.length,
  };
  walk(bytes, 12, Math.min(riffEnd, bytes.length), found);
  if (!found.size || !found.bitstream) {
    return found.complete ? damaged('webp', 'no readable VP8, VP8L or VP8X chunk') : withoutPixels(found);
  }
  return success({ facts: factsOf(found, found.size), complete: found.complete });
};

/** A file that ends before its pixels: the canvas size, where known, still tells whether it is too large. */
function withoutPixels(found: Chunks): ReturnType<HeaderReader> {
  if (!found.size) return truncated('webp');
  return success({ facts: factsOf(found, found.size), complete: false });
}

function factsOf(found: Chunks, size: Size) {
  return {
    format: 'webp' as const,
    storedWidthPx: size.widthPx,
    storedHeightPx: size.heightPx,
    orientation: found.orientation,
    bitDepth: 8,
    colour: found.bitstream === 'VP8L' ? ('rgb' as const) : ('ycc' as const),
    hasAlpha: found.hasAlpha,
    animated: found.frames > 1,
  };
}

/** Chunks are a name, a length and data padded to an even length; ANMF chunks hold chunks of a frame. */
function walk(bytes: Uint8Array, start: number, end: number, found: Chunks): void {
  for (let at = start; at + 8 <= end;) {
    const data = at + 8;
    const length = u32le(bytes, at + 4);
    if (data + length > end) found.complete = false;
    readChunk(latin1(bytes, at, 4), bytes, data, Math.min(data + length, end), found);
    at = data + length + (length % 2);
  }
}

function readChunk(name: string, bytes: Uint8Array, at: number, end: number, found: Chunks): void {
  if (name === 'VP8X' && end - at >= 10) {
    found.size = { widthPx: u24le(bytes, at + 4) + 1, heightPx: u24le(bytes, at + 7) + 1 };
    found.hasAlpha = (u8(bytes, at) & 0x10) !== 0;
  } else if (name === 'ANMF') {
    found.frames++;
    if (found.frames === 1) walk(bytes, at + frameHeaderBytes, end, found);
  } else if (name === 'EXIF') {
    found.orientation = exifOrientation(bytes.subarray(at, end));
  } else if (name === 'VP8 ' && !found.bitstream && end - at >= 10) {
    const size = lossySize(bytes, at);
    if (!size) return;
    found.bitstream = name;
    found.size ??= size;
  } else if (name === 'VP8L' && !found.bitstream && end - at >= 5 && u8(bytes, at) === 0x2f) {
    const bits = u32le(bytes, at + 1);
    found.bitstream = name;
    if (!found.size) found.hasAlpha = ((bits >>> 28) & 1) === 1;
    found.size ??= { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
  }
}

/** RFC 6386, 9.1: a key frame's start code, then two sizes of 14 bits below two bits of scaling hint. */
function lossySize(bytes: Uint8Array, at: number): Size | null {
  const isKeyFrame = (u8(bytes, at) & 1) === 0;
  if (!isKeyFrame || u24le(bytes, at + 3) !== 0x2a019d) return null;
  return { widthPx: u16le(bytes, at + 6) & 0x3fff, heightPx: u16le(bytes, at + 8) & 0x3fff };
}
