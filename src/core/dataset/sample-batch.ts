/*
 * What a reader of samples hands to the index. Everything is a column, so that a batch of any size crosses threads
 * by transfer, as a dozen buffers. A fact that is not known has a value of its own, never a guess.
 */

export const labels = { real: 0, ai: 1, unknown: 255 } as const;
export const splits = { train: 0, val: 1, test: 2, unknown: 255 } as const;

/** For a real sample, which no generator made. */
export const noGenerator = 254;
export const unknownGenerator = 255;
/** Room for this many names of generators; samples of further ones are `unknownGenerator`. */
export const generatorLimit = 254;
export const unknownClass = 65_535;
/** Formats are positions in `imageFormats` (core/image/facts.ts). */
export const unknownFormat = 255;
/** Larger files count as `unknownByteLength - 1`. */
export const unknownByteLength = 0xffff_ffff;
/** Longer sides count as 65535. */
export const unknownSidePx = 0;
/** Also where the file is no JPEG. */
export const unknownQuality = 255;

/** The facts of samples, one entry a sample in every column. */
export interface FactColumns {
  /** One of `labels`. */
  readonly label: Uint8Array<ArrayBuffer>;
  /** Position in the source's list of generators; `noGenerator` for real samples. */
  readonly generator: Uint8Array<ArrayBuffer>;
  /** Position in the source's list of classes: 0..999 in the order of ILSVRC 2012 where the classes are ImageNet's. */
  readonly classIndex: Uint16Array<ArrayBuffer>;
  /** One of `splits`. */
  readonly split: Uint8Array<ArrayBuffer>;
  /** As the file's name says, or its content where that was read. */
  readonly format: Uint8Array<ArrayBuffer>;
  /** Of the file, 0 for an empty one. */
  readonly byteLength: Uint32Array<ArrayBuffer>;
  /** As a person sees the picture, EXIF orientation applied. */
  readonly widthPx: Uint16Array<ArrayBuffer>;
  readonly heightPx: Uint16Array<ArrayBuffer>;
  /** libjpeg quality 1..100 (core/image/jpeg-quality.ts). */
  readonly jpegQuality: Uint8Array<ArrayBuffer>;
}

/**
 * A run of samples as a reader found them. The index numbers samples from 0 in the order in which they arrive; the
 * number (id) never changes, whatever is sorted, filtered or patched. A reader that needs more to find the bytes
 * again than folder and name (an offset in an archive, a row of a table) keeps that in a column of its own, by id.
 */
export interface SampleBatch extends FactColumns {
  readonly count: number;
  /** Position in the source's list of folders. */
  readonly folderOf: Uint32Array<ArrayBuffer>;
  /** Names of files without their folder in UTF-8, one after another, nothing between them. */
  readonly names: Uint8Array<ArrayBuffer>;
  /** Where in `names` each one ends. */
  readonly nameEnds: Uint32Array<ArrayBuffer>;
  /** Appended to the source's lists, which begin empty. Paths relative to the source, '/' between, '' for the root. */
  readonly newFolders: readonly string[];
  /** Display names. */
  readonly newGenerators: readonly string[];
  /** Display names or ids (a wnid where the source has ImageNet's classes). */
  readonly newClasses: readonly string[];
}

/**
 * Facts that arrive later, because a file had to be opened for them or a person corrected them. Columns that are
 * absent leave the facts as they are; each one that is there has an entry for every id and may say 'unknown'.
 */
export interface SamplePatch extends Partial<FactColumns> {
  readonly ids: Uint32Array<ArrayBuffer>;
}

export const verdicts = { camera: 0, inconclusive: 1, ai: 2, unknown: 255 } as const;

/** What one detector said about samples. */
export interface ScorePatch {
  readonly detector: string;
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Probability or raw score of 'AI', 0..1; NaN takes a score back. */
  readonly score: Float32Array<ArrayBuffer>;
  /** One of `verdicts`; unknown where the detector gives none (a checkpoint without calibration). */
  readonly verdict: Uint8Array<ArrayBuffer>;
}

/** The buffers of a batch or patch, for the transfer list of postMessage. Each column must have its own. */
export function buffersOf(columns: SampleBatch | SamplePatch | ScorePatch): ArrayBuffer[] {
  return Object.values(columns)
    .filter((column): column is ArrayBufferView<ArrayBuffer> => ArrayBuffer.isView(column))
    .map(({ buffer }) => buffer);
}
