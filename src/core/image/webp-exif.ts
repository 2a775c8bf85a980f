import { latin1, u32le } from './bytes.ts';

/**
 * A copy of a WebP file whose EXIF chunk no decoder recognises. Browsers disagree on whether an orientation in it
 * counts; hidden, it counts nowhere, and the caller can apply it alike everywhere.
 *
 * The chunk keeps its length and place; only its name changes, which RFC 9649 has decoders skip.
 */
export function hideWebpExif(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const hidden = bytes.slice();
  const headerBytes = 12;
  const chunkHeaderBytes = 8;
  for (let at = headerBytes; at + chunkHeaderBytes <= bytes.length;) {
    if (latin1(bytes, at, 4) === 'EXIF') hidden.set([0x78, 0x78, 0x78, 0x78], at);
    const length = u32le(bytes, at + 4);
    at += chunkHeaderBytes + length + (length % 2);
  }
  return hidden;
}
