import type { Result } from '../result.ts';
import type { ImageFacts, ImageFailure, ImageFormat } from './facts.ts';

/** What a format's header reader found. The size is known before it is clear whether the pixels are all there. */
export interface Header {
  readonly facts: ImageFacts;
  /** False where the file ends before the picture does. */
  readonly complete: boolean;
}

/** A reader gets a whole file that starts with its format's signature. It never throws and always ends. */
export type HeaderReader = (bytes: Uint8Array) => Result<Header, ImageFailure>;

export function truncated(format: ImageFormat): { ok: false; failure: ImageFailure } {
  return { ok: false, failure: { code: 'truncated', format } };
}

export function damaged(format: ImageFormat, detail: string): { ok: false; failure: ImageFailure } {
  return { ok: false, failure: { code: 'damaged', format, detail } };
}

export function unsupported(found: string): { ok: false; failure: ImageFailure } {
  return { ok: false, failure: { code: 'unsupported-format', found } };
}
