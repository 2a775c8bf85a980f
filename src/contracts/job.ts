/** One long piece of work in a worker. The service that starts it names it; `cancel(job)` refers to it. */
export type JobId = string & { readonly __brand: 'JobId' };

export interface Progress {
  readonly job: JobId;
  readonly phase: string;
  /** Monotone within a phase. */
  readonly done: number;
  /** 0 where the end is not known. */
  readonly total: number;
}

/** A cancelled job is not an error; it is an answer. */
export interface Cancelled {
  readonly code: 'cancelled';
}
