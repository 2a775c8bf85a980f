import { success } from '../result.ts';
import { hasText, u16be, u8 } from './bytes.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { ColourModel, JpegFacts } from './facts.ts';
import { damaged, truncated, unsupported, type HeaderReader } from './header.ts';
import { jpegQuality, type QuantisationTable } from './jpeg-quality.ts';
import { endOfImage, segments } from './jpeg-segments.ts';

interface Component {
  readonly id: number;
  readonly across: number;
  readonly down: number;
  readonly table: number;
}

interface Frame {
  readonly marker: number;
  readonly precision: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly components: readonly Component[];
}

interface Found {
  frame: Frame | null;
  /** Transform byte of Adobe's APP14 segment: 0 none, 1 YCbCr, 2 YCCK; null without the segment. */
  adobeTransform: number | null;
  hasJfif: boolean;
  /** Of the first EXIF segment: long blocks go on in further ones. */
  orientation: number | null;
  readonly tables: Map<number, QuantisationTable>;
  hasScan: boolean;
  complete: boolean;
}

const startOfScan = 0xda;
const quantisationTables = 0xdb;
const app0 = 0xe0;
const app1 = 0xe1;
const app14 = 0xee;
const progressiveFrame = 0xc2;
/** Baseline, extended and progressive Huffman frames: what decoders in browsers read. */
const commonFrames = [0xc0, 0xc1, progressiveFrame];
/** Lossless, hierarchical and arithmetic-coded frames. */
const rareFrames = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];

/** JPEG (ITU-T T.81). A file without an end-of-image marker is truncated, even where only the marker lacks. */
export const readJpegHeader: HeaderReader = (bytes) => {
  const found = collect(bytes);
  const { frame } = found;
  if (!frame) return found.complete ? damaged('jpeg', 'no frame header') : truncated('jpeg');
  if (rareFrames.includes(frame.marker)) {
    return unsupported('a lossless, hierarchical or arithmetic-coded JPEG');
  }
  if (found.complete && !found.hasScan) return damaged('jpeg', 'no scan');
  const colour = colourOf(frame, found);
  if (!colour) return damaged('jpeg', `${frame.components.length} colour components`);
  const facts = {
    format: 'jpeg' as const,
    storedWidthPx: frame.widthPx,
    storedHeightPx: frame.heightPx,
    orientation: found.orientation ?? 1,
    bitDepth: frame.precision,
    colour,
    hasAlpha: false,
    animated: false,
    jpeg: jpegFacts(frame, found, colour),
  };
  return success({ facts, complete: found.complete });
};

function collect(bytes: Uint8Array): Found {
  const found: Found = {
    frame: null,
    adobeTransform: null,
    hasJfif: false,
    orientation: null,
    tables: new Map(),
    hasScan: false,
    complete: false,
  };
  for (const { marker, from, to } of segments(bytes)) {
    const body = bytes.subarray(from, to);
    if (marker === endOfImage) found.complete = true;
    else if (marker === startOfScan) found.hasScan = true;
    else if (marker === quantisationTables) addTables(body, found.tables);
    else if (commonFrames.includes(marker) || rareFrames.includes(marker)) {
      found.frame ??= readFrame(marker, body);
    } else if (marker === app0 && hasText(body, 0, 'JFIF\0')) found.hasJfif = true;
    else if (marker === app1 && hasText(body, 0, 'Exif\0')) found.orientation ??= exifOrientation(body);
    else if (marker === app14 && hasText(body, 0, 'Adobe')) found.adobeTransform = u8(body, 11);
  }
  return found;
}

function readFrame(marker: number, body: Uint8Array): Frame {
  const components = Array.from({ length: Math.min(u8(body, 5), 5) }, (_, i) => {
    const at = 6 + i * 3;
    const factors = u8(body, at + 1);
    return { id: u8(body, at), across: factors >> 4, down: factors & 15, table: u8(body, at + 2) };
  });
  const [heightPx, widthPx] = [u16be(body, 1), u16be(body, 3)];
  return { marker, precision: u8(body, 0), widthPx, heightPx, components };
}

/** The first definition of a slot counts: later ones belong to later frames of odd files. */
function addTables(body: Uint8Array, tables: Found['tables']): void {
  for (let at = 0; at < body.length;) {
    const wide = u8(body, at) >> 4 !== 0;
    const slot = u8(body, at) & 15;
    const step = (i: number) => (wide ? u16be(body, at + 1 + 2 * i) : u8(body, at + 1 + i));
    if (at + (wide ? 129 : 65) > body.length) return;
    if (!tables.has(slot))
      tables.set(
        slot,
        Array.from({ length: 64 }, (_, i) => step(i)),
      );
    at += wide ? 129 : 65;
  }
}

/** The rules of libjpeg: Adobe's marker decides, then JFIF, then component ids that spell RGB. */
function colourOf(frame: Frame, found: Found): ColourModel | null {
  const ids = String.fromCharCode(...frame.components.map((component) => component.id));
  switch (frame.components.length) {
    case 1:
      return 'grey';
    case 3:
      if (found.hasJfif) return 'ycc';
      if (found.adobeTransform !== null) return found.adobeTransform === 0 ? 'rgb' : 'ycc';
      return ids === 'RGB' ? 'rgb' : 'ycc';
    case 4:
      return 'cmyk';
    default:
      return null;
  }
}

function jpegFacts(frame: Frame, found: Found, colour: ColourModel): JpegFacts {
  const [first, second] = frame.components;
  const luma = found.tables.get(first?.table ?? 0);
  const chroma = colour === 'ycc' ? found.tables.get(second?.table ?? 0) : undefined;
  return {
    progressive: frame.marker === progressiveFrame,
    quality: luma ? jpegQuality(luma, chroma ?? null) : null,
    subsampling: colour === 'ycc' ? subsamplingOf(frame.components) : null,
  };
}

const subsamplings: ReadonlyMap<string, string> = new Map([
  ['1x1', '4:4:4'],
  ['2x1', '4:2:2'],
  ['2x2', '4:2:0'],
  ['1x2', '4:4:0'],
  ['4x1', '4:1:1'],
  ['4x2', '4:1:0'],
]);

function subsamplingOf([luma, cb, cr]: readonly Component[]): string | null {
  if (!luma || !cb || cb.across !== cr?.across || cb.down !== cr.down) return null;
  return subsamplings.get(`${luma.across / cb.across}x${luma.down / cb.down}`) ?? null;
}
