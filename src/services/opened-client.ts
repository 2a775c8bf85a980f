import { proxy, transfer } from 'comlink';
import type { Backend, RunFailure } from '../contracts/inference.ts';
import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type { OpenedApi, OpenedSource, StartFailure } from '../contracts/opened.ts';
import type { JudgeOptions, Score } from '../contracts/zoo.ts';
import type { Result } from '../core/result.ts';
import { WorkerClient } from './worker-client.ts';

/** The worker that holds one opened detector. */
export class OpenedClient {
  readonly #client: WorkerClient<OpenedApi>;

  constructor(onDied: (reason: string) => void) {
    this.#client = new WorkerClient<OpenedApi>(spawn, onDied);
  }

  /** @throws WorkerDied, WorkerStopped */
  load(
    job: JobId,
    detector: OpenedSource,
    options: JudgeOptions,
    onProgress: (progress: Progress & { readonly phase: 'download' }) => void,
  ): Promise<Result<Backend, StartFailure | Cancelled>> {
    return this.#client.call((remote) => remote.load(job, detector, options, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  run(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    weights: readonly number[],
    sizePx: number,
  ): Promise<Result<Score, RunFailure | Cancelled>> {
    return this.#client.call((remote) => remote.run(job, transfer(tensor, [tensor.buffer]), weights, sizePx));
  }

  cancel(job: JobId): void {
    this.#client.tell((remote) => remote.cancel(job));
  }

  /** Ends the worker, which gives wasm's memory back; the next load starts another. */
  recycle(): void {
    this.#client.stop();
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/opened.worker.ts', import.meta.url), { type: 'module', name });
}
