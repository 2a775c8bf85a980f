import type { Result } from '../core/result.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Cancelled } from '../contracts/job.ts';
import type { BackendChoice } from '../contracts/inference.ts';
import type { SeenCrops } from '../contracts/prepare.ts';
import type { ClassifyStore, ImageId } from '../state/classify-store.ts';

/** A file with the path it had inside a dropped folder. */
export interface IncomingFile {
  readonly file: File;
  readonly path: string;
}

/** What the classify view may ask for. The view reads everything else from the store. */
export interface ClassifyService {
  readonly store: ClassifyStore;
  /** Queues files in this order; judging starts at once and loads the detector when it is needed. */
  add(files: readonly IncomingFile[]): readonly ImageId[];
  /** Fetches a picture of this page's own server and queues it. Other origins are refused. */
  addFromUrl(url: string): Promise<Result<ImageId, { readonly message: string }>>;
  /** Stops what is queued or under way; what is done stays. Without ids: everything. */
  cancel(ids?: readonly ImageId[]): void;
  /** Queues pictures again, judged ones too. Without ids: all that failed or were cancelled. */
  retry(ids?: readonly ImageId[]): void;
  /** Takes pictures off the list and frees them. Without ids: everything. */
  remove(ids?: readonly ImageId[]): void;
  /** Switches detector or backend; what is queued goes on with the new one, what is judged keeps its verdict. */
  configure(settings: {
    readonly modelId: string | null;
    readonly backend: BackendChoice;
    readonly threads: number;
  }): void;
  /** Puts the list of detectors and their cards into the store, where a choice is offered. */
  browse(): Promise<void>;
  /** Starts loading the detector before a picture arrives. */
  warmUp(): void;
  /** Object URL of the original file, for the large view; valid until the picture is removed. */
  originalUrl(id: ImageId): string | null;
  /** The exact crops the detector saw, cut again on demand. */
  showCrops(id: ImageId, signal: AbortSignal): Promise<Result<SeenCrops, ImageFailure | Cancelled>>;
}
