import type { ImageFacts } from '../core/image/facts.ts';
import { wholeOf } from '../core/degradation/degrade-pixels.ts';
import { isOpaque, type PlaneLayout } from '../core/image/frame-pixels.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import { pixelsEqual, probePattern, probeSidePx } from '../core/image/probe.ts';
import { bitmapSource } from './canvas-window.ts';
import { fastPackedSource, fastPlanarSource } from './fast-frames.ts';

/** A frame is copied whole, a bitmap window by window: larger pictures are better read in windows. */
const mostPixels = 8_000_000;

type Kind = 'planar' | 'packed';

/**
 * Decodes by WebCodecs, which takes about half of the time of a bitmap on a canvas: the file goes to the decoder
 * without another copy, and the pixels come back without a canvas. Only where this browser was seen to give the very
 * pixels of a bitmap; null elsewhere, for pictures that are turned, large or transparent, and for what cannot be read.
 */
export async function decodeFrame(
  bytes: Uint8Array<ArrayBuffer>,
  { format, orientation, colour, storedWidthPx, storedHeightPx }: ImageFacts,
): Promise<PixelSource | null> {
  const fits = orientation === 1 && storedWidthPx * storedHeightPx <= mostPixels;
  if (!fits || colour === 'cmyk' || (format !== 'jpeg' && format !== 'png')) return null;
  const kinds = await exactKinds();
  return kinds.size === 0 ? null : sourceOfFrame(bytes, `image/${format}`, kinds).catch(() => null);
}

async function sourceOfFrame(
  data: Uint8Array<ArrayBuffer>,
  type: string,
  kinds: ReadonlySet<Kind>,
): Promise<PixelSource | null> {
  const decoder = new ImageDecoder({ data, type, colorSpaceConversion: 'none' });
  try {
    const { image: frame } = await decoder.decode();
    try {
      return await sourceIn(frame, kinds);
    } finally {
      frame.close();
    }
  } finally {
    decoder.close();
  }
}

async function sourceIn(frame: VideoFrame, kinds: ReadonlySet<Kind>): Promise<PixelSource | null> {
  const { format, visibleRect } = frame;
  const kind = kindOf(frame);
  if (kind === null || !kinds.has(kind) || !visibleRect) return null;
  const bytes = new Uint8Array(frame.allocationSize());
  const layout = await frame.copyTo(bytes);
  const { width, height } = visibleRect;
  if (kind === 'planar') return fastPlanarSource(bytes, layout as unknown as Planes, width, height);
  const [plane] = layout;
  const hasAlpha = format === 'RGBA' || format === 'BGRA';
  if (!plane || (hasAlpha && !isOpaque(bytes))) return null;
  return fastPackedSource(bytes, plane, width, height, format === 'BGRA' || format === 'BGRX');
}

type Planes = readonly [PlaneLayout, PlaneLayout, PlaneLayout];

/** null for frames whose way to pixels is not known here. */
function kindOf({ format, colorSpace }: VideoFrame): Kind | null {
  if (format === 'I420') return colorSpace.fullRange && colorSpace.matrix === 'smpte170m' ? 'planar' : null;
  return format !== null && ['RGBA', 'RGBX', 'BGRA', 'BGRX'].includes(format) ? 'packed' : null;
}

let answer: Promise<ReadonlySet<Kind>> | undefined;

/** Which frames of this browser have the pixels of its bitmaps. Asked once a worker. */
function exactKinds(): Promise<ReadonlySet<Kind>> {
  answer ??= probe().catch(() => new Set<Kind>());
  return answer;
}

/** Has the browser write two files and reads each both ways. */
async function probe(): Promise<ReadonlySet<Kind>> {
  const exact = new Set<Kind>();
  if (typeof ImageDecoder === 'undefined') return exact;
  const canvas = new OffscreenCanvas(probeSidePx, probeSidePx);
  canvas.getContext('2d')?.putImageData(new ImageData(probePattern(), probeSidePx, probeSidePx), 0, 0);
  for (const [kind, type] of [
    ['planar', 'image/jpeg'],
    ['packed', 'image/png'],
  ] as const) {
    const file = await canvas.convertToBlob({ type, quality: 0.8 });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const source = await sourceOfFrame(bytes, type, new Set([kind])).catch(() => null);
    if (!source) continue;
    const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none' });
    if (pixelsEqual(wholeOf(source).data, wholeOf(bitmapSource(bitmap)).data)) exact.add(kind);
    bitmap.close();
  }
  return exact;
}
