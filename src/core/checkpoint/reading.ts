import { u32le } from '../image/bytes.ts';
import type { ByteSource } from './byte-source.ts';
import { refuse } from './failures.ts';

/** Exactly these bytes; a source that ends before is refused, without allocating, as 'truncated' with `what`. */
export async function readExactly(
  source: ByteSource,
  offset: number,
  length: number,
  what: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (offset + length > source.size) refuse({ code: 'truncated', what });
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) refuse({ code: 'truncated', what });
  return bytes;
}

/** Inexact above 2^53, where no file reaches: only good to be compared. */
export function u64le(bytes: Uint8Array, at: number): number {
  return u32le(bytes, at) + u32le(bytes, at + 4) * 2 ** 32;
}

const chunkBytes = 8192;

/** UTF-8; Latin-1 where the bytes are no UTF-8, as in the strings of Python 2. */
export function textOf(bytes: Uint8Array): string {
  const latin = latinOf(bytes);
  if (!/[\x80-\xff]/.test(latin)) return latin;
  try {
    return decodeURIComponent(latin.replace(/[%\x80-\xff]/g, percentEncoded));
  } catch {
    return latin;
  }
}

function latinOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + chunkBytes)));
  }
  return parts.join('');
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
