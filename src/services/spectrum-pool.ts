import type { Cancelled, JobId } from '../contracts/job.ts';
import type {
  ChunkAnswer,
  Degradation,
  ImageChunk,
  SpectrumApi,
  SpectrumPicture,
} from '../contracts/spectrum.ts';
import type { Result } from '../core/result.ts';
import type { Peak, PeakInput } from '../core/spectrum/peaks.ts';
import type { Average, Recipe } from '../core/spectrum/recipe.ts';
import type { ImageShare } from '../core/spectrum/spectrum.ts';
import type { SpectrumSums } from '../core/spectrum/sums.ts';
import { WorkerClient, WorkerDied, type Remote } from './worker-client.ts';

/** A chunk that takes longer is taken to have hung its worker. */
const timeoutMs = 300_000;

/**
 * All cores: the page itself hardly works meanwhile. On two cores a second worker makes mean spectra 1.6 times as fast, although
 * the browser's decoding threads want a core too.
 */
export function spectrumWorkers(): number {
  return Math.max(1, navigator.hardwareConcurrency);
}

/** Workers that add up images, each chunk going to the least busy one. They start with the first chunk. */
export class SpectrumPool {
  readonly size: number;
  readonly #clients: readonly WorkerClient<SpectrumApi>[];
  readonly #whereabouts = new Map<JobId, WorkerClient<SpectrumApi>>();

  constructor(size: number, onDied: (reason: string) => void) {
    this.size = size;
    this.#clients = Array.from({ length: size }, () => new WorkerClient<SpectrumApi>(spawn, onDied));
  }

  /** @throws WorkerDied, WorkerStopped */
  add(
    job: JobId,
    chunk: ImageChunk,
    recipe: Recipe,
    degradation: Degradation | null,
  ): Promise<Result<ChunkAnswer, Cancelled>> {
    return this.#on(job, (client) =>
      client.call((remote) => remote.add(job, chunk, recipe, degradation), timeoutMs),
    );
  }

  /** @throws WorkerDied, WorkerStopped */
  readOnly(job: JobId, chunk: ImageChunk, recipe: Recipe): Promise<Result<number, Cancelled>> {
    return this.#on(job, (client) => client.call((remote) => remote.readOnly(job, chunk, recipe), timeoutMs));
  }

  /** @throws WorkerDied, WorkerStopped */
  computeOnly(
    job: JobId,
    chunk: ImageChunk,
    recipe: Recipe,
    times: number,
  ): Promise<Result<number, Cancelled>> {
    return this.#on(job, (client) =>
      client.call((remote) => remote.computeOnly(job, chunk, recipe, times), timeoutMs),
    );
  }

  /** The sums stay here and may be added to at once: they are copied. @throws WorkerDied (twice), WorkerStopped */
  finish(sums: SpectrumSums, shares: readonly ImageShare[], recipe: Recipe): Promise<SpectrumPicture> {
    const now = structuredClone({ sums, shares });
    return this.#twice((remote) => remote.finish(now.sums, now.shares, recipe));
  }

  /** @throws WorkerDied (twice), WorkerStopped */
  peaks(group: PeakInput, reference: PeakInput | null, average: Average): Promise<readonly Peak[]> {
    return this.#twice((remote) => remote.peaks(group, reference, average));
  }

  cancel(job: JobId): void {
    this.#whereabouts.get(job)?.tell((remote) => remote.cancel(job));
  }

  /** Calls under way in all workers. */
  get load(): number {
    return this.#clients.reduce((sum, { load }) => sum + load, 0);
  }

  /** Ends the workers, which gives their memory back; the next call starts others. */
  stop(): void {
    for (const client of this.#clients) client.stop();
  }

  /** For work that no picture can upset: a worker that dies meanwhile died of the pictures beside it. */
  async #twice<T>(use: (remote: Remote<SpectrumApi>) => Promise<T>): Promise<T> {
    try {
      return await this.#leastBusy().call(use, timeoutMs);
    } catch (error) {
      if (!(error instanceof WorkerDied)) throw error;
      return await this.#leastBusy().call(use, timeoutMs);
    }
  }

  #leastBusy(): WorkerClient<SpectrumApi> {
    return this.#clients.reduce((best, other) => (other.load < best.load ? other : best));
  }

  async #on<T>(job: JobId, use: (client: WorkerClient<SpectrumApi>) => Promise<T>): Promise<T> {
    const client = this.#leastBusy();
    this.#whereabouts.set(job, client);
    try {
      return await use(client);
    } finally {
      this.#whereabouts.delete(job);
    }
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/spectrum.worker.ts', import.meta.url), { type: 'module', name });
}
