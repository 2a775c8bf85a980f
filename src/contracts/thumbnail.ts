import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import type { Result } from '../core/result.ts';
import type { Cancelled, JobId } from './job.ts';

export interface Thumbnail {
  /** The middle square of the picture, as a person sees it; transferred. */
  readonly bitmap: ImageBitmap;
  readonly facts: ImageFacts;
}

/** Lives in workers/thumbnail.worker.ts: small pictures to look at. Their pixels are not exact and prove nothing. */
export interface ThumbnailApi {
  /** @param sizePx side of the square; a picture with a shorter side is not enlarged */
  thumbnail(job: JobId, file: Blob, sizePx: number): Promise<Result<Thumbnail, ImageFailure | Cancelled>>;
  cancel(job: JobId): void;
}
