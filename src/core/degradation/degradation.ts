import * as v from 'valibot';
import { failed, success, type Result } from '../result.ts';

/*
 * What can be done to a picture before a detector sees it, as plain data. docs/methods.md says what each does to the pixels.
 */

const quality = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100));

export const degradationSchema = v.variant('kind', [
  v.object({ kind: v.literal('untouched') }),
  /** Written as JPEG with 4:2:0 chroma and read again; quality on libjpeg's scale. */
  v.object({ kind: v.literal('jpeg'), quality }),
  /** Written as lossy WebP and read again; quality on libwebp's scale. */
  v.object({ kind: v.literal('webp'), quality }),
  /** Gaussian blur; standard deviation in pixels. 0 leaves the picture. */
  v.object({ kind: v.literal('blur'), sigmaPx: v.pipe(v.number(), v.minValue(0), v.maxValue(50)) }),
  /** Reduced until the shorter side has this many pixels; smaller pictures stay. */
  v.object({ kind: v.literal('lr'), sidePx: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  /** Both sides times this, at most 1. */
  v.object({ kind: v.literal('scale'), factor: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)) }),
  /** White Gaussian noise on every sample; standard deviation in grey levels of 255. */
  v.object({ kind: v.literal('noise'), sigmaLevels: v.pipe(v.number(), v.minValue(0), v.maxValue(255)) }),
]);

export type Degradation = v.InferOutput<typeof degradationSchema>;

/** Why a key names no degradation; `found` is the key. */
export interface DegradationFailure {
  readonly code: 'not-a-degradation';
  readonly found: string;
}

/** A stable name for addresses, tables and caches: `untouched`, `jpeg:65`, `blur:3`, `lr:112`, `scale:0.5`. */
export function degradationKey(degradation: Degradation): string {
  const strength = strengthOf(degradation);
  return strength === null ? degradation.kind : `${degradation.kind}:${strength}`;
}

/** The one number of a degradation, null for 'untouched': what a curve is drawn over. */
export function strengthOf(degradation: Degradation): number | null {
  switch (degradation.kind) {
    case 'untouched':
      return null;
    case 'jpeg':
    case 'webp':
      return degradation.quality;
    case 'blur':
      return degradation.sigmaPx;
    case 'lr':
      return degradation.sidePx;
    case 'scale':
      return degradation.factor;
    case 'noise':
      return degradation.sigmaLevels;
    default:
      return degradation satisfies never;
  }
}

/** The degradation of a key. Only keys that `degradationKey` writes are taken, so that each has one name. */
export function degradationOf(key: string): Result<Degradation, DegradationFailure> {
  const [kind, text] = key.split(':', 2);
  const strength = Number(text);
  const fields = {
    kind,
    quality: strength,
    sigmaPx: strength,
    sidePx: strength,
    factor: strength,
    sigmaLevels: strength,
  };
  const parsed = v.safeParse(degradationSchema, fields);
  if (!parsed.success || degradationKey(parsed.output) !== key)
    return failed({ code: 'not-a-degradation', found: key });
  return success(parsed.output);
}
