import type { JobId } from '../contracts/job.ts';
import type { DetectorSource, JudgeOptions } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import { setRow, type RowState, type ZooStore } from '../state/zoo-store.ts';
import { detectorSource, type Unkept } from './detector-source.ts';
import { WorkerStopped } from './worker-client.ts';
import type { ZooClient } from './zoo-client.ts';

interface Running {
  readonly id: string;
  readonly job: JobId;
}

/** Asks several detectors about one picture, one after another. */
export class Comparer {
  readonly #store: ZooStore;
  readonly #client: ZooClient;
  readonly #unkept: Unkept;
  #file: File | null = null;
  #looking: File | null = null;
  #wanted: readonly string[] = [];
  #options: JudgeOptions = { choice: 'auto', threads: 0 };
  #running: Running | null = null;
  #jobs = 0;

  constructor(store: ZooStore, client: ZooClient, unkept: Unkept) {
    this.#store = store;
    this.#client = client;
    this.#unkept = unkept;
  }

  async choose(file: File): Promise<void> {
    this.#stop();
    const { picture: former } = this.#store.getState();
    if (former) URL.revokeObjectURL(former.url);
    this.#file = file;
    const picture = { name: file.name, url: URL.createObjectURL(file), size: null, failure: null };
    this.#store.setState({ picture, rows: new Map() });
    await this.#look(file);
  }

  /** A file is asked of its size before anything is shown or judged: the browser would decode whatever it is given. */
  async #look(file: File): Promise<void> {
    this.#looking = file;
    const patch = await this.#client.look(file).then(
      (looked) => (looked.ok ? { size: looked.value } : { failure: looked.failure }),
      (error: unknown) =>
        error instanceof WorkerStopped
          ? {}
          : { failure: { code: 'worker-died' as const, detail: messageOf(error) } },
    );
    if (this.#looking !== file) return;
    this.#looking = null;
    this.#store.setState(({ picture }) => ({ picture: picture && { ...picture, ...patch } }));
    this.#wait();
  }

  compare(ids: readonly string[], options: JudgeOptions): void {
    const { choice, threads } = this.#options;
    if (options.choice !== choice || options.threads !== threads) {
      this.#options = options;
      this.#stop();
      this.#store.setState({ rows: new Map() });
    }
    this.#wanted = ids;
    const { picture } = this.#store.getState();
    // The worker was ended while it looked.
    if (this.#file && !this.#looking && picture && !picture.size && !picture.failure)
      void this.#look(this.#file);
    for (const id of this.#store.getState().rows.keys()) if (!ids.includes(id)) this.forget(id);
    this.#wait();
  }

  retry(): void {
    for (const [id, { status }] of this.#store.getState().rows)
      if (status === 'failed' || status === 'cancelled') setRow(this.#store, id, { status: 'waiting' });
    void this.#pump();
  }

  cancel(): void {
    this.#stop();
    for (const [id, { status }] of this.#store.getState().rows)
      if (status === 'waiting' || status === 'running') setRow(this.#store, id, { status: 'cancelled' });
  }

  /** Like cancel, but what was under way starts again when somebody looks. */
  pause(): void {
    this.#stop();
    for (const [id, { status }] of this.#store.getState().rows)
      if (status === 'waiting' || status === 'running') setRow(this.#store, id, null);
  }

  forget(id: string): void {
    if (this.#running?.id === id) this.#stop();
    setRow(this.#store, id, null);
    void this.#pump();
  }

  #stop(): void {
    if (this.#running) this.#client.cancel(this.#running.job);
    this.#running = null;
  }

  /** Gives every wanted detector that is here a row. */
  #wait(): void {
    const { picture, rows } = this.#store.getState();
    if (!picture?.size) return;
    for (const id of this.#wanted)
      if (!rows.has(id) && this.#sourceOf(id)) setRow(this.#store, id, { status: 'waiting' });
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#running || !this.#file) return;
    const { rows } = this.#store.getState();
    const id = this.#wanted.find((wanted) => rows.get(wanted)?.status === 'waiting');
    const source = id === undefined ? null : this.#sourceOf(id);
    if (id === undefined || !source) return;
    const job = `judge:${++this.#jobs}` as JobId;
    this.#running = { id, job };
    await this.#judge(this.#file, source, this.#running);
    void this.#pump();
  }

  async #judge(file: File, source: DetectorSource, running: Running): Promise<void> {
    const set = (row: RowState): void => {
      if (this.#running === running) setRow(this.#store, running.id, row);
    };
    set({ status: 'running', phase: 'picture', fraction: null });
    try {
      const result = await this.#client.judge(
        running.job,
        file,
        source,
        this.#options,
        ({ phase, done, total }) => {
          set({ status: 'running', phase, fraction: total > 0 ? done / total : null });
        },
      );
      if (result.ok) set({ status: 'done', judgement: result.value });
      else if (result.failure.code === 'cancelled') set({ status: 'cancelled' });
      else {
        set({ status: 'failed', failure: result.failure });
        // What failed may have filled wasm's memory, which never shrinks, or lost the device.
        if (result.failure.code !== 'picture' && this.#client.load === 0) this.#client.recycle();
      }
    } catch (error) {
      if (error instanceof WorkerStopped) set({ status: 'cancelled' });
      else set({ status: 'failed', failure: { code: 'worker-died', detail: messageOf(error) } });
    } finally {
      if (this.#running === running) this.#running = null;
    }
  }

  #sourceOf(id: string): DetectorSource | null {
    return detectorSource(this.#store.getState(), id, this.#unkept);
  }
}
