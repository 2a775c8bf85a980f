import * as v from 'valibot';
import { failed, success, type Result } from '../result.ts';
import type { CatalogueFile } from './catalogue.ts';

/*
 * A file whose hash nobody could tell beforehand is pinned when it is fetched first: whoever swaps it later is noticed.
 */

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));

const pinSchema = v.object({
  sha256,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** ISO 8601: when it was fetched first. */
  pinnedAt: v.pipe(v.string(), v.isoTimestamp()),
});

export type Pin = v.InferOutput<typeof pinSchema>;

/** null where it is no pin that this page can use. */
export function readPin(json: unknown): Pin | null {
  const parsed = v.safeParse(pinSchema, json);
  return parsed.success ? parsed.output : null;
}

export interface FoundFile {
  readonly sha256: string;
  readonly bytes: number;
}

export type FileMismatch =
  /** Not the bytes that the catalogue names. */
  | { readonly code: 'not-as-listed'; readonly expected: string; readonly found: string }
  /** Not the bytes that came from the same address before. */
  | { readonly code: 'changed'; readonly pin: Pin; readonly found: FoundFile };

/** 'listed': as the catalogue says; 'first': nothing to compare with yet; 'as-before': as when it was fetched first. */
export type Standing = 'listed' | 'first' | 'as-before';

/** Whether a downloaded file is the one that was expected. What the catalogue says counts more than a pin. */
export function compareFile(
  { sha256: listed }: Pick<CatalogueFile, 'sha256'>,
  pin: Pin | null,
  found: FoundFile,
): Result<Standing, FileMismatch> {
  if (listed)
    return listed.value === found.sha256
      ? success('listed')
      : failed({ code: 'not-as-listed', expected: listed.value, found: found.sha256 });
  if (!pin) return success('first');
  return pin.sha256 === found.sha256 ? success('as-before') : failed({ code: 'changed', pin, found });
}
