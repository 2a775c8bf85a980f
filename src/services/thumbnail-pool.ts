import type { JobId } from '../contracts/job.ts';
import type { Thumbnail, ThumbnailApi } from '../contracts/thumbnail.ts';
import { messageOf } from '../core/error-message.ts';
import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import { failed, type Result } from '../core/result.ts';
import { WorkerClient, WorkerStopped } from './worker-client.ts';

export type ThumbnailFailure =
  | ImageFailure
  /** The index came without the files that it is about. */
  | { readonly code: 'no-base' }
  /** The browser took back the permission to read. */
  | { readonly code: 'no-permission' }
  | { readonly code: 'worker-died'; readonly detail: string };

/** Bytes of a picture, or why there are none. */
export type ReadPicture = (id: number) => Promise<Result<Blob, ThumbnailFailure>>;

interface Wanted {
  readonly key: string;
  readonly id: number;
  readonly sizePx: number;
  readonly done: Set<() => void>;
  /** null while it waits. */
  worker: WorkerClient<ThumbnailApi> | null;
  job: JobId | null;
}

type Shown = ImageBitmap | ThumbnailFailure;

/** A picture that is not drawn after this long has hung its worker. */
const timeoutMs = 60_000;

/** What is kept for scrolling back: about 60 MB of 128-pixel squares. */
const keptPixels = 16e6;

/**
 * Thumbnails of the pictures on screen. What was asked for last comes first, since whoever scrolls looks there; what has
 * left the screen is given up. Keeps a bounded number of those drawn.
 */
export class ThumbnailPool {
  readonly #read: ReadPicture;
  readonly #onFacts: (id: number, facts: ImageFacts) => void;
  readonly #idle: WorkerClient<ThumbnailApi>[];
  readonly #all: readonly WorkerClient<ThumbnailApi>[];
  /** In the order of asking. */
  readonly #wanted = new Map<string, Wanted>();
  /** The least recently seen first. */
  readonly #drawn = new Map<string, Shown>();
  #pixels = 0;
  #jobs = 0;
  /** Answers for a former source are thrown away. */
  #era = 0;

  /** @param onFacts what a look into the file told, for the index */
  constructor(size: number, read: ReadPicture, onFacts: (id: number, facts: ImageFacts) => void) {
    this.#read = read;
    this.#onFacts = onFacts;
    this.#all = Array.from(
      { length: size },
      // Whoever waits is told by the call that rejects.
      () => new WorkerClient<ThumbnailApi>(spawn, () => undefined),
    );
    this.#idle = [...this.#all];
  }

  /** The picture, or why there is none; null until it is drawn. Bitmaps belong to the pool: draw at once, keep none. */
  get(id: number, sizePx: number): Shown | null {
    const key = keyOf(id, sizePx);
    const shown = this.#drawn.get(key);
    if (shown === undefined) return null;
    this.#drawn.delete(key);
    this.#drawn.set(key, shown);
    return shown;
  }

  /** Asks for a picture until the answer is called; `done` is called once, when `get` has it. */
  want(id: number, sizePx: number, done: () => void): () => void {
    const key = keyOf(id, sizePx);
    const wanted: Wanted = this.#wanted.get(key) ?? {
      key,
      id,
      sizePx,
      done: new Set(),
      worker: null,
      job: null,
    };
    wanted.done.add(done);
    this.#wanted.set(key, wanted);
    this.#pump();
    return () => {
      wanted.done.delete(done);
      if (wanted.done.size > 0) return;
      if (this.#wanted.get(key) === wanted) this.#wanted.delete(key);
      const { worker, job } = wanted;
      if (worker && job) worker.tell((remote) => remote.cancel(job));
    };
  }

  /** What could not be drawn is tried again when it is wanted next. */
  forgetFailures(): void {
    for (const [key, shown] of this.#drawn) if (!('close' in shown)) this.#drawn.delete(key);
  }

  /** Another source is open, or none: frees every bitmap and ends the workers. */
  clear(): void {
    this.#era++;
    this.#wanted.clear();
    for (const shown of this.#drawn.values()) if ('close' in shown) shown.close();
    this.#drawn.clear();
    this.#pixels = 0;
    for (const worker of this.#all) worker.stop();
  }

  #pump(): void {
    for (;;) {
      const worker = this.#idle.at(-1);
      const next = worker ? this.#newest() : undefined;
      if (!worker || !next) return;
      this.#idle.pop();
      void this.#draw(worker, next);
    }
  }

  #newest(): Wanted | undefined {
    let newest: Wanted | undefined;
    for (const wanted of this.#wanted.values()) if (!wanted.worker) newest = wanted;
    return newest;
  }

  async #draw(worker: WorkerClient<ThumbnailApi>, wanted: Wanted): Promise<void> {
    const era = this.#era;
    const job = `thumbnail:${++this.#jobs}` as JobId;
    wanted.worker = worker;
    wanted.job = job;
    const answer = await this.#ask(worker, job, wanted);
    this.#idle.push(worker);
    if (this.#wanted.get(wanted.key) === wanted) this.#wanted.delete(wanted.key);
    if (era !== this.#era) {
      if (answer?.ok) answer.value.bitmap.close();
    } else if (answer) {
      this.#keep(wanted.key, answer.ok ? answer.value.bitmap : answer.failure);
      if (answer.ok) this.#onFacts(wanted.id, answer.value.facts);
      for (const done of wanted.done) done();
    }
    this.#pump();
  }

  /** null where it was given up. */
  async #ask(
    worker: WorkerClient<ThumbnailApi>,
    job: JobId,
    wanted: Wanted,
  ): Promise<Result<Thumbnail, ThumbnailFailure> | null> {
    const { id, sizePx } = wanted;
    try {
      const file = await this.#read(id);
      if (!file.ok) return file;
      if (wanted.done.size === 0) return null;
      const answer = await worker.call((remote) => remote.thumbnail(job, file.value, sizePx), timeoutMs);
      if (answer.ok) return answer;
      return answer.failure.code === 'cancelled' ? null : failed(answer.failure);
    } catch (error) {
      return error instanceof WorkerStopped
        ? null
        : failed({ code: 'worker-died', detail: messageOf(error) });
    }
  }

  #keep(key: string, shown: Shown): void {
    this.#drawn.set(key, shown);
    this.#pixels += pixelsOf(shown);
    for (const [old, former] of this.#drawn) {
      if (this.#pixels <= keptPixels || old === key) return;
      this.#drawn.delete(old);
      this.#pixels -= pixelsOf(former);
      if ('close' in former) former.close();
    }
  }
}

function pixelsOf(shown: Shown): number {
  return 'close' in shown ? shown.width * shown.height : 0;
}

function keyOf(id: number, sizePx: number): string {
  return `${id}:${sizePx}`;
}

function spawn(name: string): Worker {
  return new Worker(new URL('../../workers/thumbnail.worker.ts', import.meta.url), { type: 'module', name });
}
