import type { ImageFailure } from '../core/image/facts.ts';
import type { Result } from '../core/result.ts';
import type { Peak, PeakInput } from '../core/spectrum/peaks.ts';
import type { Average, Recipe } from '../core/spectrum/recipe.ts';
import type { ImageShare } from '../core/spectrum/spectrum.ts';
import type { SpectrumSums } from '../core/spectrum/sums.ts';
import type { Cancelled, JobId } from './job.ts';

/** Consecutive images of a group, in the group's seeded order. */
export interface ImageChunk {
  /** Position of the first of them in that order; random crops depend on it. */
  readonly firstImage: number;
  /** null: it could not be opened, which whoever asks has noted already. */
  readonly files: readonly (Blob | null)[];
}

/** Why an image has no part in a spectrum. */
export type LeftOutReason =
  | { readonly code: 'too-small'; readonly widthPx: number; readonly heightPx: number }
  /** Its source did not give the file. `detail` is a clause: 'the file is no longer there'. */
  | { readonly code: 'not-opened'; readonly detail: string }
  /** The worker died over it, twice. */
  | { readonly code: 'worker-died' }
  | ImageFailure;

export interface LeftOut {
  /** Position in the group's order. */
  readonly image: number;
  readonly reason: LeftOutReason;
}

export interface ChunkAnswer {
  readonly sums: SpectrumSums;
  readonly leftOut: readonly LeftOut[];
}

/** What is done to the pixels of a group before the recipe, for 'degrade and watch'. In this order. */
export interface Degradation {
  /** Side length is multiplied with this, by Pillow's bicubic filter; 1 leaves it. */
  readonly scale: number;
  /** Standard deviation of a Gaussian blur in pixels; 0 leaves it. */
  readonly blurPx: number;
  /** JPEG quality 1..100 with 4:2:0 chroma; null leaves it. */
  readonly jpegQuality: number | null;
}

/** A spectrum as it leaves the worker; see core/spectrum/spectrum.ts for what the fields mean. */
export interface SpectrumPicture {
  readonly sizePx: number;
  readonly images: number;
  readonly power: Float32Array<ArrayBuffer>;
  readonly radial: ProfileNumbers;
  readonly sectors: ProfileNumbers;
  readonly autocorrelation: Float32Array<ArrayBuffer>;
}

/** Decibels with their 95 % band; NaN where there is none. */
export interface ProfileNumbers {
  readonly decibel: Float32Array<ArrayBuffer>;
  readonly low: Float32Array<ArrayBuffer>;
  readonly high: Float32Array<ArrayBuffer>;
}

/** Lives in workers/spectrum.worker.ts: adds up the residuals or spectra of images. */
export interface SpectrumApi {
  /** The sums are transferred. One bad image is left out and named; it never fails the chunk. */
  add(
    job: JobId,
    chunk: ImageChunk,
    recipe: Recipe,
    degradation: Degradation | null,
  ): Promise<Result<ChunkAnswer, Cancelled>>;
  /** Decodes and reads the same pixels and does nothing with them: what benchmarks compare with. */
  readOnly(job: JobId, chunk: ImageChunk, recipe: Recipe): Promise<Result<number, Cancelled>>;
  /**
   * Decodes first, then adds the same pixels up so many times: milliseconds of the additions alone, for benchmarks. Nothing
   * comes of the sums.
   */
  computeOnly(
    job: JobId,
    chunk: ImageChunk,
    recipe: Recipe,
    times: number,
  ): Promise<Result<number, Cancelled>>;
  /** The spectrum that sums make. */
  finish(sums: SpectrumSums, shares: readonly ImageShare[], recipe: Recipe): SpectrumPicture;
  /** As findPeaks (core/spectrum/peaks.ts) says. */
  peaks(group: PeakInput, reference: PeakInput | null, average: Average): readonly Peak[];
  cancel(job: JobId): void;
}
