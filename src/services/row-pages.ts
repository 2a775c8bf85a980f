import type { SampleRow, SampleRows, Stale } from '../contracts/dataset.ts';
import type { Result } from '../core/result.ts';

const pageRows = 256;

/** About 16,000 rows: a dozen screens of small tiles on a large monitor. */
const keptPages = 64;

type Slice = (revision: number, from: number, to: number) => Promise<Result<SampleRows, Stale>>;

interface Page {
  /** Of the view that they were fetched for. */
  readonly revision: number;
  /** null while they are on their way for the first time. */
  readonly rows: readonly SampleRow[] | null;
}

/**
 * Rows of the view near what is on screen, fetched a page at a time. A grid asks for them while it is drawn, gets those
 * that are here, and is told when others arrive.
 */
export class RowPages {
  readonly #slice: Slice;
  readonly #onArrived: () => void;
  /** The least recently seen first. */
  readonly #pages = new Map<number, Page>();
  #revision = -1;

  constructor(slice: Slice, onArrived: () => void) {
    this.#slice = slice;
    this.#onArrived = onArrived;
  }

  /**
   * Another view is shown.
   *
   * @param alike same filter and order, only facts changed: the old rows are shown until the new ones are here
   */
  use(revision: number, alike: boolean): void {
    this.#revision = revision;
    if (!alike) this.#pages.clear();
  }

  /** The row at a place of the view, or null where it is not here yet; then it is fetched. */
  at(index: number): SampleRow | null {
    const number = Math.floor(index / pageRows);
    const page = this.#pages.get(number);
    if (page?.revision !== this.#revision) void this.#fetch(number, page?.rows ?? null);
    if (!page?.rows) return null;
    this.#pages.delete(number);
    this.#pages.set(number, { rows: page.rows, revision: this.#revision });
    return page.rows[index % pageRows] ?? null;
  }

  async #fetch(number: number, former: readonly SampleRow[] | null): Promise<void> {
    const revision = this.#revision;
    this.#pages.set(number, { revision, rows: former });
    const answer = await this.#slice(revision, number * pageRows, (number + 1) * pageRows).catch(() => null);
    if (revision !== this.#revision || !this.#pages.has(number)) return;
    // A stale view is followed by a newer one, which asks anew.
    if (!answer?.ok) {
      this.#pages.delete(number);
      return;
    }
    this.#pages.set(number, { revision, rows: answer.value.rows });
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) break;
      this.#pages.delete(old);
    }
    this.#onArrived();
  }
}
