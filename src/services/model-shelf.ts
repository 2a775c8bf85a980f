import type { Cancelled, JobId } from '../contracts/job.ts';
import type { ModelFile, ModelProgress, ModelReport, ModelSource } from '../contracts/onnx.ts';
import { messageOf } from '../core/error-message.ts';
import { parseHubAddress } from '../core/hub/address.ts';
import type { ModelSettings } from '../core/onnx/record.ts';
import type { Result } from '../core/result.ts';
import type { AddModelState, ModelProblem } from '../state/model-state.ts';
import type { ZooStore } from '../state/zoo-store.ts';
import { WorkerStopped } from './worker-client.ts';
import type { ZooClient } from './zoo-client.ts';

/** What views may ask for; how far it is stands in the store, in `adding`. */
export interface ModelIntake {
  /** Opens a model; one that is being opened is given up. */
  open(name: string, files: readonly ModelFile[]): Promise<void>;
  /** Opens another graph of the files opened last. */
  openGraph(graphPath: string): Promise<void>;
  /** Asks Hugging Face what lies at an address. Nothing is downloaded before `download`. */
  lookUp(text: string): Promise<void>;
  /** Downloads what `lookUp` found, and opens it. */
  download(graphPath: string): Promise<void>;
  /** Keeps the model that is described. */
  keep(settings: ModelSettings): Promise<void>;
  /** Gives up whatever is under way, and closes what is shown. */
  dismiss(): void;
}

type Set = (adding: AddModelState) => void;

/** Opens ONNX models, and keeps the list of those that this browser has. */
export class ModelShelf implements ModelIntake {
  readonly #store: ZooStore;
  readonly #client: ZooClient;
  /** Files for which this browser had no room; they last as long as the page. */
  readonly #unkept = new Map<string, readonly Blob[]>();
  #source: ModelSource | null = null;
  /** An answer to any other job is out of date. */
  #job: JobId | null = null;
  #jobs = 0;

  constructor(store: ZooStore, client: ZooClient) {
    this.#store = store;
    this.#client = client;
  }

  unkept(id: string): readonly Blob[] | null {
    return this.#unkept.get(id) ?? null;
  }

  has(id: string): boolean {
    return this.#store.getState().models?.some(({ record }) => record.id === id) ?? false;
  }

  async browse(): Promise<void> {
    try {
      const records = await this.#client.listModels();
      this.#store.setState(({ models }) => ({
        models: [
          ...(models ?? []).filter(({ kept }) => !kept),
          ...records.map((record) => ({ record, kept: true })),
        ],
      }));
    } catch (error) {
      if (error instanceof WorkerStopped) return;
      const problem = `The models in this browser could not be listed: ${messageOf(error)}.`;
      this.#store.setState({ problem });
    }
  }

  async open(name: string, files: readonly ModelFile[]): Promise<void> {
    await this.#openSource({ name, origin: { kind: 'file' }, files }, null);
  }

  async openGraph(graphPath: string): Promise<void> {
    if (this.#source) await this.#openSource(this.#source, graphPath);
  }

  async lookUp(text: string): Promise<void> {
    const address = parseHubAddress(text);
    if (!address) {
      this.dismiss();
      this.#store.setState({ adding: { status: 'failed', name: text, problem: { code: 'no-address' } } });
      return;
    }
    const name = `${address.owner}/${address.name}`;
    await this.#run(
      name,
      'look',
      (job) => this.#client.lookUp(job, address),
      (listing, set) => {
        set({ status: 'asking', address, listing });
      },
    );
  }

  async download(graphPath: string): Promise<void> {
    const { adding } = this.#store.getState();
    if (adding.status !== 'asking') return;
    const { address, listing } = adding;
    const name = `${address.owner}/${address.name}`;
    const source = await this.#run(
      name,
      'download',
      (job, onProgress) => this.#client.downloadModel(job, address, listing, graphPath, onProgress),
      () => undefined,
    );
    if (source) await this.#openSource(source, graphPath);
  }

  async keep(settings: ModelSettings): Promise<void> {
    const { adding } = this.#store.getState();
    const source = this.#source;
    if (adding.status !== 'described' || !source) return;
    const { report } = adding;
    await this.#run(
      report.name,
      'read',
      (job, onProgress) => this.#client.keepModel(job, source, report, settings, onProgress),
      ({ record, unkept }, set) => {
        if (unkept) this.#unkept.set(record.id, unkept);
        else this.#unkept.delete(record.id);
        const kept = unkept === null;
        this.#store.setState(({ models, rows }) => ({
          models: [{ record, kept }, ...(models ?? []).filter((each) => each.record.id !== record.id)],
          // What it said with other settings does not hold any more.
          rows: new Map([...rows].filter(([id]) => id !== record.id)),
        }));
        set({ status: 'kept', record, kept });
        // Reading and trying it may have filled wasm's memory.
        if (this.#client.load === 0) this.#client.recycle();
      },
    );
  }

  dismiss(): void {
    if (this.#job) this.#client.cancel(this.#job);
    this.#job = null;
    this.#store.setState({ adding: { status: 'idle' } });
  }

  async remove(id: string): Promise<void> {
    this.#unkept.delete(id);
    this.#store.setState(({ models, adding }) => ({
      models: (models ?? []).filter(({ record }) => record.id !== id),
      adding: adding.status === 'kept' && adding.record.id === id ? { status: 'idle' } : adding,
    }));
    // Leaving the view ends the worker, perhaps before it has done this.
    await this.#client.removeModel(id).catch(() => this.#client.removeModel(id));
  }

  async #openSource(source: ModelSource, graphPath: string | null): Promise<void> {
    this.#source = source;
    await this.#run(
      source.name,
      'read',
      (job, onProgress) => this.#client.openModel(job, source, graphPath, onProgress),
      (report: ModelReport, set) => {
        set({ status: 'described', report });
      },
    );
  }

  /** One thing at a time; what was under way before is given up. Answers null where it came to nothing. */
  async #run<T>(
    name: string,
    phase: ModelProgress['phase'],
    ask: (
      job: JobId,
      onProgress: (progress: ModelProgress) => void,
    ) => Promise<Result<T, ModelProblem | Cancelled>>,
    take: (value: T, set: Set) => void,
  ): Promise<T | null> {
    this.dismiss();
    const job = `model:${++this.#jobs}` as JobId;
    this.#job = job;
    const set: Set = (adding) => {
      if (this.#job === job) this.#store.setState({ adding });
    };
    set({ status: 'working', name, phase, fraction: null });
    try {
      const result = await ask(job, ({ phase: now, done, total }) => {
        set({ status: 'working', name, phase: now, fraction: total > 0 ? Math.min(1, done / total) : null });
      });
      if (this.#job !== job) return null;
      if (result.ok) {
        take(result.value, set);
        return result.value;
      }
      if (result.failure.code === 'cancelled') set({ status: 'idle' });
      else this.#fail(set, name, result.failure);
    } catch (error) {
      if (error instanceof WorkerStopped) set({ status: 'idle' });
      else set({ status: 'failed', name, problem: { code: 'worker-died', detail: messageOf(error) } });
    } finally {
      if (this.#job === job) this.#job = null;
    }
    return null;
  }

  #fail(set: Set, name: string, problem: ModelProblem): void {
    set({ status: 'failed', name, problem });
    // What failed may have filled wasm's memory, which never shrinks.
    if (this.#client.load === 0) this.#client.recycle();
  }
}
