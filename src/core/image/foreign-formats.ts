import { hasText, latin1 } from './bytes.ts';
import { isoBrands } from './avif-header.ts';

/** Signatures of files that people drop by mistake or that browsers cannot decode, with the name to show. */
const signatures: readonly (readonly [offset: number, text: string, name: string])[] = [
  [0, '%PDF-', 'a PDF document'],
  [0, 'II*\0', 'a TIFF or raw photograph'],
  [0, 'MM\0*', 'a TIFF or raw photograph'],
  [0, '\xff\x0a', 'a JPEG XL picture'],
  [4, 'JXL \r\n\x87\n', 'a JPEG XL picture'],
  [4, 'jP  \r\n\x87\n', 'a JPEG 2000 picture'],
  [0, '8BPS', 'a Photoshop document'],
  [0, '\0\0\x01\0', 'an icon file'],
  [0, 'PK\x03\x04', 'a ZIP archive'],
  [0, 'PK\x05\x06', 'an empty ZIP archive'],
  [0, '\x1f\x8b', 'a gzip archive'],
  [0, 'Rar!\x1a\x07', 'a RAR archive'],
  [0, '7z\xbc\xaf\x27\x1c', 'a 7z archive'],
  [0, '\x1a\x45\xdf\xa3', 'a WebM or Matroska video'],
];

const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];

/** What a file that is no supported picture is, in words ('a PDF document'); null where nobody can tell. */
export function nameForeign(bytes: Uint8Array): string | null {
  const hit = signatures.find(([offset, text]) => hasText(bytes, offset, text));
  if (hit) return hit[2];
  const brands = isoBrands(bytes);
  if (brands.some((brand) => heicBrands.includes(brand))) return 'a HEIC photograph';
  if (brands.length > 0) return 'an MP4 or QuickTime video';
  return nameText(bytes);
}

/** Enough to see what a text is about; longer comments before the first tag are rare. */
const textSampleBytes = 1024;

function nameText(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, textSampleBytes);
  if (!sample.every(isTextByte)) return null;
  const text = latin1(sample, 0, sample.length).replace('\xef\xbb\xbf', '').trimStart().toLowerCase();
  if (/^<(!doctype html|html|head|body)\b/.test(text)) return 'an HTML page';
  if (/^<(svg|\?xml|!--|!doctype svg)/.test(text) && text.includes('<svg')) return 'an SVG drawing';
  if (/^<(\?xml|!--)/.test(text) && text.includes('<html')) return 'an HTML page';
  return 'a text file';
}

/** Tab, line ends, form feed, escape, and all that is printable in ASCII or part of UTF-8. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x20 && byte < 0xf8 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
}
