import { proxy } from 'comlink';
import type { BenchmarkApi, PreparedLane, PrepareTask } from '../contracts/benchmark.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Result } from '../core/result.ts';
import { WorkerClient, WorkerDied } from './worker-client.ts';

/** A worker that delivers nothing for so long, although nobody keeps it waiting, is taken to hang. */
const silenceMs = 120_000;

/** Workers that open, degrade and cut pictures, each picture going to the least busy one. They start with the first. */
export class BenchmarkPool {
  readonly #clients: readonly WorkerClient<BenchmarkApi>[];
  readonly #whereabouts = new Map<JobId, WorkerClient<BenchmarkApi>>();

  constructor(size: number, onDied: (reason: string) => void) {
    this.#clients = Array.from(
      { length: size },
      () => new WorkerClient<BenchmarkApi>(spawnBenchmarkWorker, onDied),
    );
  }

  get size(): number {
    return this.#clients.length;
  }

  /** @throws WorkerDied, WorkerStopped */
  hash(job: JobId, file: Blob): Promise<Result<string, ImageFailure | Cancelled>> {
    return this.#on(job, (client) => client.call((remote) => remote.hash(job, file), silenceMs));
  }

  /**
   * @param deliver the next lane is not made before its promise resolves
   * @throws WorkerDied, WorkerStopped, and what `deliver` rejects with
   */
  prepare(
    job: JobId,
    file: Blob,
    image: string,
    tasks: readonly PrepareTask[],
    deliver: (prepared: PreparedLane) => Promise<void>,
  ): Promise<Result<null, ImageFailure | Cancelled>> {
    return this.#on(job, async (client) => {
      const silence = new Silence(client);
      try {
        const taken = proxy((prepared: PreparedLane) => silence.during(() => deliver(prepared)));
        return await client.call((remote) => remote.prepare(job, file, image, tasks, taken));
      } catch (error) {
        throw silence.broken ? new WorkerDied('it did not answer any more') : error;
      } finally {
        silence.end();
      }
    });
  }

  cancel(job: JobId): void {
    this.#whereabouts.get(job)?.tell((remote) => remote.cancel(job));
  }

  /** Ends the workers, which gives their memory back; the next call starts others. */
  stop(): void {
    for (const client of this.#clients) client.stop();
  }

  async #on<T>(job: JobId, use: (client: WorkerClient<BenchmarkApi>) => Promise<T>): Promise<T> {
    const client = this.#clients.reduce((best, other) => (other.load < best.load ? other : best));
    this.#whereabouts.set(job, client);
    try {
      return await use(client);
    } finally {
      this.#whereabouts.delete(job);
    }
  }
}

/** Ends a worker that says nothing for too long. The time in which it is kept waiting itself does not count. */
class Silence {
  broken = false;
  readonly #client: WorkerClient<BenchmarkApi>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: WorkerClient<BenchmarkApi>) {
    this.#client = client;
    this.#begin();
  }

  async during(work: () => Promise<void>): Promise<void> {
    this.end();
    await work();
    this.#begin();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.broken = true;
      this.#client.stop();
    }, silenceMs);
  }
}

export function spawnBenchmarkWorker(name: string): Worker {
  return new Worker(new URL('../../workers/benchmark.worker.ts', import.meta.url), { type: 'module', name });
}
