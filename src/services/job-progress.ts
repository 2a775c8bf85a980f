import { noProgress, type BenchmarkProgress } from '../state/benchmark-store.ts';
import { WorkPace } from './work-pace.ts';

/** How often the store hears of progress. */
const tellMs = 100;

/** How often tables are worked out anew while a job runs; more seldom where that takes long. */
const tablesMs = 1500;
const mostTablesShare = 0.1;

/** Counts what is through and says so now and then: numbers often, tables seldom. */
export class JobProgress {
  readonly #tell: (progress: BenchmarkProgress, tables: boolean) => void;
  readonly #pace = new WorkPace();
  #progress: BenchmarkProgress;
  #toldMs = 0;
  #tabledMs = performance.now();
  #betweenTablesMs = tablesMs;

  constructor(total: number, tell: (progress: BenchmarkProgress, tables: boolean) => void) {
    this.#tell = tell;
    this.#progress = { ...noProgress, total };
    tell(this.#progress, false);
  }

  now(): BenchmarkProgress {
    return { ...this.#progress, msLeft: null };
  }

  hold(): void {
    this.#pace.hold();
    this.#tell(this.#progress, true);
  }

  goOn(): void {
    this.#pace.goOn();
  }

  /** @param ms how long working out the tables took */
  noteTables(ms: number): void {
    this.#betweenTablesMs = Math.max(tablesMs, ms / mostTablesShare);
  }

  /** One more picture is through. */
  add({ known, computed }: { readonly known: number; readonly computed: number }): void {
    const { total } = this.#progress;
    const done = this.#progress.done + 1;
    this.#pace.note(done);
    this.#progress = {
      done,
      total,
      known: this.#progress.known + known,
      computed: this.#progress.computed + computed,
      msLeft: this.#pace.msLeft(total),
    };
    const now = performance.now();
    if (now - this.#toldMs < tellMs && done < total) return;
    this.#toldMs = now;
    const tables = now - this.#tabledMs > this.#betweenTablesMs;
    if (tables) this.#tabledMs = now;
    this.#tell(this.#progress, tables);
  }
}
