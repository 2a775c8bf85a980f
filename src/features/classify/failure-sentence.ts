import type { LoadFailure } from '../../contracts/inference.ts';
import type { ImageFormat } from '../../core/image/facts.ts';
import type { ItemFailure } from '../../state/classify-store.ts';

/*
 * Failures in sentences. Each says what happened to which file, and what can be done about it where something can.
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

/** Why the picture `name` has no verdict. */
export function failureSentence(name: string, failure: ItemFailure): string {
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
    case 'device-lost':
      return `${name} was not judged: the graphics processor stopped answering (${clause(failure.detail)}). Try again, or use WASM only.`;
    case 'run-failed':
      return `${name} was not judged: the detector failed on it (${clause(failure.detail)}). Try again, or use WASM only.`;
    case 'not-loaded':
      return `${name} was not judged: the detector was not loaded. Try again.`;
    case 'worker-died':
      return `${name} was not judged: reading it stopped the worker more than once (${clause(failure.detail)}). The picture may need more memory than the browser gives.`;
    case 'offline':
    case 'http':
    case 'hash-mismatch':
    case 'no-backend':
      return `${name} was not judged. ${loadFailureSentence(failure)}`;
    default:
      failure satisfies never;
      return `${name} was not judged.`;
  }
}

/** Why the detector does not run. */
export function loadFailureSentence(
  failure: LoadFailure | { readonly code: 'worker-died'; readonly detail: string },
): string {
  switch (failure.code) {
    case 'offline':
      return `The detector could not be downloaded: ${clause(failure.detail)}. Check the network, then try again.`;
    case 'http':
      return `The detector could not be downloaded: the server answered ${String(failure.status)} for ${fileOf(failure.url)}.`;
    case 'hash-mismatch':
      return `The detector was not used: ${fileOf(failure.url)} is not the file that its card names (SHA-256 ${failure.found.slice(0, 12)}… instead of ${failure.expected.slice(0, 12)}…).`;
    case 'no-backend':
      return `The detector cannot run in this browser. ${failure.refusals.map(({ backend, reason }) => `${backendNames[backend]}: ${clause(reason)}.`).join(' ')}`.trim();
    case 'worker-died':
      return `The worker that runs the detector stopped: ${clause(failure.detail)}.`;
    default:
      failure satisfies never;
      return 'The detector does not run.';
  }
}

export const backendNames = { webgpu: 'WebGPU', wasm: 'WASM' } as const;

function unsupported(name: string, found: string | null): string {
  if (found === null) return `${name} is not a picture that can be read here. ${readable}`;
  const sentence = `${name} is ${found}, not a picture that can be read here.`;
  return /html/iu.test(found)
    ? `${name} is ${found}, not a picture. If you saved it from a website, save the picture itself.`
    : `${sentence} ${readable}`;
}

/** A detail from elsewhere, made to fit inside a sentence of ours. */
function clause(detail: string): string {
  const trimmed = detail.trim().replace(/[.!\s]+$/u, '');
  return trimmed === '' ? 'no reason was given' : trimmed;
}

function fileOf(url: string): string {
  return url.split(/[?#]/u)[0]?.split('/').at(-1) ?? url;
}
