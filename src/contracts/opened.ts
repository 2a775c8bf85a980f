import type { Result } from '../core/result.ts';
import type { Backend, LoadFailure, RunFailure } from './inference.ts';
import type { Cancelled, JobId, Progress } from './job.ts';
import type { DetectorSource, JudgeFailure, JudgeOptions, Score } from './zoo.ts';

/** A detector that somebody opened: a checkpoint or an ONNX model. */
export type OpenedSource = Exclude<DetectorSource, { kind: 'shipped' }>;

/** Why an opened detector, or one that ships, cannot be started. */
export type StartFailure = LoadFailure | Exclude<JudgeFailure, { code: 'picture' | 'load' | 'device-lost' }>;

/** Lives in workers/opened.worker.ts: one opened detector, asked about one tensor after another. */
export interface OpenedApi {
  /** Reads and verifies the weights, and starts the network; the one before is let go. Answers what it runs on. */
  load(
    job: JobId,
    detector: OpenedSource,
    options: JudgeOptions,
    onProgress: (progress: Progress & { readonly phase: 'download' }) => void,
  ): Promise<Result<Backend, StartFailure | Cancelled>>;
  /** @param tensor as its preprocessing makes it, transferred */
  run(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    weights: readonly number[],
    sizePx: number,
  ): Promise<Result<Score, RunFailure | Cancelled>>;
  cancel(job: JobId): void;
}
