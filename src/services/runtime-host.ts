import type {
  BackendChoice,
  LoadFailure,
  RunAnswer,
  RunFailure,
  RuntimeReport,
} from '../contracts/inference.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { ModelCard, ModelIndex } from '../core/detector/model-card.ts';
import type { Result } from '../core/result.ts';
import { addCards, addNotice, type ClassifyStore, type RuntimeState } from '../state/classify-store.ts';
import { InferenceClient } from './inference-client.ts';
import { loadCatalogue, loadModelCard, loadModelIndex, modelFolderUrl } from './model-catalogue.ts';
import { WorkerDied, WorkerStopped } from './worker-client.ts';
import { messageOf } from '../core/error-message.ts';

export interface RuntimeSettings {
  /** null: the default of models/index.json. */
  readonly modelId: string | null;
  readonly backend: BackendChoice;
  readonly threads: number;
}

export interface ReadyRuntime {
  readonly card: ModelCard;
  readonly report: RuntimeReport;
}

type HostFailure = Extract<RuntimeState, { status: 'failed' }>['failure'];

/** No detector can run; the store says why. Pictures wait in the queue until it is asked for again. */
export class RuntimeUnavailable extends Error {
  override readonly name = 'RuntimeUnavailable';
}

/** A GPU that is lost this often is not used again until the reader chooses a backend. */
const deviceLossLimit = 2;

/** Keeps one detector loaded: fetches its card, starts it, tells the store, and starts it again when it is lost. */
export class RuntimeHost {
  readonly #store: ClassifyStore;
  readonly #client: InferenceClient;
  #settings: RuntimeSettings = { modelId: null, backend: 'auto', threads: 0 };
  #card: Promise<ModelCard> | undefined;
  #ready: Promise<ReadyRuntime> | undefined;
  #deviceLosses = 0;
  #loads = 0;
  /** The id asked for that is not in the index, once it has been told. */
  #missing: string | null = null;

  constructor(store: ClassifyStore) {
    this.#store = store;
    this.#client = new InferenceClient((reason) => {
      this.#ready = undefined;
      this.#set({ status: 'idle' });
      addNotice(store, `The detector's worker stopped (${reason}) and is started again.`);
    });
  }

  /** Answers whether anything changed; then the running detector has been ended. */
  configure(settings: RuntimeSettings): boolean {
    const { modelId, backend, threads } = this.#settings;
    if (settings.modelId === modelId && settings.backend === backend && settings.threads === threads)
      return false;
    this.#settings = settings;
    if (settings.modelId !== modelId) {
      this.#card = undefined;
      const { index, cards } = this.#store.getState();
      this.#store.setState({ card: (index && cards.get(this.#chosen(index))) ?? null });
    }
    this.#deviceLosses = 0;
    this.#restart();
    return true;
  }

  /** Tells the store which detectors ship. Without that list the chosen one works all the same. */
  async browse(): Promise<void> {
    const { index, cards } = await loadCatalogue();
    addCards(this.#store, cards);
    const chosen = this.#chosen(index);
    this.#store.setState(({ card }) => ({
      index,
      card: card ?? cards.find(({ id }) => id === chosen) ?? null,
    }));
  }

  /** The card of the chosen detector. @throws RuntimeUnavailable, WorkerStopped where another one was chosen meanwhile */
  async card(): Promise<ModelCard> {
    const { modelId } = this.#settings;
    const asked = (this.#card ??= this.#fetchCard());
    try {
      return await asked;
    } catch (error) {
      if (this.#settings.modelId !== modelId) throw new WorkerStopped('another detector was chosen');
      if (this.#card === asked) this.#card = undefined;
      throw this.#unavailable({ code: 'offline', url: 'model.json', detail: messageOf(error) });
    }
  }

  /**
   * Loads the detector once; a failure stays the answer until `forgiveFailure`, so that pictures under way do not
   * each download it again.
   *
   * @throws RuntimeUnavailable, WorkerDied, WorkerStopped
   */
  ready(): Promise<ReadyRuntime> {
    this.#ready ??= this.#load();
    return this.#ready;
  }

  /** Lets the next `ready` try again after a failure: somebody asked, or the network is back. */
  forgiveFailure(): void {
    if (this.#store.getState().runtime.status === 'failed') this.#ready = undefined;
  }

  /** @throws WorkerDied, WorkerStopped */
  async run(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    count: number,
    sizePx: number,
  ): Promise<Result<RunAnswer, RunFailure | Cancelled>> {
    const result = await this.#client.run(job, tensor, count, sizePx);
    if (!result.ok && result.failure.code === 'device-lost') this.#deviceLost(result.failure.detail);
    return result;
  }

  cancel(job: JobId): void {
    this.#client.cancel(job);
  }

  async #fetchCard(): Promise<ModelCard> {
    const { modelId } = this.#settings;
    const { index, cards } = this.#store.getState();
    const id = this.#chosen(index ?? (await loadModelIndex()));
    const card = cards.get(id) ?? (await loadModelCard(id));
    addCards(this.#store, [card]);
    if (modelId === this.#settings.modelId) this.#store.setState({ card });
    return card;
  }

  /** The detector of the settings where it ships, else the default, which is told once. */
  #chosen({ default: standard, models }: ModelIndex): string {
    const { modelId } = this.#settings;
    if (modelId === null || models.includes(modelId)) return modelId ?? standard;
    if (this.#missing !== modelId) {
      this.#missing = modelId;
      addNotice(this.#store, `There is no detector ‘${modelId}’ here. The default is used.`);
    }
    return standard;
  }

  async #load(): Promise<ReadyRuntime> {
    const load = ++this.#loads;
    try {
      this.#set({ status: 'loading', phase: 'download', fraction: null, doneBytes: 0 });
      const card = await this.card();
      // Else the old detector would be loaded over the new one.
      if (load !== this.#loads) throw new WorkerStopped('another detector was chosen');
      const report = await this.#start(card, `load:${load}` as JobId, load);
      return { card, report };
    } catch (error) {
      const unavailable = error instanceof RuntimeUnavailable;
      if (load === this.#loads && !unavailable) this.#ready = undefined;
      if (error instanceof WorkerDied) this.#set({ status: 'idle' });
      throw error;
    }
  }

  async #start(card: ModelCard, job: JobId, load: number): Promise<RuntimeReport> {
    const { threads } = this.#settings;
    const choice = this.#deviceLosses >= deviceLossLimit ? 'wasm' : this.#settings.backend;
    const options = { choice, threads, modelUrl: modelFolderUrl(card.id) };
    const result = await this.#client.load(job, card, options, ({ phase, done, total }) => {
      if (load !== this.#loads || this.#store.getState().runtime.status !== 'loading') return;
      const doneBytes = phase === 'download' ? done : card.weights.bytes;
      this.#set({ status: 'loading', phase, fraction: total > 0 ? done / total : null, doneBytes });
    });
    if (!result.ok) {
      if (result.failure.code === 'cancelled') throw new WorkerStopped('loading was cancelled');
      throw this.#unavailable(result.failure);
    }
    if (load === this.#loads) this.#set({ status: 'ready', report: result.value });
    if (result.value.modelFrom === 'network-after-damage') {
      addNotice(
        this.#store,
        'The copy of the detector kept in this browser was damaged. It has been downloaded again.',
      );
    }
    return result.value;
  }

  #deviceLost(detail: string): void {
    this.#deviceLosses += 1;
    const last = this.#deviceLosses >= deviceLossLimit;
    const next = last ? 'Going on with WASM.' : 'Starting it again.';
    addNotice(this.#store, `The graphics device was lost (${detail}). ${next}`);
    this.#restart();
  }

  #restart(): void {
    this.#loads += 1;
    this.#ready = undefined;
    this.#client.recycle();
    this.#set({ status: 'idle' });
  }

  #unavailable(failure: LoadFailure | HostFailure): RuntimeUnavailable {
    this.#set({ status: 'failed', failure });
    return new RuntimeUnavailable(failure.code);
  }

  #set(runtime: RuntimeState): void {
    this.#store.setState({ runtime });
  }
}
