import type { Evaluation } from '../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import type { PicturePlan, PlannedPicture } from '../core/benchmark/picture-plan.ts';
import type { ScoreTable } from '../core/benchmark/score-table.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Result } from '../core/result.ts';
import type { Cancelled, JobId } from './job.ts';

/** What one picture is to be made into: what each detector takes, after each condition. */
export interface PrepareTask {
  /** Chosen by the caller; comes back with the tensor. */
  readonly lane: number;
  /** Key of a degradation (core/degradation); 'untouched' for none. */
  readonly condition: string;
  readonly plan: PicturePlan;
}

/** One picture for one lane; the tensor is transferred. */
export interface PreparedLane extends PlannedPicture {
  readonly lane: number;
}

/** Lives in workers/benchmark.worker.ts: from a file to the tensors of all conditions, the picture decoded once. */
export interface BenchmarkApi {
  /** SHA-256 of the bytes, lower-case hex. */
  hash(job: JobId, file: Blob): Promise<Result<string, ImageFailure | Cancelled>>;
  /**
   * @param image SHA-256 of the file, which seeds noise
   * @param deliver is handed one lane after the other; its answer is awaited before the next is made, so that whoever
   *   takes the tensors decides how many there are at a time
   */
  prepare(
    job: JobId,
    file: Blob,
    image: string,
    tasks: readonly PrepareTask[],
    deliver: (prepared: PreparedLane) => Promise<void>,
  ): Promise<Result<null, ImageFailure | Cancelled>>;
  /** All tables of what was measured (core/benchmark/evaluate.ts). */
  evaluate(
    table: ScoreTable,
    detectors: readonly MeasuredDetector[],
    generatorNames: readonly string[],
    matched: Uint32Array | null,
  ): Evaluation;
  cancel(job: JobId): void;
}
