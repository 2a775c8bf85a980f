import { proxy } from 'comlink';
import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type {
  CheckpointReport,
  DetectorSource,
  DownloadFailure,
  Judgement,
  JudgeFailure,
  JudgeOptions,
  JudgePhase,
  KeptFile,
  MeasurePhase,
  OpenFailure,
  OpenPhase,
  PictureSize,
  Speed,
  ZooApi,
} from '../contracts/zoo.ts';
import type {
  HubFailure,
  KeptModel,
  ModelFailure,
  ModelProgress,
  ModelReport,
  ModelSource,
} from '../contracts/onnx.ts';
import type { HubAddress } from '../core/hub/address.ts';
import type { HubListing } from '../core/hub/listing.ts';
import type { ModelRecord, ModelSettings } from '../core/onnx/record.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Result } from '../core/result.ts';
import type { DirectEntry } from '../core/zoo/catalogue.ts';
import type { CheckpointRecord } from '../core/zoo/record.ts';
import type { Template } from '../core/zoo/template.ts';
import { WorkerClient } from './worker-client.ts';

/** The worker that opens checkpoints and runs them. It starts with the first call. */
export class ZooClient {
  readonly #client = new WorkerClient<ZooApi>(
    spawn,
    // Whoever waits is told by the call that rejects.
    () => undefined,
  );

  /** @throws WorkerDied, WorkerStopped */
  open(
    job: JobId,
    files: readonly File[],
    templates: readonly Template[],
    templateId: string | null,
    onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void,
  ): Promise<Result<CheckpointReport, OpenFailure | Cancelled>> {
    return this.#client.call((remote) => remote.open(job, files, templates, templateId, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  downloadPublished(
    job: JobId,
    entry: DirectEntry,
    templates: readonly Template[],
    trustChange: boolean,
    onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void,
  ): Promise<Result<CheckpointReport, OpenFailure | DownloadFailure | Cancelled>> {
    return this.#client.call((remote) =>
      remote.downloadPublished(job, entry, templates, trustChange, proxy(onProgress)),
    );
  }

  /** @throws WorkerDied, WorkerStopped */
  list(): Promise<readonly CheckpointRecord[]> {
    return this.#client.call((remote) => remote.list());
  }

  /** @throws WorkerDied, WorkerStopped */
  remove(id: string): Promise<void> {
    return this.#client.call((remote) => remote.remove(id));
  }

  /** @throws WorkerDied, WorkerStopped */
  setSwapped(id: string, swapped: boolean): Promise<void> {
    return this.#client.call((remote) => remote.setSwapped(id, swapped));
  }

  /** @throws WorkerDied, WorkerStopped */
  keptFiles(): Promise<readonly KeptFile[]> {
    return this.#client.call((remote) => remote.keptFiles());
  }

  /** @throws WorkerDied, WorkerStopped */
  dropFiles(keys: readonly string[]): Promise<void> {
    return this.#client.call((remote) => remote.dropFiles(keys));
  }

  /** @throws WorkerDied, WorkerStopped */
  measure(
    job: JobId,
    detector: DetectorSource,
    options: JudgeOptions,
    onProgress: (progress: Progress & { readonly phase: MeasurePhase }) => void,
  ): Promise<Result<Speed, JudgeFailure | Cancelled>> {
    return this.#client.call((remote) => remote.measure(job, detector, options, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  look(picture: Blob): Promise<Result<PictureSize, ImageFailure>> {
    return this.#client.call((remote) => remote.look(picture));
  }

  /** @throws WorkerDied, WorkerStopped */
  judge(
    job: JobId,
    picture: Blob,
    detector: DetectorSource,
    options: JudgeOptions,
    onProgress: (progress: Progress & { readonly phase: JudgePhase }) => void,
  ): Promise<Result<Judgement, JudgeFailure | Cancelled>> {
    return this.#client.call((remote) => remote.judge(job, picture, detector, options, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  openModel(
    job: JobId,
    source: ModelSource,
    graphPath: string | null,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<Result<ModelReport, ModelFailure | Cancelled>> {
    return this.#client.call((remote) => remote.openModel(job, source, graphPath, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  keepModel(
    job: JobId,
    source: ModelSource,
    report: ModelReport,
    settings: ModelSettings,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<Result<KeptModel, ModelFailure | Cancelled>> {
    return this.#client.call((remote) => remote.keepModel(job, source, report, settings, proxy(onProgress)));
  }

  /** @throws WorkerDied, WorkerStopped */
  listModels(): Promise<readonly ModelRecord[]> {
    return this.#client.call((remote) => remote.listModels());
  }

  /** @throws WorkerDied, WorkerStopped */
  removeModel(id: string): Promise<void> {
    return this.#client.call((remote) => remote.removeModel(id));
  }

  /** @throws WorkerDied, WorkerStopped */
  lookUp(job: JobId, address: HubAddress): Promise<Result<HubListing, HubFailure | Cancelled>> {
    return this.#client.call((remote) => remote.lookUp(job, address));
  }

  /** @throws WorkerDied, WorkerStopped */
  downloadModel(
    job: JobId,
    address: HubAddress,
    listing: HubListing,
    graphPath: string,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<Result<ModelSource, HubFailure | Cancelled>> {
    return this.#client.call((remote) =>
      remote.downloadModel(job, address, listing, graphPath, proxy(onProgress)),
    );
  }

  cancel(job: JobId): void {
    this.#client.tell((remote) => remote.cancel(job));
  }

  /** Calls under way. */
  get load(): number {
    return this.#client.load;
  }

  /** Ends the worker, which gives wasm's memory back; the next call starts another. */
  recycle(): void {
    this.#client.stop();
  }
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/zoo.worker.ts', import.meta.url), { type: 'module', name });
}
