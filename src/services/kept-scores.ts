import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { messageOf } from '../core/error-message.ts';

/** What a detector said of one picture in one condition. */
export interface KeptScore {
  /** Mean of the crops' logits; null where there was nothing to judge. */
  readonly logit: number | null;
  /** Position of the family that was named; null: unknown, or the detector tells none. */
  readonly family: number | null;
}

interface Schema extends DBSchema {
  /** Key: SHA-256 of the picture, then the lane (detector, preprocessing and condition). */
  scores: { key: [image: string, lane: string]; value: KeptScore & { readonly lane: string } };
}

type Database = IDBPDatabase<Schema>;

const database = 'telltale-benchmark';

/** Scores are written by the handful: a transaction costs more than what is in it. */
const handMs = 250;

/**
 * Scores by picture, detector and condition, so that nothing is computed twice, also after the page was closed. Where
 * the browser keeps nothing (private windows, a full disk) they stay with the page, and `onTrouble` is told once.
 */
export class KeptScores {
  readonly #onTrouble: (reason: string) => void;
  #opened: Promise<Database | null> | undefined;
  /** Not written yet; all of them where nothing can be written. By picture, then lane. */
  readonly #inMemory = new Map<string, Map<string, KeptScore>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #refused = false;

  constructor(onTrouble: (reason: string) => void) {
    this.#onTrouble = onTrouble;
  }

  /** All that is known of a picture, by lane. */
  async of(image: string): Promise<ReadonlyMap<string, KeptScore>> {
    const found = new Map<string, KeptScore>();
    const opened = await this.#open();
    try {
      const all = IDBKeyRange.bound([image], [image, []]);
      for (const { lane, ...score } of (await opened?.getAll('scores', all)) ?? []) found.set(lane, score);
    } catch (error) {
      this.#refuse(error);
    }
    for (const [lane, score] of this.#inMemory.get(image) ?? []) found.set(lane, score);
    return found;
  }

  keep(image: string, lane: string, score: KeptScore): void {
    const scores = this.#inMemory.get(image) ?? new Map<string, KeptScore>();
    scores.set(lane, score);
    this.#inMemory.set(image, scores);
    this.#timer ??= setTimeout(() => void this.flush(), handMs);
  }

  /** Resolves when all that was handed over is written, or refused. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  /** How many scores are kept. */
  async count(): Promise<number> {
    const opened = await this.#open();
    const written = await Promise.resolve(opened?.count('scores') ?? 0).catch(() => 0);
    const unwritten = [...this.#inMemory.values()].reduce((sum, { size }) => sum + size, 0);
    return written + unwritten;
  }

  async clear(): Promise<void> {
    await this.flush();
    this.#inMemory.clear();
    const opened = await this.#open();
    await opened?.clear('scores').catch((error: unknown) => {
      this.#refuse(error);
    });
  }

  async #write(): Promise<void> {
    if (this.#refused || this.#inMemory.size === 0) return;
    const opened = await this.#open();
    if (!opened) return;
    const handed = [...this.#inMemory].flatMap(([image, scores]) =>
      [...scores].map(([lane, score]) => ({ image, lane, score })),
    );
    try {
      const transaction = opened.transaction('scores', 'readwrite', { durability: 'relaxed' });
      // `done` is awaited along with the rest: an abort (a full disk) rejects it, and nobody else would notice.
      await Promise.all([
        ...handed.map(({ image, lane, score }) => transaction.store.put({ ...score, lane }, [image, lane])),
        transaction.done,
      ]);
    } catch (error) {
      this.#refuse(error);
      return;
    }
    for (const { image, lane, score } of handed) this.#forget(image, lane, score);
  }

  /** What was written need not be remembered, unless it was replaced meanwhile. */
  #forget(image: string, lane: string, written: KeptScore): void {
    const scores = this.#inMemory.get(image);
    if (scores?.get(lane) !== written) return;
    scores.delete(lane);
    if (scores.size === 0) this.#inMemory.delete(image);
  }

  #open(): Promise<Database | null> {
    this.#opened ??= this.#openDatabase();
    return this.#opened;
  }

  async #openDatabase(): Promise<Database | null> {
    try {
      return await openDB<Schema>(database, 1, {
        upgrade(opened) {
          opened.createObjectStore('scores');
        },
      });
    } catch (error) {
      this.#refuse(error);
      return null;
    }
  }

  #refuse(error: unknown): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#onTrouble(messageOf(error));
  }
}
