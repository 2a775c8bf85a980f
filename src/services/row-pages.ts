import type { SampleRow, SampleRows, Stale } from '../contracts/dataset.ts';
import type { Result } from '../core/result.ts';

const pageRows = 256;

/** About 16,000 rows: a dozen screens of small tiles on a large monitor. */
const keptPages = 64;

type Slice = (revision: number, from: number, to: number) => Promise<Result<SampleRows, Stale>>;

/**
 * Rows of the view near what is on screen, fetched a page at a time. A grid asks for them while it is drawn, gets those
 * that are here, and is told when others arrive.
 */
export class RowPages {
  readonly #slice: Slice;
  readonly #onArrived: () => void;
  /** The least recently seen first; null while a page is on its way. */
  readonly #pages = new Map<number, readonly SampleRow[] | null>();
  #revision = -1;

  constructor(slice: Slice, onArrived: () => void) {
    this.#slice = slice;
    this.#onArrived = onArrived;
  }

  /** Rows of another view are of no use. */
  use(revision: number): void {
    if (revision === this.#revision) return;
    this.#revision = revision;
    this.#pages.clear();
  }

  /** Facts of some rows changed; they are fetched again. */
  refresh(): void {
    this.#pages.clear();
  }

  /** The row at a place of the view, or null where it is not here yet; then it is fetched. */
  at(index: number): SampleRow | null {
    const page = Math.floor(index / pageRows);
    const rows = this.#pages.get(page);
    if (rows === undefined) void this.#fetch(page);
    if (!rows) return null;
    this.#pages.delete(page);
    this.#pages.set(page, rows);
    return rows[index % pageRows] ?? null;
  }

  async #fetch(page: number): Promise<void> {
    const revision = this.#revision;
    this.#pages.set(page, null);
    const answer = await this.#slice(revision, page * pageRows, (page + 1) * pageRows).catch(() => null);
    if (revision !== this.#revision || !this.#pages.has(page)) return;
    // A stale view is followed by a newer one, which asks anew.
    if (!answer?.ok) {
      this.#pages.delete(page);
      return;
    }
    this.#pages.set(page, answer.value.rows);
    for (const old of this.#pages.keys()) {
      if (this.#pages.size <= keptPages) break;
      this.#pages.delete(old);
    }
    this.#onArrived();
  }
}
