import type { BenchmarkApi } from '../contracts/benchmark.ts';
import type { Evaluation } from '../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import { withScores, type ScoreTable } from '../core/benchmark/score-table.ts';
import type { BenchmarkScope } from '../state/benchmark-store.ts';
import type { BenchmarkService, Measured } from './benchmark-api.ts';
import type { BenchmarkDetector } from './benchmark-detector.ts';
import { spawnBenchmarkWorker } from './benchmark-pool.ts';
import type { ExploreService } from './explore-api.ts';
import { WorkerClient } from './worker-client.ts';

/** Draws the matched subset as explore's audit does, so that both speak of the same one. */
const auditSeed = 1;

export type TableSource = Pick<ExploreService, 'store' | 'columns' | 'audit' | 'join'>;

/** What was measured last, the scores that came with tables beside it, and the figures of both. */
export class BenchmarkTables {
  readonly #source: TableSource;
  readonly #onChanged: () => void;
  readonly #evaluator = new WorkerClient<BenchmarkApi>(spawnBenchmarkWorker, () => undefined);
  #evaluating: Promise<unknown> = Promise.resolve();
  #questions = 0;
  #measured: Measured | null = null;
  /** Names of the detectors that came with tables, of the source that is open. */
  #imported: readonly string[] = [];

  constructor(source: TableSource, onChanged: () => void) {
    this.#source = source;
    this.#onChanged = onChanged;
  }

  get measured(): Measured | null {
    return this.#measured;
  }

  /** @param table is extended by imported scores; the arrays of its lanes stay the same and are filled by the job */
  async begin(
    table: ScoreTable,
    ran: readonly BenchmarkDetector[],
    about: Pick<Measured, 'sourceName' | 'hashes' | 'backends'>,
    scope: BenchmarkScope,
  ): Promise<void> {
    const extended = await this.#withImported(table);
    this.#measured = { ...about, table: extended, detectors: this.#detectors(ran), ran, matched: null };
    void this.#match(this.#measured, scope);
  }

  /** The figures so far; null before the first job, and where a newer question came. */
  async evaluate(onWorked: (ms: number) => void): Promise<Evaluation | null> {
    const question = ++this.#questions;
    // One at a time; of those who ask meanwhile, the last one alone gets an answer.
    await this.#evaluating;
    const measured = this.#measured;
    if (question !== this.#questions || !measured) return null;
    const { table, detectors, matched } = measured;
    const names = this.#source.store.getState().summary?.generators ?? [];
    const started = performance.now();
    const asked = this.#evaluator
      .call((remote) => remote.evaluate(table, detectors, names, matched?.ids ?? null))
      .catch(() => null);
    this.#evaluating = asked;
    const answer = await asked;
    onWorked(performance.now() - started);
    return answer;
  }

  async importScores(table: File): ReturnType<BenchmarkService['importScores']> {
    const joined = await this.#source.join(table);
    if (!joined?.ok) return joined;
    const fresh = joined.value.detectors.filter((name) => !this.#imported.includes(name));
    this.#imported = [...this.#imported, ...fresh];
    if (this.#measured) {
      const extended = await this.#withImported(this.#measured.table);
      this.#measured = {
        ...this.#measured,
        table: extended,
        detectors: this.#detectors(this.#measured.ran),
      };
      this.#onChanged();
    }
    return joined;
  }

  /** Another source has other pictures: their scores are gone with it. */
  forgetImported(): void {
    this.#imported = [];
  }

  /** Looks which of the samples make a subset whose files do not give the label away. */
  async #match(measured: Measured, scope: BenchmarkScope): Promise<void> {
    const shown = this.#source.store.getState().view?.filter;
    const filter = scope === 'view' && shown ? shown : { bins: {}, text: '', detector: null };
    const audit = await this.#source.audit({ seed: auditSeed, filter }).catch(() => null);
    if (!audit?.subset || this.#measured?.hashes !== measured.hashes) return;
    const { ids, matched: features, apart } = audit.subset;
    this.#measured = { ...this.#measured, matched: { ids, features, apart } };
    this.#onChanged();
  }

  #detectors(ran: readonly BenchmarkDetector[]): readonly MeasuredDetector[] {
    return [
      ...ran.map(({ measured }) => measured),
      ...this.#imported.map((name) => ({
        ...{ id: name, name },
        ...{ architecture: null, calibration: null, operatingPoint: null, families: [] },
      })),
    ];
  }

  async #withImported(table: ScoreTable): Promise<ScoreTable> {
    const { scores } = await this.#source.columns(table.ids.slice(), this.#imported);
    return this.#imported.reduce((extended, name, n) => withScores(extended, name, scores[n] ?? []), table);
  }
}
