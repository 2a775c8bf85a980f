import type { ImageFailure, ImageFormat } from '../core/image/facts.ts';

/*
 * Why a file is no picture that can be judged, in sentences that name the file.
 */

export const formatNames: Record<ImageFormat, string> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  avif: 'AVIF',
  gif: 'GIF',
  bmp: 'BMP',
};

const readable = 'Telltale reads JPEG, PNG, WebP, AVIF, GIF and BMP.';

export function imageFailureSentence(name: string, failure: ImageFailure): string {
  switch (failure.code) {
    case 'empty-file':
      return `${name} is empty: it holds 0 bytes. Copy or download it again.`;
    case 'unreadable':
      return `${name} could not be read: ${clause(failure.detail)}. It may have been moved or changed since it was chosen; choose it again.`;
    case 'unsupported-format':
      return unsupported(name, failure.found);
    case 'truncated':
      return `${name} is cut short: the ${formatNames[failure.format]} data ends before the picture does. Copy or download it again.`;
    case 'damaged':
      return `${name} is a damaged ${formatNames[failure.format]} file and could not be decoded: ${clause(failure.detail)}.`;
    case 'too-large':
      return `${name} is too large: ${String(failure.widthPx)} × ${String(failure.heightPx)} px. Up to ${String(failure.limitMegapixels)} megapixels can be read.`;
    case 'not-exact':
      return `${name} was not judged: this browser alters the pixels of ${formatNames[failure.format]} files when it reads them, and altered pixels could change the verdict. A browser that does not resist fingerprinting can judge it.`;
    default:
      failure satisfies never;
      return `${name} was not judged.`;
  }
}

function unsupported(name: string, found: string | null): string {
  if (found === null) return `${name} is not a picture that can be read here. ${readable}`;
  const sentence = `${name} is ${found}, not a picture that can be read here.`;
  return /html/iu.test(found)
    ? `${name} is ${found}, not a picture. If you saved it from a website, save the picture itself.`
    : `${sentence} ${readable}`;
}

/** A detail from elsewhere, made to fit inside a sentence of ours. */
export function clause(detail: string): string {
  const trimmed = detail.trim().replace(/[.!\s]+$/u, '');
  return trimmed === '' ? 'no reason was given' : trimmed;
}
