import { packedSource, planarSource, type PlaneLayout } from '../core/image/frame-pixels.ts';
import { frameModule, frameSlack, type FrameExports } from '../core/image/frame-wasm.ts';
import type { PixelSource, Rect, RgbImage } from '../core/image/pixels.ts';
import { placesInOrder, wasmFunctions, wasmMemory } from './wasm-instance.ts';

/*
 * Pixels of decoded frames by WebAssembly with SIMD, a band of rows at a time; by plain loops where there is none, or
 * where rows are too long for it. The bytes are the same.
 */

type Planes = readonly [PlaneLayout, PlaneLayout, PlaneLayout];

const mostWidthPx = 16_384;
/** Bytes of a band: of the frame, and of its pixels. */
const bandBytes = 1 << 19;

export function fastPlanarSource(
  bytes: Uint8Array<ArrayBuffer>,
  planes: Planes,
  widthPx: number,
  heightPx: number,
): PixelSource {
  const [luma, blue, red] = planes;
  const converter = converterFor(false);
  // Half of the band for luma, a quarter for either chroma, which needs a row more on each side.
  const rows = Math.floor(bandBytes / 2 / luma.stride) & ~1;
  const chromaFits = Math.max(blue.stride, red.stride) * (rows / 2 + 2) <= bandBytes / 4;
  if (!converter || widthPx > mostWidthPx || widthPx < 5 || rows < 2 || !chromaFits)
    return planarSource(bytes, planes, widthPx, heightPx);
  const { memory, frame, out, functions } = converter;
  const chromaWidthPx = Math.ceil(widthPx / 2);
  const lastChroma = Math.ceil(heightPx / 2) - 1;
  const [blueAt, redAt] = [frame + bandBytes / 2, frame + (bandBytes * 3) / 4];

  return sourceByBands(widthPx, heightPx, rows, (from, to, window, data) => {
    const chromaFrom = Math.max(0, (from >> 1) - 1);
    const chromaTo = Math.min(lastChroma, ((to - 1) >> 1) + 1) + 1;
    copyRows(bytes, luma, from, to, memory, frame);
    copyRows(bytes, blue, chromaFrom, chromaTo, memory, blueAt);
    copyRows(bytes, red, chromaFrom, chromaTo, memory, redAt);
    for (let row = from; row < to; row++) {
      const near = row >> 1;
      const far = Math.min(lastChroma, Math.max(0, row & 1 ? near + 1 : near - 1));
      functions.planar(
        frame + (row - from) * luma.stride,
        blueAt + (near - chromaFrom) * blue.stride,
        blueAt + (far - chromaFrom) * blue.stride,
        redAt + (near - chromaFrom) * red.stride,
        redAt + (far - chromaFrom) * red.stride,
        out + (row - from) * widthPx * 3,
        chromaWidthPx,
      );
    }
    takeRows(memory.subarray(out), widthPx, from, to, window, data);
  });
}

export function fastPackedSource(
  bytes: Uint8Array<ArrayBuffer>,
  layout: PlaneLayout,
  widthPx: number,
  heightPx: number,
  isBlueFirst: boolean,
): PixelSource {
  const converter = converterFor(isBlueFirst);
  const rows = Math.floor(bandBytes / layout.stride);
  if (!converter || rows < 1) return packedSource(bytes, layout, widthPx, heightPx, isBlueFirst);
  const { memory, frame, out, functions } = converter;
  return sourceByBands(widthPx, heightPx, rows, (from, to, window, data) => {
    copyRows(bytes, layout, from, to, memory, frame);
    for (let row = from; row < to; row++) {
      const n = row - from;
      functions.packed(frame + n * layout.stride, out + n * widthPx * 3, widthPx * 4);
    }
    takeRows(memory.subarray(out), widthPx, from, to, window, data);
  });
}

/** @param convert fills the window's rows from..to-1 (of the picture) in `data` */
function sourceByBands(
  widthPx: number,
  heightPx: number,
  rows: number,
  convert: (from: number, to: number, window: Rect, data: Uint8Array) => void,
): PixelSource {
  return {
    widthPx,
    heightPx,
    read(window, into): RgbImage {
      const bytes = window.widthPx * window.heightPx * 3;
      const data = into?.length === bytes ? into : new Uint8Array(bytes);
      const end = window.y + window.heightPx;
      for (let from = window.y; from < end; from += rows)
        convert(from, Math.min(end, from + rows), window, data);
      return { widthPx: window.widthPx, heightPx: window.heightPx, data };
    },
  };
}

function copyRows(
  bytes: Uint8Array,
  { offset, stride }: PlaneLayout,
  from: number,
  to: number,
  memory: Uint8Array,
  at: number,
): void {
  memory.set(bytes.subarray(offset + from * stride, offset + to * stride), at);
}

/** The window's part of rows from..to-1, which lie at the beginning of `rows`. */
function takeRows(
  rows: Uint8Array,
  widthPx: number,
  from: number,
  to: number,
  window: Rect,
  data: Uint8Array,
): void {
  const bytes = window.widthPx * 3;
  if (window.widthPx === widthPx) {
    data.set(rows.subarray(0, (to - from) * bytes), (from - window.y) * bytes);
    return;
  }
  for (let row = from; row < to; row++) {
    const at = ((row - from) * widthPx + window.x) * 3;
    data.set(rows.subarray(at, at + bytes), (row - window.y) * bytes);
  }
}

interface Converter {
  readonly memory: Uint8Array;
  /** Addresses of a band of the frame and of its pixels. */
  readonly frame: number;
  readonly out: number;
  readonly functions: FrameExports;
}

const converters = new Map<boolean, Converter | null>();

/** One a worker and order of colours: nothing of it outlives a call. null where the browser has no SIMD. */
function converterFor(isBlueFirst: boolean): Converter | null {
  const known = converters.get(isBlueFirst);
  if (known !== undefined) return known;
  let made: Converter | null = null;
  try {
    made = makeConverter(isBlueFirst);
  } catch {
    // No WebAssembly, or no SIMD.
  }
  converters.set(isBlueFirst, made);
  return made;
}

function makeConverter(isBlueFirst: boolean): Converter {
  const place = placesInOrder();
  const bytes = (length: number) => place(length + frameSlack, 1);
  const lineBytes = mostWidthPx + frameSlack;
  const sums = bytes(2 * lineBytes);
  const frame = bytes(bandBytes);
  const out = bytes(bandBytes * 2);
  const memory = wasmMemory(place(0));
  const functions = wasmFunctions(frameModule(sums, lineBytes, isBlueFirst), memory) as FrameExports;
  return { memory: new Uint8Array(memory.buffer), frame, out, functions };
}
