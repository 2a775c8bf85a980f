import type { JobId, Progress } from '../contracts/job.ts';
import type { CheckpointReport, OpenPhase } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import type { Template } from '../core/zoo/template.ts';
import { addCheckpoint, type OpenedReport, type OpenState, type ZooStore } from '../state/zoo-store.ts';
import { loadCatalogue } from './model-catalogue.ts';
import { loadTemplates } from './template-catalogue.ts';
import { WorkerStopped } from './worker-client.ts';
import type { ZooClient } from './zoo-client.ts';

/** Opens checkpoints, and keeps the list of those that this browser has. */
export class CheckpointShelf {
  readonly #store: ZooStore;
  readonly #client: ZooClient;
  /** Weights for which this browser had no room; they last as long as the page. */
  readonly #unkept = new Map<string, Blob>();
  #files: readonly File[] = [];
  /** Parts of a network that wait for the others. */
  #waiting: readonly File[] = [];
  /** An answer to any other job is out of date. */
  #job: JobId | null = null;
  #jobs = 0;

  constructor(store: ZooStore, client: ZooClient) {
    this.#store = store;
    this.#client = client;
  }

  unkept(id: string): Blob | null {
    return this.#unkept.get(id) ?? null;
  }

  async browse(): Promise<void> {
    this.#store.setState({ problem: null });
    const tell = (error: unknown): void => {
      this.#store.setState({ problem: messageOf(error) });
    };
    await Promise.all([
      loadCatalogue().then((shipped) => {
        this.#store.setState({ shipped });
      }, tell),
      this.#templates().catch(tell),
      this.#list().catch((error: unknown) => {
        if (error instanceof WorkerStopped) return;
        tell(`The checkpoints in this browser could not be listed: ${messageOf(error)}.`);
      }),
    ]);
  }

  /** @param files the parts of one checkpoint */
  async open(files: readonly File[], templateId: string | null): Promise<void> {
    this.cancel();
    this.#files = files;
    const job = `open:${++this.#jobs}` as JobId;
    this.#job = job;
    const fileName = files.map(({ name }) => name).join(' + ');
    const set = (opening: OpenState): void => {
      if (this.#job === job) this.#store.setState({ opening });
    };
    set({ status: 'opening', fileName, phase: 'read', fraction: null });
    try {
      const templates = await this.#templates().catch((error: unknown) => {
        set({ status: 'failed', fileName, failure: { code: 'no-templates', detail: messageOf(error) } });
      });
      if (!templates || this.#job !== job) return;
      const onProgress = ({ phase, done, total }: Progress & { readonly phase: OpenPhase }): void => {
        set({ status: 'opening', fileName, phase, fraction: total > 0 ? done / total : null });
      };
      const ask = (parts: readonly File[]): Promise<Opened> =>
        this.#client.open(job, parts, templates, templateId, onProgress);
      const result = await this.#openWithWaiting(files, ask);
      if (this.#job !== job) return;
      if (result.ok) this.#waiting = isInPart(result.value) ? files : [];
      if (result.ok) set({ status: 'opened', fileName, report: this.#take(result.value) });
      else if (result.failure.code === 'cancelled') set({ status: 'idle' });
      else set({ status: 'failed', fileName, failure: result.failure });
    } catch (error) {
      if (error instanceof WorkerStopped) set({ status: 'idle' });
      else set({ status: 'failed', fileName, failure: { code: 'worker-died', detail: messageOf(error) } });
    } finally {
      if (this.#job === job) this.#job = null;
    }
  }

  /** Alone, or else with the parts that wait, where they make a whole together. */
  async #openWithWaiting(
    files: readonly File[],
    ask: (parts: readonly File[]) => Promise<Opened>,
  ): Promise<Opened> {
    const alone = await ask(files);
    if (this.#waiting.length === 0 || !alone.ok || !isInPart(alone.value)) return alone;
    const together = await ask([...this.#waiting, ...files]);
    return together.ok && together.value.fit.fits ? together : alone;
  }

  /** Puts away what was told last, and the parts that wait. */
  dismiss(): void {
    this.#waiting = [];
    this.#store.setState({ opening: { status: 'idle' } });
  }

  async openAs(templateId: string): Promise<void> {
    if (this.#files.length > 0) await this.open(this.#files, templateId);
  }

  cancel(): void {
    if (!this.#job) return;
    this.#client.cancel(this.#job);
    this.#job = null;
    this.#store.setState({ opening: { status: 'idle' } });
  }

  async remove(id: string): Promise<void> {
    this.#unkept.delete(id);
    this.#store.setState(({ checkpoints, opening }) => ({
      checkpoints: (checkpoints ?? []).filter(({ record }) => record.id !== id),
      // A report on what is gone would offer to judge with it.
      opening: isReportOn(opening, id) ? { status: 'idle' } : opening,
    }));
    // Leaving the view ends the worker, perhaps before it has done this.
    await this.#client.remove(id).catch(() => this.#client.remove(id));
  }

  /** The weights stay here where the browser did not keep them; the store gets the rest. */
  #take(report: CheckpointReport): OpenedReport {
    const { fit } = report;
    if (!fit.fits) return { ...report, fit };
    const { unkept, ...rest } = fit;
    const { record } = fit;
    if (unkept) this.#unkept.set(record.id, unkept);
    else this.#unkept.delete(record.id);
    addCheckpoint(this.#store, { record, kept: unkept === null });
    return { ...report, fit: { ...rest, kept: unkept === null } };
  }

  async #templates(): Promise<readonly Template[]> {
    const known = this.#store.getState().templates;
    if (known) return known;
    const templates = await loadTemplates();
    this.#store.setState({ templates });
    return templates;
  }

  async #list(): Promise<void> {
    const records = await this.#client.list();
    this.#store.setState(({ checkpoints }) => ({
      checkpoints: [
        ...(checkpoints ?? []).filter(({ kept }) => !kept),
        ...records.map((record) => ({ record, kept: true })),
      ],
    }));
  }
}

type Opened = Awaited<ReturnType<ZooClient['open']>>;

function isInPart({ fit }: CheckpointReport): boolean {
  return !fit.fits && fit.inPart !== null;
}

function isReportOn(opening: OpenState, id: string): boolean {
  return opening.status === 'opened' && opening.report.fit.fits && opening.report.fit.record.id === id;
}
