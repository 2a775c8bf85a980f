import { proxy, transfer } from 'comlink';
import type { DatasetSummary, DatasetView, SampleRow, SampleRows, Stale } from '../contracts/dataset.ts';
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
import type { DatasetFilter } from '../core/dataset/facets.ts';
import type { LayoutMapping } from '../core/dataset/layout/meanings.ts';
import type { Recognition } from '../core/dataset/layout/recognise.ts';
import type { DatasetOrder } from '../core/dataset/order.ts';
import { buffersOf, type SamplePatch, type ScorePatch } from '../core/dataset/sample-batch.ts';
import type { Result } from '../core/result.ts';
import { WorkerClient } from './worker-client.ts';

/** The worker that holds the index and reads sources. It starts with the first call. Calls throw WorkerDied, WorkerStopped. */
export class DatasetClient {
  readonly #client: WorkerClient<DatasetApi>;

  constructor(onDied: (reason: string) => void) {
    this.#client = new WorkerClient<DatasetApi>(spawn, onDied);
  }

  open(
    job: JobId,
    request: SourceRequest,
    onProgress: OnSourceProgress,
  ): Promise<Result<OpenReport, SourceFailure | Cancelled>> {
    return this.#client.call((remote) => remote.open(job, request, proxy(onProgress)));
  }

  remap(
    job: JobId,
    mapping: LayoutMapping,
    onProgress: OnSourceProgress,
  ): Promise<Result<Recognition, Cancelled>> {
    return this.#client.call((remote) => remote.remap(job, mapping, proxy(onProgress)));
  }

  measure(
    job: JobId,
    ids: Uint32Array<ArrayBuffer> | null,
    onProgress: OnSourceProgress,
  ): Promise<Result<MeasureReport, Cancelled>> {
    return this.#client.call((remote) => remote.measure(job, ids, proxy(onProgress)));
  }

  join(
    job: JobId,
    table: File,
    onProgress: OnSourceProgress,
  ): Promise<Result<JoinReport, SourceFailure | Cancelled>> {
    return this.#client.call((remote) => remote.join(job, table, proxy(onProgress)));
  }

  save(job: JobId, onProgress: OnSourceProgress): Promise<Result<Blob, Cancelled>> {
    return this.#client.call((remote) => remote.save(job, proxy(onProgress)));
  }

  file(id: number): Promise<Result<Blob, SourceFailure>> {
    return this.#client.call((remote) => remote.file(id));
  }

  summary(): Promise<DatasetSummary> {
    return this.#client.call((remote) => remote.summary());
  }

  filter(job: JobId, filter: DatasetFilter, order: DatasetOrder): Promise<Result<DatasetView, Cancelled>> {
    return this.#client.call((remote) => remote.filter(job, filter, order));
  }

  slice(revision: number, from: number, to: number): Promise<Result<SampleRows, Stale>> {
    return this.#client.call((remote) => remote.slice(revision, from, to));
  }

  rows(ids: readonly number[]): Promise<readonly SampleRow[]> {
    return this.#client.call((remote) => remote.rows(ids));
  }

  position(revision: number, id: number): Promise<Result<number, Stale>> {
    return this.#client.call((remote) => remote.position(revision, id));
  }

  ids(revision: number): Promise<Result<Uint32Array<ArrayBuffer>, Stale>> {
    return this.#client.call((remote) => remote.ids(revision));
  }

  sample(revision: number, count: number, seed: number): Promise<Result<Uint32Array<ArrayBuffer>, Stale>> {
    return this.#client.call((remote) => remote.sample(revision, count, seed));
  }

  patch(patch: SamplePatch): void {
    this.#client.tell((remote) => remote.patch(transfer(patch, buffersOf(patch))));
  }

  patchScores(patch: ScorePatch): Promise<void> {
    return this.#client.call((remote) => remote.patchScores(transfer(patch, buffersOf(patch))));
  }

  cancel(job: JobId): void {
    this.#client.tell((remote) => remote.cancel(job));
  }

  /** Ends the worker: index and source are forgotten, their memory is given back. */
  stop(): void {
    this.#client.stop();
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/dataset.worker.ts', import.meta.url), { type: 'module', name });
}
