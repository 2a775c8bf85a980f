import { u16be, u8 } from './bytes.ts';

export const endOfImage = 0xd9;
const startOfScan = 0xda;

/** A marker segment; from (inclusive) to (exclusive) is its body, behind the length. */
export interface Segment {
  readonly marker: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The marker segments of a JPEG in order, up to and including end-of-image; what trails it is ignored. Bodies
 * are stepped over by their length, so the end marker of an EXIF thumbnail is not mistaken for the file's. The
 * sequence just ends where the file is cut short or a length is impossible.
 */
export function* segments(bytes: Uint8Array): Generator<Segment> {
  let at = 2;
  for (;;) {
    const marker = nextMarker(bytes, at);
    if (marker === null) return;
    const from = marker + 1;
    const code = u8(bytes, marker);
    if (code === endOfImage) {
      yield { marker: code, from, to: from };
      return;
    }
    if (standsAlone(code)) {
      at = from;
      continue;
    }
    const length = u16be(bytes, from);
    if (length < 2 || from + length > bytes.length) return;
    yield { marker: code, from: from + 2, to: from + length };
    at = code === startOfScan ? afterEntropyData(bytes, from + length) : from + length;
  }
}

/** Index of the next marker's code: the first byte behind 0xFF that is neither stuffing nor fill. */
function nextMarker(bytes: Uint8Array, start: number): number | null {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (at + 1 < bytes.length && isMarkerCode(u8(bytes, at + 1))) return at + 1;
  }
  return null;
}

/** Restart markers belong to the entropy-coded data; any other marker ends them. */
function afterEntropyData(bytes: Uint8Array, start: number): number {
  for (let at = nextMarker(bytes, start); at !== null; at = nextMarker(bytes, at)) {
    if (!isRestart(u8(bytes, at))) return at - 1;
  }
  return bytes.length;
}

/** In data, 0xFF is followed by 0 (stuffing); before a marker it may be repeated (fill). */
function isMarkerCode(code: number): boolean {
  return code !== 0 && code !== 0xff;
}

/** Restart markers, start of image and TEM have no length. */
function standsAlone(code: number): boolean {
  return isRestart(code) || code === 0xd8 || code === 0x01;
}

function isRestart(code: number): boolean {
  return code >= 0xd0 && code <= 0xd7;
}
