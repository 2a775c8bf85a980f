import type { Cancelled, JobId } from '../contracts/job.ts';
import type { DecoderChoice, PrepareApi, PreparedImage, SeenCrops } from '../contracts/prepare.ts';
import type { PreprocessingPlan } from '../core/detector/model-card.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Result } from '../core/result.ts';
import { WorkerClient } from './worker-client.ts';

/** A picture that is not decoded after this long is taken to have hung its worker. */
const timeoutMs = 120_000;

/** A few workers that decode pictures and cut crops, each picture going to the least busy one. */
export class PreparePool {
  readonly #clients: readonly WorkerClient<PrepareApi>[];
  readonly #whereabouts = new Map<JobId, WorkerClient<PrepareApi>>();

  constructor(size: number, onDied: (reason: string) => void) {
    this.#clients = Array.from({ length: size }, () => new WorkerClient<PrepareApi>(spawn, onDied));
  }

  /** @throws WorkerDied, WorkerStopped */
  prepare(
    job: JobId,
    file: Blob,
    plan: PreprocessingPlan,
    decoder: DecoderChoice = 'auto',
  ): Promise<Result<PreparedImage, ImageFailure | Cancelled>> {
    return this.#on(job, (client) =>
      client.call((remote) => remote.prepare(job, file, plan, decoder), timeoutMs),
    );
  }

  /** @throws WorkerDied, WorkerStopped */
  show(
    job: JobId,
    file: Blob,
    plan: PreprocessingPlan,
  ): Promise<Result<SeenCrops, ImageFailure | Cancelled>> {
    return this.#on(job, (client) =>
      client.call((remote) => remote.show(job, file, plan, 'auto'), timeoutMs),
    );
  }

  cancel(job: JobId): void {
    this.#whereabouts.get(job)?.tell((remote) => remote.cancel(job));
  }

  async #on<T>(job: JobId, use: (client: WorkerClient<PrepareApi>) => Promise<T>): Promise<T> {
    const client = this.#clients.reduce((best, other) => (other.load < best.load ? other : best));
    this.#whereabouts.set(job, client);
    try {
      return await use(client);
    } finally {
      this.#whereabouts.delete(job);
    }
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/prepare.worker.ts', import.meta.url), { type: 'module', name });
}
