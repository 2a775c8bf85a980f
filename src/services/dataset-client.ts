import { proxy, transfer } from 'comlink';
import type {
  DatasetApi,
  JoinReport,
  MeasureReport,
  OnSourceProgress,
  OpenReport,
  SourceFailure,
  SourceRequest,
} from '../contracts/dataset-sources.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { LayoutMapping } from '../core/dataset/layout/meanings.ts';
import type { Recognition } from '../core/dataset/layout/recognise.ts';
import { buffersOf, type SampleBatch } from '../core/dataset/sample-batch.ts';
import type { Result } from '../core/result.ts';
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

  /** @throws WorkerDied, WorkerStopped */
  open(
    job: JobId,
    request: SourceRequest,
    onProgress: OnSourceProgress,
  ): Promise<Result<OpenReport, SourceFailure>> {
    return this.#client.call((remote) => remote.open(job, request, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  remap(
    job: JobId,
    mapping: LayoutMapping,
    onProgress: OnSourceProgress,
  ): Promise<Result<Recognition, Cancelled>> {
    return this.#client.call((remote) => remote.remap(job, mapping, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  measure(
    job: JobId,
    ids: Uint32Array<ArrayBuffer> | null,
    onProgress: OnSourceProgress,
  ): Promise<Result<MeasureReport, Cancelled>> {
    return this.#client.call((remote) => remote.measure(job, ids, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  join(
    job: JobId,
    table: File,
    onProgress: OnSourceProgress,
  ): Promise<Result<JoinReport, SourceFailure | Cancelled>> {
    return this.#client.call((remote) => remote.join(job, table, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  save(job: JobId, onProgress: OnSourceProgress): Promise<Result<Blob, Cancelled>> {
    return this.#client.call((remote) => remote.save(job, proxy(onProgress)));
  }

  /**
   * The file of a sample, by its number.
   *
   * @throws WorkerDied, WorkerStopped
   */
  file(id: number): Promise<Result<Blob, SourceFailure>> {
    return this.#client.call((remote) => remote.file(id));
  }

  cancel(job: JobId): void {
    this.tell((remote) => remote.cancel(job));
  }

  /** Says something that needs no answer; does nothing where no worker runs. */
  tell(message: (remote: Remote<DatasetApi>) => Promise<unknown>): void {
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
