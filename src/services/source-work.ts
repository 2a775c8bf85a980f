import type { OnSourceProgress } from '../contracts/dataset-sources.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import { failed, type Result } from '../core/result.ts';
import type { ExploreStore } from '../state/explore-store.ts';
import type { DatasetClient } from './dataset-client.ts';

/** The long work on the open source: opening it, looking into its files, joining a table, saving. The last one begun counts. */
export class SourceWork {
  readonly #store: ExploreStore;
  readonly #client: DatasetClient;
  #job: JobId | null = null;
  #jobs = 0;

  constructor(store: ExploreStore, client: DatasetClient) {
    this.#store = store;
    this.#client = client;
  }

  begin(kind: string): JobId {
    this.#job = `${kind}:${++this.#jobs}` as JobId;
    return this.#job;
  }

  isLast(job: JobId): boolean {
    return this.#job === job;
  }

  /** Its progress travels by a way of its own, and what arrives from now on counts no more. */
  end(): void {
    this.#job = null;
  }

  cancel(): void {
    if (this.#job) this.#client.cancel(this.#job);
  }

  /** Has its progress in the store. Null: cancelled, or the worker is gone. */
  async run<T, F>(
    work: (job: JobId, onProgress: OnSourceProgress) => Promise<Result<T, F | Cancelled>>,
  ): Promise<Result<T, F> | null> {
    const job = this.begin('work');
    try {
      const answer = await work(job, ({ phase, done, total }) => {
        if (this.isLast(job)) this.#store.setState({ work: { phase, done, total } });
      });
      if (answer.ok) return answer;
      return isCancelled(answer.failure) ? null : failed(answer.failure);
    } catch {
      // A worker that died has told by itself; one that was stopped has nothing to say.
      return null;
    } finally {
      if (this.isLast(job)) {
        this.end();
        this.#store.setState({ work: null });
      }
    }
  }
}

function isCancelled(failure: unknown): failure is Cancelled {
  return typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === 'cancelled';
}
