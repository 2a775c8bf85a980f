import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type { CheckpointReport, DownloadFailure, OpenFailure, OpenPhase } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import type { Result } from '../core/result.ts';
import type { DirectEntry } from '../core/zoo/catalogue.ts';
import type { Template } from '../core/zoo/template.ts';
import {
  addCheckpoint,
  patchRecord,
  type OpenedReport,
  type OpenProblem,
  type OpenState,
  type OpenSubject,
  type ZooStore,
} from '../state/zoo-store.ts';
import { loadCheckpointCatalogue } from './checkpoint-catalogue.ts';
import { loadCatalogue } from './model-catalogue.ts';
import { loadTemplates } from './template-catalogue.ts';
import { WorkerStopped } from './worker-client.ts';
import type { ZooClient } from './zoo-client.ts';

type Work = (
  job: JobId,
  templates: readonly Template[],
  onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void,
) => Promise<Result<CheckpointReport, OpenFailure | DownloadFailure | Cancelled>>;

/** Opens checkpoints, and keeps the list of those that this browser has. */
export class CheckpointShelf {
  readonly #store: ZooStore;
  readonly #client: ZooClient;
  /** Weights for which this browser had no room; they last as long as the page. */
  readonly #unkept = new Map<string, Blob>();
  #files: readonly File[] = [];
  /** Parts of a network that wait for the others. */
  #waiting: readonly File[] = [];
  /** A list that was asked for before they were removed may still have them. */
  readonly #removed = new Set<string>();
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
      loadCheckpointCatalogue().then((catalogue) => {
        this.#store.setState({ catalogue });
      }, tell),
      this.#list().catch((error: unknown) => {
        if (error instanceof WorkerStopped) return;
        tell(`The checkpoints in this browser could not be listed: ${messageOf(error)}.`);
      }),
    ]);
  }

  /** @param files the parts of one checkpoint */
  async open(files: readonly File[], templateId: string | null): Promise<void> {
    this.#files = files;
    const subject = { fileName: files.map(({ name }) => name).join(' + '), entryId: null };
    await this.#run(subject, 'read', async (job, templates, onProgress) => {
      const ask = (parts: readonly File[]): Promise<Opened> =>
        this.#client.open(job, parts, templates, templateId, onProgress);
      const result = await this.#openWithWaiting(files, ask);
      if (this.#job === job && result.ok) this.#waiting = isInPart(result.value) ? files : [];
      return result;
    });
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

  /** Fetches a published checkpoint and opens it. */
  async download(entry: DirectEntry, trustChange: boolean): Promise<void> {
    this.#files = [];
    const subject = { fileName: entry.file.name, entryId: entry.id };
    await this.#run(subject, 'download', (job, templates, onProgress) =>
      this.#client.downloadPublished(job, entry, templates, trustChange, onProgress),
    );
  }

  /** One at a time: what is being opened is given up. */
  async #run(subject: OpenSubject, first: OpenPhase, work: Work): Promise<void> {
    this.cancel();
    const job = `open:${++this.#jobs}` as JobId;
    this.#job = job;
    const set = (opening: OpenState): void => {
      if (this.#job === job) this.#store.setState({ opening });
    };
    const fail = (failure: OpenProblem): void => {
      set({ ...subject, status: 'failed', failure });
      // What was refused may have filled the worker's memory before it was found out.
      if (this.#job === job && this.#client.load === 0) this.#client.recycle();
    };
    set({ ...subject, status: 'opening', phase: first, done: 0, total: 0 });
    try {
      const templates = await this.#templates().catch((error: unknown) => {
        fail({ code: 'no-templates', detail: messageOf(error) });
      });
      if (!templates || this.#job !== job) return;
      const result = await work(job, templates, ({ phase, done, total }) => {
        set({ ...subject, status: 'opening', phase, done, total });
      });
      if (result.ok) set({ ...subject, status: 'opened', report: this.#take(result.value) });
      else if (result.failure.code === 'cancelled') set({ status: 'idle' });
      else fail(result.failure);
    } catch (error) {
      if (error instanceof WorkerStopped) set({ status: 'idle' });
      else fail({ code: 'worker-died', detail: messageOf(error) });
    } finally {
      if (this.#job === job) this.#job = null;
    }
  }

  cancel(): void {
    if (!this.#job) return;
    this.#client.cancel(this.#job);
    this.#job = null;
    this.#store.setState({ opening: { status: 'idle' } });
  }

  async remove(id: string): Promise<void> {
    this.#unkept.delete(id);
    this.#removed.add(id);
    this.#store.setState(({ checkpoints, opening }) => ({
      checkpoints: (checkpoints ?? []).filter(({ record }) => record.id !== id),
      // A report on what is gone would offer to judge with it.
      opening: isReportOn(opening, id) ? { status: 'idle' } : opening,
    }));
    // Leaving the view ends the worker, perhaps before it has done this.
    await this.#client.remove(id).catch(() => this.#client.remove(id));
  }

  /** Notes which of the two classes means AI. */
  async setSwapped(id: string, swapped: boolean): Promise<void> {
    patchRecord(this.#store, id, { swapped });
    await this.#client.setSwapped(id, swapped).catch(() => this.#client.setSwapped(id, swapped));
  }

  /** The weights stay here where the browser did not keep them; the store gets the rest. */
  #take(report: CheckpointReport): OpenedReport {
    const { fit } = report;
    if (!fit.fits) return { ...report, fit };
    const { unkept, ...rest } = fit;
    const { record } = fit;
    if (unkept) this.#unkept.set(record.id, unkept);
    else this.#unkept.delete(record.id);
    this.#removed.delete(record.id);
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
        ...records.filter(({ id }) => !this.#removed.has(id)).map((record) => ({ record, kept: true })),
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
