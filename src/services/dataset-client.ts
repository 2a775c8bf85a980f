import type { DatasetApi } from '../contracts/dataset-sources.ts';
import { WorkerClient, type Remote } from './worker-client.ts';

/**
 * The worker that reads sources and holds the index. It starts with the first call; the samples are gone when it ends, and the
 * source has to be opened again.
 */
export class DatasetClient {
  readonly #client: WorkerClient<DatasetApi>;

  constructor(onDied: (reason: string) => void) {
    this.#client = new WorkerClient<DatasetApi>(spawn, onDied);
  }

  /**
   * Asks whatever the contract offers.
   *
   * @throws WorkerDied, WorkerStopped
   */
  ask<T>(question: (dataset: Remote<DatasetApi>) => Promise<T>): Promise<T> {
    return this.#client.call(question);
  }

  /** Says something that needs no answer. */
  tell(message: (dataset: Remote<DatasetApi>) => Promise<unknown>): void {
    this.#client.tell(message);
  }

  /** Ends the worker and frees the index. */
  close(): void {
    this.#client.stop();
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/dataset.worker.ts', import.meta.url), { type: 'module', name });
}
