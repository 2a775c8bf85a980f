import { textOf } from '../../checkpoint/reading.ts';
import { hasText, latin1, u8 } from '../../image/bytes.ts';

export const blockBytes = 512;

/** One header of a tar archive (POSIX.1-1988 ustar with GNU's base-256 numbers). */
export interface TarHeader {
  /** Only of this header: longer names come in entries before it. */
  readonly name: string;
  readonly size: number;
  /** '0' a file, '5' a folder, 'x' and 'g' pax records, 'L' GNU's long name; others are no files. */
  readonly type: string;
}

export type HeaderRead =
  | { readonly kind: 'header'; readonly header: TarHeader }
  /** A block of zeros: the archive ends here. */
  | { readonly kind: 'end' }
  | { readonly kind: 'damaged'; readonly detail: string };

/** @param block 512 bytes */
export function readTarHeader(block: Uint8Array): HeaderRead {
  const stated = octal(block, 148, 8);
  if (block.every((byte) => byte === 0)) return { kind: 'end' };
  if (stated === null || !sums(block).includes(stated)) {
    return { kind: 'damaged', detail: 'a header whose checksum is wrong' };
  }
  const size = numberAt(block, 124, 12);
  if (size === null) return { kind: 'damaged', detail: 'a header whose size is no number' };
  const name = textAt(block, 0, 100);
  const prefix = hasText(block, 257, 'ustar\0') ? textAt(block, 345, 155) : '';
  const type = latin1(block, 156, 1);
  return {
    kind: 'header',
    header: { name: prefix === '' ? name : `${prefix}/${name}`, size, type: type === '\0' ? '0' : type },
  };
}

/** The sum of all bytes, those of the checksum taken as blanks; some old writers added signed bytes. */
function sums(block: Uint8Array): [number, number] {
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < blockBytes; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : u8(block, at);
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  return [unsigned, signed];
}

/** Octal digits, or GNU's binary number where the first bit is set; null where it is neither, or too large. */
function numberAt(block: Uint8Array, at: number, length: number): number | null {
  if ((u8(block, at) & 0x80) === 0) return octal(block, at, length);
  let value = u8(block, at) & 0x7f;
  for (let i = 1; i < length; i++) value = value * 256 + u8(block, at + i);
  return Number.isSafeInteger(value) ? value : null;
}

function octal(block: Uint8Array, at: number, length: number): number | null {
  const digits = /^ *([0-7]+)[ \0]*$/u.exec(latin1(block, at, length))?.[1];
  return digits === undefined ? null : parseInt(digits, 8);
}

function textAt(block: Uint8Array, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return textOf(end === -1 ? field : field.subarray(0, end));
}
