import { failed, success, type Result } from '../result.ts';
import { isoBrands, readAvifHeader } from './avif-header.ts';
import { looksLikeBmp, readBmpHeader } from './bmp-header.ts';
import { hasText } from './bytes.ts';
import type { ImageFacts, ImageFailure } from './facts.ts';
import { nameForeign } from './foreign-formats.ts';
import { readGifHeader } from './gif-header.ts';
import { damaged, truncated, type HeaderReader } from './header.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readPngHeader } from './png-header.ts';
import { readWebpHeader } from './webp-header.ts';

/** Decoded, a picture of this size takes 800 MB; more makes tabs crash. */
export const defaultLimitMegapixels = 200;

/**
 * Facts of a picture from the whole bytes of its file, by content and never by name, without decoding. Never
 * throws. Size limits are judged first, so that a bomb is refused before anyone looks further into it.
 */
export function sniff(
  bytes: Uint8Array,
  limitMegapixels = defaultLimitMegapixels,
): Result<ImageFacts, ImageFailure> {
  if (bytes.length === 0) return failed({ code: 'empty-file' });
  const read = readerFor(bytes);
  if (!read) return failed({ code: 'unsupported-format', found: nameForeign(bytes) });
  const header = read(bytes);
  if (!header.ok) return header;
  const { facts, complete } = header.value;
  if (facts.storedWidthPx === 0 || facts.storedHeightPx === 0) {
    return damaged(facts.format, `a size of ${facts.storedWidthPx} x ${facts.storedHeightPx} pixels`);
  }
  const excess = tooLarge(facts, limitMegapixels);
  if (excess) return failed(excess);
  return complete ? success(facts) : truncated(facts.format);
}

/**
 * Facts of a picture from the first bytes of its file, as far as they reach; null where they hold no header that can be
 * read. Says nothing about whether the rest of the file is there.
 */
export function sniffHead(bytes: Uint8Array): ImageFacts | null {
  const header = readerFor(bytes)?.(bytes);
  if (!header?.ok) return null;
  const { facts } = header.value;
  return facts.storedWidthPx > 0 && facts.storedHeightPx > 0 ? facts : null;
}

/** The failure of a picture above the limit, in millions of pixels; null for one that is small enough. */
export function tooLarge(facts: ImageFacts, limitMegapixels: number): ImageFailure | null {
  const { storedWidthPx: widthPx, storedHeightPx: heightPx } = facts;
  if (widthPx * heightPx <= limitMegapixels * 1e6) return null;
  return { code: 'too-large', widthPx, heightPx, limitMegapixels };
}

function readerFor(bytes: Uint8Array): HeaderReader | null {
  if (hasText(bytes, 0, '\xff\xd8')) return readJpegHeader;
  if (hasText(bytes, 0, '\x89PNG')) return readPngHeader;
  if (hasText(bytes, 0, 'GIF87a') || hasText(bytes, 0, 'GIF89a')) return readGifHeader;
  if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) return readWebpHeader;
  if (looksLikeBmp(bytes)) return readBmpHeader;
  if (isoBrands(bytes).some((brand) => brand === 'avif' || brand === 'avis')) return readAvifHeader;
  return null;
}
