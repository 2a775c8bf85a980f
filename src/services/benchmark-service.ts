import type { Evaluation } from '../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import { allNarrow } from '../core/benchmark/narrow.ts';
import { emptyTable, type ScoreTable } from '../core/benchmark/score-table.ts';
import { messageOf } from '../core/error-message.ts';
import {
  createBenchmarkStore,
  nothingMeasured,
  type BenchmarkFailure,
  type BenchmarkPlan,
  type BenchmarkStatus,
  type PictureTrouble,
} from '../state/benchmark-store.ts';
import type { JudgeOptions } from '../contracts/zoo.ts';
import type { BenchmarkService, Measured } from './benchmark-api.ts';
import { findAll, shippedSource, type FindDetector } from './benchmark-detectors.ts';
import { drawSamples, hasBothLabels } from './benchmark-draw.ts';
import { BenchmarkJudge } from './benchmark-judge.ts';
import { BenchmarkPool } from './benchmark-pool.ts';
import { BenchmarkRun } from './benchmark-run.ts';
import { BenchmarkTables, type TableSource } from './benchmark-tables.ts';
import { BenchmarkTrouble } from './benchmark-trouble.ts';
import type { ExploreService } from './explore-api.ts';
import { JobProgress } from './job-progress.ts';
import { KeptScores } from './kept-scores.ts';

/** The first of the pictures that were left out are named. */
const mostNamed = 100;

/** Adaptive sampling looks at the intervals after so many pictures, then again each time a quarter more is through. */
const firstLook = 120;
const lookAgain = 1.25;

export type BenchmarkSource = TableSource & Pick<ExploreService, 'selection' | 'ids' | 'rows' | 'file'>;

/** One core is the detectors'; more than eight decoders would only fill memory. */
function usualWorkers(): number {
  return Math.max(1, Math.min(8, navigator.hardwareConcurrency - 1));
}

/** @param find which detectors there are; without it, those that ship with the page */
export function createBenchmarkService(
  source: BenchmarkSource,
  find: FindDetector = shippedSource,
  workers: number = usualWorkers(),
): BenchmarkService {
  return new Benchmark(source, find, workers);
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
  readonly #find: FindDetector;
  readonly #pool: BenchmarkPool;
  readonly #kept: KeptScores;
  readonly #tables: BenchmarkTables;
  #job: Job | null = null;

  constructor(source: BenchmarkSource, find: FindDetector, workers: number) {
    this.#source = source;
    this.#find = find;
    this.#pool = new BenchmarkPool(workers, (reason) => {
      this.#notice(`A decoding worker stopped (${reason}) and was started again.`);
    });
    this.#kept = new KeptScores((reason) => {
      this.store.setState({ keptInMemory: reason });
    });
    this.#tables = new BenchmarkTables(source, () => {
      this.#tablesChanged();
    });
    source.store.subscribe(({ source: now }, { source: before }) => {
      if (now.status === before.status || now.status === 'open') return;
      this.#tables.forgetImported();
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
    return this.#tables.measured;
  }

  evaluate(): Promise<Evaluation | null> {
    return this.#tables.evaluate((ms) => this.#job?.progress?.noteTables(ms));
  }

  importScores(table: File): ReturnType<BenchmarkService['importScores']> {
    return this.#tables.importScores(table);
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
    const detectors = await findAll(this.#find, plan.detectors);
    if (this.#job !== job) return;
    const judges = detectors.map((detector) => new BenchmarkJudge(detector, options, this.#notice));
    job.judges = judges;
    if (!(await this.#load(job, judges))) return;
    const lanes = judges.flatMap((judge) => plan.conditions.map((condition) => ({ judge, condition })));
    const table = emptyTable(
      columns,
      lanes.map(({ judge, condition }) => ({ detector: judge.detector.measured.id, condition })),
    );
    const run = this.#runOf(
      job,
      table,
      lanes.map(({ judge }) => judge),
    );
    const about = {
      sourceName: open.report.name,
      hashes: run.hashes,
      backends: new Map(judges.map(({ detector, backend }) => [detector.measured.id, backend ?? ''])),
    };
    await this.#tables.begin(table, detectors, about, plan.scope);
    if (this.#job !== job) return;
    this.#set({ is: 'running' });
    const measured = detectors.map((detector) => detector.measured);
    const narrow = await this.#takeRows(run, table, measured, plan.adaptive);
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
        if (!job.stopped) this.#set({ is: 'loading', detector: judge.name, fraction });
      };
      tell(null);
      const ready = await judge.ready(tell);
      if (job.stopped) return false;
      if (!ready.ok && ready.failure.code !== 'cancelled')
        throw new BenchmarkTrouble({ code: 'no-detector', detector: judge.name, failure: ready.failure });
    }
    return true;
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

function failureOf(error: unknown): BenchmarkFailure {
  if (error instanceof BenchmarkTrouble) return error.failure;
  return { code: 'stopped', detail: messageOf(error) };
}

function failedBy(failure: BenchmarkFailure): BenchmarkStatus {
  return { is: 'failed', failure };
}
