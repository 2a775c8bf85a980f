import { proxy, transfer } from 'comlink';
import type {
  InferenceApi,
  LoadFailure,
  LoadOptions,
  LoadPhase,
  RunAnswer,
  RunFailure,
  RuntimeReport,
} from '../contracts/inference.ts';
import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import type { Result } from '../core/result.ts';
import { WorkerClient } from './worker-client.ts';

/** The worker that holds the detector. */
export class InferenceClient {
  readonly #client: WorkerClient<InferenceApi>;

  constructor(onDied: (reason: string) => void) {
    this.#client = new WorkerClient<InferenceApi>(spawn, onDied);
  }

  /** @throws WorkerDied, WorkerStopped */
  load(
    job: JobId,
    card: ModelCard,
    options: LoadOptions,
    onProgress: (progress: Progress & { readonly phase: LoadPhase }) => void,
  ): Promise<Result<RuntimeReport, LoadFailure | Cancelled>> {
    return this.#client.call((remote) => remote.load(job, card, options, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  run(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    count: number,
    sizePx: number,
  ): Promise<Result<RunAnswer, RunFailure | Cancelled>> {
    return this.#client.call((remote) => remote.run(job, transfer(tensor, [tensor.buffer]), count, sizePx));
  }

  cancel(job: JobId): void {
    this.#client.tell((remote) => remote.cancel(job));
  }

  /** Ends the worker; the next load starts a fresh one with fresh wasm memory and a fresh GPU device. */
  recycle(): void {
    this.#client.stop();
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/inference.worker.ts', import.meta.url), { type: 'module', name });
}
