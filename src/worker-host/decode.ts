import type { Decoder } from '../contracts/prepare.ts';
import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import { orientedSource } from '../core/image/orient.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import { hideWebpExif } from '../core/image/webp-exif.ts';
import { failed, success, type Result } from '../core/result.ts';
import { bitmapSource } from './canvas-window.ts';
import { decodeWithCodec } from './decode-codec.ts';
import { decodeFrame } from './decode-frame.ts';
import { thumbnailOf } from './thumbnail.ts';
import { messageOf } from '../core/error-message.ts';

export interface Decoded {
  /** Oriented, alpha on white. */
  readonly source: PixelSource;
  readonly decoder: Decoder;
  readonly thumbnail: () => Promise<Blob | null>;
  /** Frees the pixels. */
  readonly close: () => void;
}

/**
 * Decodes to exact pixels: by the browser where reading a canvas back is exact, else by a wasm codec, whose
 * output never passes a canvas.
 *
 * @param bytes the whole of `file`
 * @param canvasIsExact what the probe found
 * @param wantsPreview false: nobody asks for a thumbnail, which decodes again where WebCodecs was used
 */
export async function decode(
  file: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  facts: ImageFacts,
  canvasIsExact: boolean,
  wantsPreview: boolean,
): Promise<Result<Decoded, ImageFailure>> {
  try {
    if (!canvasIsExact) return await decodeExactly(file, bytes, facts);
    const frame = wantsPreview ? null : await decodeFrame(bytes, facts);
    if (frame) return success(withoutBitmap(frame, 'browser', file, facts));
    // The codec goes first where it is closer; what it has none for or cannot read, the browser may.
    const closer = roundsAlpha(facts) ? await decodeExactly(file, bytes, facts).catch(() => null) : null;
    return closer?.ok ? closer : success(await decodeInBrowser(file, bytes, facts));
  } catch (error) {
    return failed({ code: 'damaged', format: facts.format, detail: messageOf(error) });
  }
}

/**
 * Browsers keep transparent pictures premultiplied; for these formats the rounding moves whole areas by a level
 * (measured against Pillow), for PNG it does not.
 */
function roundsAlpha({ hasAlpha, format }: ImageFacts): boolean {
  return hasAlpha && (format === 'webp' || format === 'avif');
}

async function decodeInBrowser(
  file: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  facts: ImageFacts,
): Promise<Decoded> {
  const turnHere = facts.format === 'webp' && facts.orientation !== 1;
  const blob = turnHere ? new Blob([hideWebpExif(bytes)]) : file;
  const bitmap = await createImageBitmap(typed(blob, facts), {
    imageOrientation: 'from-image',
    colorSpaceConversion: 'none',
  });
  return {
    source: orientedSource(bitmapSource(bitmap), turnHere ? facts.orientation : 1),
    decoder: 'browser',
    thumbnail: () => thumbnailOf(bitmap),
    close: () => {
      bitmap.close();
    },
  };
}

async function decodeExactly(
  file: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  facts: ImageFacts,
): Promise<Result<Decoded, ImageFailure>> {
  const source = await decodeWithCodec(bytes, facts);
  if (!source) return failed({ code: 'not-exact', format: facts.format });
  return success(withoutBitmap(source, 'wasm-codec', file, facts));
}

function withoutBitmap(source: PixelSource, decoder: Decoder, file: Blob, facts: ImageFacts): Decoded {
  const thumbnail = () => previewOf(typed(file, facts));
  return { source, decoder, thumbnail, close: () => undefined };
}

/** The type is the one that the bytes have: a PNG named .jpg is a PNG. Copies nothing. */
function typed(file: Blob, { format }: ImageFacts): Blob {
  return file.slice(0, file.size, `image/${format}`);
}

/** A preview may go through the canvas: noise does not matter to the eye. */
async function previewOf(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return null;
  try {
    return await thumbnailOf(bitmap);
  } finally {
    bitmap.close();
  }
}
