import type { JobId } from '../contracts/job.ts';
import type { JudgeOptions, Speed } from '../contracts/zoo.ts';
import { messageOf } from '../core/error-message.ts';
import { noteSpeed, readSpeedLog, type SpeedLog } from '../core/detector/speed.ts';
import { setUnmeasured, type ZooStore } from '../state/zoo-store.ts';
import { detectorSource, type Unkept } from './detector-source.ts';
import { WorkerStopped } from './worker-client.ts';
import type { ZooClient } from './zoo-client.ts';

const storageKey = 'telltale-speeds';

/** Measures how fast detectors are in this browser, one after another, and notes it for later visits. */
export class Speedometer {
  readonly #store: ZooStore;
  readonly #client: ZooClient;
  readonly #unkept: Unkept;
  /** An answer to any other job is out of date. */
  #job: JobId | null = null;
  #jobs = 0;

  constructor(store: ZooStore, client: ZooClient, unkept: Unkept) {
    this.#store = store;
    this.#client = client;
    this.#unkept = unkept;
  }

  browse(): void {
    this.#store.setState({ speeds: storedLog() });
  }

  async measure(ids: readonly string[], options: JudgeOptions): Promise<void> {
    this.cancel();
    for (const [i, id] of ids.entries()) {
      const job = `measure:${++this.#jobs}` as JobId;
      this.#job = job;
      await this.#measureOne(id, job, options, ids.length - 1 - i);
      if (this.#job !== job) return;
    }
    this.#job = null;
    this.#store.setState({ measuring: { status: 'idle' } });
    // The network measured last would stay loaded with nobody to ask it.
    if (this.#client.load === 0) this.#client.recycle();
  }

  cancel(): void {
    if (!this.#job) return;
    this.#client.cancel(this.#job);
    this.#job = null;
    this.#store.setState({ measuring: { status: 'idle' } });
  }

  async #measureOne(id: string, job: JobId, options: JudgeOptions, left: number): Promise<void> {
    const source = detectorSource(this.#store.getState(), id, this.#unkept);
    if (!source) return;
    setUnmeasured(this.#store, id, null);
    const phase = 'download';
    this.#store.setState({ measuring: { status: 'measuring', id, phase, fraction: null, left } });
    try {
      const result = await this.#client.measure(job, source, options, ({ phase, done, total }) => {
        if (this.#job !== job) return;
        const fraction = total > 0 ? done / total : null;
        this.#store.setState({ measuring: { status: 'measuring', id, phase, fraction, left } });
      });
      if (this.#job !== job) return;
      if (result.ok) this.#note(id, result.value);
      else if (result.failure.code !== 'cancelled') setUnmeasured(this.#store, id, result.failure);
    } catch (error) {
      if (this.#job !== job) return;
      // Ended by us: whoever did it wants the rest no more either.
      if (error instanceof WorkerStopped) this.cancel();
      else setUnmeasured(this.#store, id, { code: 'worker-died', detail: messageOf(error) });
    }
  }

  #note(id: string, speed: Speed): void {
    const measuredAt = new Date().toISOString();
    this.#store.setState(({ speeds }) => ({ speeds: noteSpeed(speeds, id, { ...speed, measuredAt }) }));
    try {
      localStorage.setItem(storageKey, JSON.stringify(this.#store.getState().speeds));
    } catch {
      // Storage is blocked or full: the figures hold until the page is closed.
    }
  }
}

function storedLog(): SpeedLog {
  try {
    return readSpeedLog(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return {};
  }
}
