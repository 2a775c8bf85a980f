import type { JobId } from '../../contracts/job.ts';
import type { Jobs } from '../jobs.ts';

/** How long messages (a cancel, a question of the views) may wait for us. */
const turnMs = 50;

/** Lets messages in from time to time; `goesOn` is false once the job was cancelled. */
export class Turn {
  readonly #jobs: Jobs;
  readonly #job: JobId;
  #startedMs = performance.now();
  #stopped = false;

  constructor(jobs: Jobs, job: JobId) {
    this.#jobs = jobs;
    this.#job = job;
  }

  get stopped(): boolean {
    this.#stopped ||= this.#jobs.isStopped(this.#job);
    return this.#stopped;
  }

  /** Whether it is time for `goesOn` to take a macrotask. */
  get isOver(): boolean {
    return performance.now() - this.#startedMs >= turnMs;
  }

  async goesOn(): Promise<boolean> {
    if (this.stopped || !this.isOver) return !this.stopped;
    const passes = await this.#jobs.passes(this.#job);
    this.#stopped ||= !passes;
    this.#startedMs = performance.now();
    return !this.#stopped;
  }
}
