import { releaseProxy, wrap } from 'comlink';
import { lifeSign } from '../contracts/life.ts';

/**
 * An API as the other thread sees it: every answer is a promise. Comlink's own Remote type splits an answer that
 * is a union into a union of promises, which nothing can be assigned to.
 */
export type Remote<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Answer
    ? (...args: Args) => Promise<Awaited<Answer>>
    : never;
};

/** The worker ended before it answered. Comlink alone would leave the call pending for ever. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied';
}

/** Why calls were given up. `stopped`: by us, on purpose, so the work may simply be asked for again. */
export class WorkerStopped extends Error {
  override readonly name = 'WorkerStopped';
}

interface Running<Api> {
  readonly worker: Worker;
  readonly remote: Remote<Api>;
  readonly release: () => void;
  readonly ended: AbortController;
}

/**
 * One worker behind comlink that may die: every call is raced against the worker's death, and the next call
 * starts a new worker.
 *
 * @param spawn must give the worker the name it is handed (its life lock, see worker-host/life-lock.ts)
 */
export class WorkerClient<Api> {
  readonly #spawn: (name: string) => Worker;
  readonly #onDied: (reason: string) => void;
  readonly #pending = new Set<(error: Error) => void>();
  #running: Running<Api> | undefined;

  constructor(spawn: (name: string) => Worker, onDied: (reason: string) => void) {
    this.#spawn = spawn;
    this.#onDied = onDied;
  }

  /** Calls under way. */
  get load(): number {
    return this.#pending.size;
  }

  /**
   * @param timeoutMs after which a worker that has not answered counts as hung and is ended
   * @throws WorkerDied, WorkerStopped
   */
  async call<T>(use: (remote: Remote<Api>) => Promise<T>, timeoutMs?: number): Promise<T> {
    const { remote } = this.#running ?? this.#start();
    const { promise, resolve, reject } = withResolvers<T>();
    this.#pending.add(reject);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            this.#died(`it did not answer within ${Math.round(timeoutMs / 1000)} s`);
          }, timeoutMs);
    use(remote).then(resolve, reject);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#pending.delete(reject);
    }
  }

  /** Sends a message that needs no answer; does nothing when no worker runs. */
  tell(use: (remote: Remote<Api>) => Promise<unknown>): void {
    if (this.#running) use(this.#running.remote).catch(() => undefined);
  }

  /** Ends the worker and frees its memory (wasm memory never shrinks otherwise). */
  stop(): void {
    this.#end(new WorkerStopped('the worker was stopped'));
  }

  #start(): Running<Api> {
    const name = `telltale-${crypto.randomUUID()}`;
    const worker = this.#spawn(name);
    const proxy = wrap<Api>(worker);
    const running: Running<Api> = {
      worker,
      remote: proxy as unknown as Remote<Api>,
      release: () => {
        proxy[releaseProxy]();
      },
      ended: new AbortController(),
    };
    const { signal } = running.ended;
    worker.addEventListener(
      'error',
      (event) => {
        this.#died(event.message || 'its script could not be loaded');
      },
      { signal },
    );
    worker.addEventListener(
      'messageerror',
      () => {
        this.#died('a message to it could not be read');
      },
      { signal },
    );
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<unknown>) => {
        if (data === lifeSign) this.#waitForDeath(name, signal);
      },
      { signal },
    );
    this.#running = running;
    return running;
  }

  #waitForDeath(name: string, signal: AbortSignal): void {
    navigator.locks
      .request(name, { signal }, () => {
        // The lock of a worker that was just ended may still come through; by now another one may run.
        if (!signal.aborted) this.#died('it ended unexpectedly');
      })
      // Rejects when the worker was ended by us: nothing to wait for any more.
      .catch(() => undefined);
  }

  #died(reason: string): void {
    if (!this.#running) return;
    this.#end(new WorkerDied(reason));
    this.#onDied(reason);
  }

  #end(error: Error): void {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    running.ended.abort();
    running.release();
    running.worker.terminate();
    for (const reject of [...this.#pending]) reject(error);
  }
}

/** Promise.withResolvers, which Safari before 17.4 lacks. */
function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
