import type { PreprocessingPlan } from '../core/detector/model-card.ts';
import type { ContentJudgement } from '../core/image/content.ts';
import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import type { Rect } from '../core/image/pixels.ts';
import type { Result } from '../core/result.ts';
import type { Cancelled, JobId } from './job.ts';

/** How the pixels of a file were read: by the browser, or by a codec of ours where the browser alters pixels. */
export type Decoder = 'browser' | 'wasm-codec';

/** 'auto': the browser where its pixels are exact. 'wasm-codec': the same codec in every browser, where we have one. */
export type DecoderChoice = 'auto' | 'wasm-codec';

/** Things done to a picture before it was judged that its owner should know, and what it lacks for a safe verdict. */
export type PreparationNote = 'alpha-on-white' | 'first-frame' | 'deep-colour-reduced' | 'no-colours';

export interface PreparedImage {
  readonly facts: ImageFacts;
  /** As a person sees it, EXIF orientation applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly byteLength: number;
  readonly decoder: Decoder;
  readonly notes: readonly PreparationNote[];
  readonly content: ContentJudgement;
  /** float32 [crops, 3, sizePx, sizePx], normalised as the plan says; transferred. */
  readonly tensor: Float32Array<ArrayBuffer>;
  /** How much each crop counts for the picture: one number a crop, summing to 1. */
  readonly cropWeights: readonly number[];
  readonly cropSizePx: number;
  /** Where the crops lie, in pixels of the oriented, unshrunk picture (may leave it where it was padded). */
  readonly cropRects: readonly Rect[];
  /** A small preview, longest side at most 160 px; null where none could be drawn. */
  readonly thumbnail: Blob | null;
  readonly timings: { readonly readMs: number; readonly decodeMs: number; readonly resampleMs: number };
}

/** The crops as 8-bit RGBA pictures, for 'what the model saw'. */
export interface SeenCrops {
  readonly sizePx: number;
  readonly rects: readonly Rect[];
  /** One RGBA picture a crop, sizePx * sizePx * 4 bytes; transferred. */
  readonly rgba: readonly Uint8ClampedArray<ArrayBuffer>[];
}

/** Lives in workers/prepare.worker.ts: from a file to the tensor that a detector takes. */
export interface PrepareApi {
  /** Whether pixels drawn on a canvas of this browser can be read back exactly; decides the decoder. */
  probe(): Promise<boolean>;
  prepare(
    job: JobId,
    file: Blob,
    plan: PreprocessingPlan,
    decoder: DecoderChoice,
  ): Promise<Result<PreparedImage, ImageFailure | Cancelled>>;
  /** The crops that `prepare` would cut, as pictures to look at. */
  show(
    job: JobId,
    file: Blob,
    plan: PreprocessingPlan,
    decoder: DecoderChoice,
  ): Promise<Result<SeenCrops, ImageFailure | Cancelled>>;
  cancel(job: JobId): void;
}
