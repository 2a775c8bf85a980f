import type { Cancelled, JobId } from '../contracts/job.ts';
import { failed } from '../core/result.ts';

/** The answer of every job that was cancelled. */
export const cancelled = failed<Cancelled>({ code: 'cancelled' });

/**
 * The jobs of one worker. A cancel arrives as a message, so a job has to give way between its stages:
 * `await jobs.passes(job)` lets messages in and says whether to go on.
 */
export class Jobs {
  readonly #running = new Map<JobId, AbortController>();

  async run<T>(job: JobId, work: () => Promise<T>): Promise<T> {
    this.#running.set(job, new AbortController());
    try {
      return await work();
    } finally {
      this.#running.delete(job);
    }
  }

  /** Unknown jobs are ignored: the cancel crossed the answer on its way. */
  cancel(job: JobId): void {
    this.#running.get(job)?.abort();
  }

  /** Without giving way: for loops that wait for something else between their steps, where messages get in anyway. */
  isStopped(job: JobId): boolean {
    return this.#running.get(job)?.signal.aborted ?? false;
  }

  async passes(job: JobId): Promise<boolean> {
    await macrotask();
    return !this.isStopped(job);
  }

  /** For what waits on something else than the processor, as a download does; undefined where the job is not running. */
  signal(job: JobId): AbortSignal | undefined {
    return this.#running.get(job)?.signal;
  }
}

/**
 * A message to ourselves queues behind those that wait. Microtasks and `scheduler.yield` would go before them, and a
 * timer that follows timers is put off by 4 ms.
 */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
