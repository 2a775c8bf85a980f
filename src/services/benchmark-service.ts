import type { BenchmarkApi } from '../contracts/benchmark.ts';
import type { Evaluation } from '../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import { allNarrow } from '../core/benchmark/narrow.ts';
import { emptyTable, withScores, type ScoreTable } from '../core/benchmark/score-table.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { messageOf } from '../core/error-message.ts';
import {
  createBenchmarkStore,
  nothingMeasured,
  type BenchmarkFailure,
  type BenchmarkPlan,
  type BenchmarkScope,
  type BenchmarkStatus,
  type PictureTrouble,
} from '../state/benchmark-store.ts';
import type { BenchmarkService, Measured } from './benchmark-api.ts';
import { drawSamples, hasBothLabels } from './benchmark-draw.ts';
import { BenchmarkJudge, type JudgeOptions } from './benchmark-judge.ts';
import { BenchmarkPool, spawnBenchmarkWorker } from './benchmark-pool.ts';
import { BenchmarkRun } from './benchmark-run.ts';
import type { ExploreService } from './explore-api.ts';
import { JobProgress } from './job-progress.ts';
import { KeptScores } from './kept-scores.ts';
import { loadModelCard } from './model-catalogue.ts';
import { WorkerClient } from './worker-client.ts';

/** The first of the pictures that were left out are named. */
const mostNamed = 100;

/** Adaptive sampling looks at the intervals after so many pictures, then again each time a quarter more is through. */
const firstLook = 120;
const lookAgain = 1.25;

/** Draws the matched subset as explore's audit does, so that both speak of the same one. */
const auditSeed = 1;

export type BenchmarkSource = Pick<
  ExploreService,
  'store' | 'selection' | 'ids' | 'columns' | 'rows' | 'file' | 'audit' | 'join'
>;

/** One core is the detectors'; more than eight decoders would only fill memory. */
function usualWorkers(): number {
  return Math.max(1, Math.min(8, navigator.hardwareConcurrency - 1));
}

export function createBenchmarkService(
  source: BenchmarkSource,
  workers: number = usualWorkers(),
): BenchmarkService {
  return new Benchmark(source, workers);
}

interface Job {
  judges: readonly BenchmarkJudge[];
  run: BenchmarkRun | null;
  progress: JobProgress | null;
  /** Names of pictures that are being looked up. */
  readonly naming: Promise<void>[];
  stopped: boolean;
}

class Benchmark implements BenchmarkService {
  readonly store = createBenchmarkStore();
  readonly #source: BenchmarkSource;
  readonly #pool: BenchmarkPool;
  readonly #kept: KeptScores;
  readonly #evaluator = new WorkerClient<BenchmarkApi>(spawnBenchmarkWorker, () => undefined);
  #evaluating: Promise<unknown> = Promise.resolve();
  #questions = 0;
  #job: Job | null = null;
  #measured: Measured | null = null;
  /** Names of the detectors that came with tables, of the source that is open. */
  #imported: readonly string[] = [];

  constructor(source: BenchmarkSource, workers: number) {
    this.#source = source;
    this.#pool = new BenchmarkPool(workers, (reason) => {
      this.#notice(`A decoding worker stopped (${reason}) and was started again.`);
    });
    this.#kept = new KeptScores((reason) => {
      this.store.setState({ keptInMemory: reason });
    });
    source.store.subscribe(({ source: now }, { source: before }) => {
      if (now.status === before.status || now.status === 'open') return;
      this.#imported = [];
      if (this.#job) this.#end(this.#job, failedBy({ code: 'source-closed' }));
    });
  }

  async start(plan: BenchmarkPlan, options: JudgeOptions): Promise<void> {
    this.cancel();
    const { keptInMemory } = this.store.getState();
    this.store.setState(({ tableRevision }) => ({
      ...nothingMeasured,
      // Begun from here on, although the samples have to be drawn first.
      status: { is: 'loading', detector: null, fraction: null },
      tableRevision,
      keptInMemory,
      plan,
    }));
    const job: Job = { judges: [], run: null, progress: null, naming: [], stopped: false };
    this.#job = job;
    try {
      await this.#work(job, plan, options);
    } catch (error) {
      this.#end(job, failedBy(failureOf(error)));
    }
  }

  pause(): void {
    if (this.store.getState().status.is !== 'running') return;
    this.#job?.run?.hold();
    this.#job?.progress?.hold();
    this.#set({ is: 'paused' });
  }

  resume(): void {
    if (this.store.getState().status.is !== 'paused') return;
    this.#set({ is: 'running' });
    this.#job?.progress?.goOn();
    this.#job?.run?.goOn();
  }

  cancel(): void {
    if (this.#job) this.#end(this.#job, { is: 'cancelled' });
  }

  measured(): Measured | null {
    return this.#measured;
  }

  async evaluate(): Promise<Evaluation | null> {
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
    this.#job?.progress?.noteTables(performance.now() - started);
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
        detectors: this.#detectors(this.#measured.cards),
      };
      this.#tablesChanged();
    }
    return joined;
  }

  keptCount(): Promise<number> {
    return this.#kept.count();
  }

  forgetKept(): Promise<void> {
    return this.#kept.clear();
  }

  async #work(job: Job, plan: BenchmarkPlan, options: JudgeOptions): Promise<void> {
    const { source: open } = this.#source.store.getState();
    if (open.status !== 'open') throw new BenchmarkTrouble({ code: 'no-source' });
    const columns = await drawSamples(this.#source, plan);
    if (!hasBothLabels(columns)) throw new BenchmarkTrouble({ code: 'no-labels' });
    const cards = await Promise.all(plan.detectors.map(cardOf));
    if (this.#job !== job) return;
    const judges = cards.map((card) => new BenchmarkJudge(card, options, this.#notice));
    job.judges = judges;
    if (!(await this.#load(job, judges))) return;
    const lanes = judges.flatMap((judge) => plan.conditions.map((condition) => ({ judge, condition })));
    const table = emptyTable(
      columns,
      lanes.map(({ judge, condition }) => ({ detector: judge.card.id, condition })),
    );
    const extended = await this.#withImported(table);
    if (this.#job !== job) return;
    const run = this.#runOf(
      job,
      table,
      lanes.map(({ judge }) => judge),
    );
    const measured: Measured = {
      table: extended,
      detectors: this.#detectors(cards),
      cards,
      sourceName: open.report.name,
      hashes: run.hashes,
      backends: new Map(judges.map(({ card, report }) => [card.id, report?.backend ?? ''])),
      matched: null,
    };
    this.#measured = measured;
    this.#set({ is: 'running' });
    void this.#match(measured, plan.scope);
    const narrow = await this.#takeRows(run, table, this.#detectors(cards), plan.adaptive);
    await Promise.all([this.#kept.flush(), ...job.naming]);
    if (narrow !== null) this.#end(job, { is: 'done', narrow });
  }

  #runOf(job: Job, table: ScoreTable, judges: readonly BenchmarkJudge[]): BenchmarkRun {
    const rows = table.ids.length;
    const progress = new JobProgress(rows, (told, tables) => {
      if (job.stopped) return;
      this.store.setState({ progress: told });
      if (tables) this.#tablesChanged();
    });
    const run = new BenchmarkRun({
      table,
      judges,
      pool: this.#pool,
      kept: this.#kept,
      file: (id) => this.#source.file(id),
      onPicture: (counts) => {
        progress.add(counts);
      },
      onLeftOut: (row, trouble) => {
        for (const { raw } of table.lanes) raw[row] = NaN;
        progress.add({ known: 0, computed: 0 });
        job.naming.push(this.#leaveOut(job, table.ids[row] ?? 0, trouble));
      },
      onUnavailable: (failure) => {
        this.#end(job, failedBy(failure));
      },
    });
    job.run = run;
    job.progress = progress;
    return run;
  }

  /** Takes all rows, or as many as it needs. Answers whether it ended early; null: stopped. */
  async #takeRows(
    run: BenchmarkRun,
    table: ScoreTable,
    detectors: readonly MeasuredDetector[],
    adaptive: boolean,
  ): Promise<boolean | null> {
    const rows = table.ids.length;
    for (let end = adaptive ? firstLook : rows; ; end = Math.ceil(end * lookAgain)) {
      const through = Math.min(end, rows);
      if (!(await run.until(through))) return null;
      if (through === rows) return false;
      if (allNarrow(table, detectors, through)) return true;
    }
  }

  /** Answers whether the job goes on. */
  async #load(job: Job, judges: readonly BenchmarkJudge[]): Promise<boolean> {
    for (const judge of judges) {
      const tell = (fraction: number | null): void => {
        if (!job.stopped) this.#set({ is: 'loading', detector: judge.card.name, fraction });
      };
      tell(null);
      const ready = await judge.ready(tell);
      if (job.stopped) return false;
      if (!ready.ok && ready.failure.code !== 'cancelled')
        throw new BenchmarkTrouble({
          code: 'no-detector',
          detector: judge.card.name,
          failure: ready.failure,
        });
    }
    return true;
  }

  /** Looks which of the samples make a subset whose files do not give the label away. */
  async #match(measured: Measured, scope: BenchmarkScope): Promise<void> {
    const shown = this.#source.store.getState().view?.filter;
    const filter = scope === 'view' && shown ? shown : { bins: {}, text: '', detector: null };
    const audit = await this.#source.audit({ seed: auditSeed, filter }).catch(() => null);
    if (!audit?.subset || this.#measured?.hashes !== measured.hashes) return;
    const { ids, matched: features, apart } = audit.subset;
    this.#measured = { ...this.#measured, matched: { ids, features, apart } };
    this.#tablesChanged();
  }

  #detectors(cards: readonly ModelCard[]): readonly MeasuredDetector[] {
    return [
      ...cards.map(({ id, name, calibration, operatingPoint, families }) => ({
        id,
        name,
        calibration,
        operatingPoint,
        families: families?.names.map((family) => family.name) ?? [],
      })),
      ...this.#imported.map((name) => ({
        ...{ id: name, name },
        ...{ calibration: null, operatingPoint: null, families: [] },
      })),
    ];
  }

  async #withImported(table: ScoreTable): Promise<ScoreTable> {
    const { scores } = await this.#source.columns(table.ids.slice(), this.#imported);
    return this.#imported.reduce((extended, name, n) => withScores(extended, name, scores[n] ?? []), table);
  }

  async #leaveOut(job: Job, id: number, trouble: PictureTrouble): Promise<void> {
    const [row] = await this.#source.rows([id]).catch(() => []);
    if (job.stopped) return;
    this.store.setState(({ leftOut, firstLeftOut }) => ({
      leftOut: leftOut + 1,
      firstLeftOut:
        row && firstLeftOut.length < mostNamed
          ? [
              ...firstLeftOut,
              { id, path: row.folder === '' ? row.name : `${row.folder}/${row.name}`, trouble },
            ]
          : firstLeftOut,
    }));
  }

  #end(job: Job, status: BenchmarkStatus): void {
    if (job.stopped) return;
    job.stopped = true;
    job.run?.stop();
    for (const judge of job.judges) judge.stop();
    this.#pool.stop();
    void this.#kept.flush();
    if (this.#job === job) this.#job = null;
    if (job.progress) this.store.setState({ progress: job.progress.now() });
    this.#set(status);
    this.#tablesChanged();
  }

  #set(status: BenchmarkStatus): void {
    this.store.setState({ status });
  }

  #tablesChanged(): void {
    this.store.setState(({ tableRevision }) => ({ tableRevision: tableRevision + 1 }));
  }

  readonly #notice = (text: string): void => {
    this.store.setState(({ notices }) => ({ notices: [...notices, text] }));
  };
}

/** Ends a job that cannot go on. */
class BenchmarkTrouble extends Error {
  override readonly name = 'BenchmarkTrouble';
  readonly failure: BenchmarkFailure;

  constructor(failure: BenchmarkFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

function cardOf(id: string): Promise<ModelCard> {
  return loadModelCard(id).catch((error: unknown) => {
    throw new BenchmarkTrouble({ code: 'no-card', detail: messageOf(error) });
  });
}

function failureOf(error: unknown): BenchmarkFailure {
  if (error instanceof BenchmarkTrouble) return error.failure;
  return { code: 'stopped', detail: messageOf(error) };
}

function failedBy(failure: BenchmarkFailure): BenchmarkStatus {
  return { is: 'failed', failure };
}
