import { u16be, u32be, u8 } from './bytes.ts';
import { boxes, firstOf, type Box } from './iso-boxes.ts';

export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** The item part of a HEIF `meta` box (ISO/IEC 23008-12), as far as a header reader needs it. */
export interface Items {
  /** Properties of the primary item, in the order in which transformations are applied. */
  readonly primary: readonly Box[];
  /** All properties of all items. */
  readonly all: readonly Box[];
  /** Where the items' data lie in the file; `idat`-relative extents are left out. */
  readonly extents: readonly Extent[];
}

export function readItems(bytes: Uint8Array, meta: Box): Items {
  const children = boxes(bytes, meta.from + 4, meta.to);
  const primaryBox = firstOf(children, 'pitm');
  const iprp = firstOf(children, 'iprp');
  const iloc = firstOf(children, 'iloc');
  const inside = iprp ? boxes(bytes, iprp.from, iprp.to) : [];
  const ipco = firstOf(inside, 'ipco');
  const all = ipco ? boxes(bytes, ipco.from, ipco.to) : [];
  const id = primaryBox ? readId(bytes, primaryBox.from + 4, u8(bytes, primaryBox.from) > 0) : 0;
  const primary = inside
    .filter((box) => box.type === 'ipma')
    .flatMap((box) => associations(bytes, box, id))
    .flatMap((index) => all[index - 1] ?? []);
  return { primary, all, extents: iloc ? readExtents(bytes, iloc) : [] };
}

function readId(bytes: Uint8Array, at: number, wide: boolean): number {
  return wide ? u32be(bytes, at) : u16be(bytes, at);
}

/** One-based property indices of an item in an `ipma` box. */
function associations(bytes: Uint8Array, ipma: Box, item: number): number[] {
  const wideIds = u8(bytes, ipma.from) > 0;
  const wideIndices = (u8(bytes, ipma.from + 3) & 1) === 1;
  const end = Math.min(ipma.to, bytes.length);
  const entries = u32be(bytes, ipma.from + 4);
  let at = ipma.from + 8;
  for (let entry = 0; entry < entries && at < end; entry++) {
    const id = readId(bytes, at, wideIds);
    at += wideIds ? 4 : 2;
    const count = u8(bytes, at++);
    const indexBytes = wideIndices ? 2 : 1;
    if (id === item) {
      return Array.from({ length: count }, (_, i) =>
        wideIndices ? u16be(bytes, at + 2 * i) & 0x7fff : u8(bytes, at + i) & 0x7f,
      );
    }
    at += count * indexBytes;
  }
  return [];
}

/** ISO/IEC 14496-12, 8.11.3: field widths of 0, 4 or 8 bytes stand in the box's head. */
function readExtents(bytes: Uint8Array, iloc: Box): Extent[] {
  const version = u8(bytes, iloc.from);
  const sizes = u16be(bytes, iloc.from + 4);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version > 0 ? sizes & 15 : 0;
  const wide = version > 1;
  const end = Math.min(iloc.to, bytes.length);
  const items = readId(bytes, iloc.from + 6, wide);
  const found: Extent[] = [];
  let at = iloc.from + (wide ? 10 : 8);
  for (let item = 0; item < items && at < end; item++) {
    at += wide ? 4 : 2;
    const inFile = version === 0 || (u16be(bytes, at) & 15) === 0;
    at += version > 0 ? 4 : 2;
    const base = number(bytes, at, baseBytes);
    const count = u16be(bytes, at + baseBytes);
    at += baseBytes + 2;
    const extentBytes = indexBytes + offsetBytes + lengthBytes;
    // Fields of no width give every extent the same values: one is enough, and forged counts stay harmless.
    const distinct = extentBytes === 0 ? Math.min(1, count) : count;
    for (let extent = 0; extent < distinct && at < end; extent++) {
      const offset = base + number(bytes, at + indexBytes, offsetBytes);
      const length = number(bytes, at + indexBytes + offsetBytes, lengthBytes);
      if (inFile) found.push({ offset, length });
      at += extentBytes;
    }
  }
  return found;
}

function number(bytes: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 0x100 + u8(bytes, at + i);
  return value;
}
