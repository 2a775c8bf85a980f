import { transfer } from 'comlink';
import type { DatasetApi } from '../contracts/dataset-sources.ts';
import { buffersOf, type SampleBatch } from '../core/dataset/sample-batch.ts';
import { WorkerClient, type Remote } from './worker-client.ts';

/**
 * The worker that holds the index. It starts with the first call; the samples are gone when it ends, and the source
 * has to be opened again.
 */
export class DatasetClient {
  readonly #client: WorkerClient<DatasetApi>;

  constructor(onDied: (reason: string) => void) {
    this.#client = new WorkerClient<DatasetApi>(spawn, onDied);
  }

  /**
   * Asks the index whatever its contract offers.
   *
   * @throws WorkerDied, WorkerStopped
   */
  ask<T>(question: (index: Remote<DatasetApi>) => Promise<T>): Promise<T> {
    return this.#client.call(question);
  }

  /**
   * Hands a batch over: its columns are empty afterwards.
   *
   * @throws WorkerDied, WorkerStopped
   */
  append(batch: SampleBatch): Promise<void> {
    return this.#client.call((index) => index.append(transfer(batch, buffersOf(batch))));
  }

  /** Ends the worker and frees the index. */
  close(): void {
    this.#client.stop();
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/dataset.worker.ts', import.meta.url), { type: 'module', name });
}
