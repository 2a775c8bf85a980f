import type { BenchmarkApi } from '../contracts/benchmark.ts';
import type { Evaluation } from '../core/benchmark/evaluate.ts';
import { emptyTable, type ScoreTable } from '../core/benchmark/score-table.ts';
import { labels, unknownClass, unknownGenerator } from '../core/dataset/sample-batch.ts';
import { shuffleKey } from '../core/dataset/shuffle.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { messageOf } from '../core/error-message.ts';
import {
  createBenchmarkStore,
  noProgress,
  nothingMeasured,
  type BenchmarkFailure,
  type BenchmarkPlan,
  type BenchmarkProgress,
  type BenchmarkStatus,
  type BenchmarkStore,
  type PictureTrouble,
} from '../state/benchmark-store.ts';
import { BenchmarkJudge, type JudgeOptions } from './benchmark-judge.ts';
import { BenchmarkPool, spawnBenchmarkWorker } from './benchmark-pool.ts';
import { BenchmarkRun } from './benchmark-run.ts';
import type { ExploreService } from './explore-api.ts';
import { KeptScores } from './kept-scores.ts';
import { loadModelCard } from './model-catalogue.ts';
import { WorkPace } from './work-pace.ts';
import { WorkerClient } from './worker-client.ts';

/** The first of the pictures that were left out are named. */
const mostNamed = 100;

/** How often the store hears of progress. */
const tellMs = 100;

/** How often tables are worked out anew while the job runs. */
const tableMs = 1500;

/** What the views of the benchmark may ask for. They read the rest from the store. */
export interface BenchmarkService {
  readonly store: BenchmarkStore;
  /** Measures; what was under way ends. Resolves when it is done, cancelled or failed. */
  start(plan: BenchmarkPlan, options: JudgeOptions): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the job; the scores so far stay, shown and kept. */
  cancel(): void;
  /** The scores so far; null before the first job. Filled on while it runs. */
  measured(): Measured | null;
  /** The tables of the scores so far; null before the first job, and where a newer question came. */
  evaluate(): Promise<Evaluation | null>;
  /** How many scores the browser keeps. */
  keptCount(): Promise<number>;
  forgetKept(): Promise<void>;
}

export interface Measured {
  readonly table: ScoreTable;
  readonly cards: readonly ModelCard[];
  /** SHA-256 of the pictures by row. */
  readonly hashes: readonly (string | undefined)[];
  /** What ran, by detector. */
  readonly backends: ReadonlyMap<string, string>;
}

export type BenchmarkSource = Pick<ExploreService, 'store' | 'selection' | 'ids' | 'columns' | 'rows' | 'file'>;

/** One core is the detectors'; more than eight decoders would only fill memory. */
export function benchmarkWorkers(): number {
  return Math.max(1, Math.min(8, navigator.hardwareConcurrency - 1));
}

export function createBenchmarkService(
  source: BenchmarkSource,
  workers: number = benchmarkWorkers(),
): BenchmarkService {
  return new Benchmark(source, workers);
}

interface Job {
  judges: readonly BenchmarkJudge[];
  run: BenchmarkRun | null;
  pace: WorkPace | null;
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

  constructor(source: BenchmarkSource, workers: number) {
    this.#source = source;
    this.#pool = new BenchmarkPool(workers, (reason) => {
      this.#notice(`A decoding worker stopped (${reason}) and was started again.`);
    });
    this.#kept = new KeptScores((reason) => {
      this.store.setState({ keptInMemory: reason });
    });
    source.store.subscribe(({ source: now }, { source: before }) => {
      if (now.status !== before.status && now.status !== 'open' && this.#job)
        this.#end(this.#job, { is: 'failed', failure: { code: 'source-closed' } });
    });
  }

  async start(plan: BenchmarkPlan, options: JudgeOptions): Promise<void> {
    this.cancel();
    const { keptInMemory } = this.store.getState();
    this.store.setState({ ...nothingMeasured, keptInMemory, plan });
    const job: Job = { judges: [], run: null, pace: null, naming: [], stopped: false };
    this.#job = job;
    try {
      await this.#work(job, plan, options);
    } catch (error) {
      this.#end(job, { is: 'failed', failure: failureOf(error) });
    }
  }

  pause(): void {
    if (this.store.getState().status.is !== 'running') return;
    this.#job?.run?.hold();
    this.#job?.pace?.hold();
    this.#set({ is: 'paused' });
  }

  resume(): void {
    if (this.store.getState().status.is !== 'paused') return;
    this.#set({ is: 'running' });
    this.#job?.pace?.goOn();
    this.#job?.run?.goOn();
  }

  cancel(): void {
    if (this.#job) this.#end(this.#job, { is: 'cancelled' });
  }

  measured(): Measured | null {
    return this.#measured;
  }

  async evaluate(): Promise<Evaluation | null> {
    const measured = this.#measured;
    if (!measured) return null;
    const question = ++this.#questions;
    // One at a time; what was asked meanwhile is answered by the last question alone.
    await this.#evaluating;
    if (question !== this.#questions) return null;
    const asked = this.#evaluator
      .call((remote) => remote.evaluate(measured.table, measured.cards))
      .catch(() => null);
    this.#evaluating = asked;
    return asked;
  }

  keptCount(): Promise<number> {
    return this.#kept.count();
  }

  forgetKept(): Promise<void> {
    return this.#kept.clear();
  }

  async #work(job: Job, plan: BenchmarkPlan, options: JudgeOptions): Promise<void> {
    if (this.#source.store.getState().source.status !== 'open')
      throw new BenchmarkTrouble({ code: 'no-source' });
    const columns = await this.#drawn(plan);
    const cards = await Promise.all(
      plan.detectors.map((id) =>
        loadModelCard(id).catch((error: unknown) => {
          throw new BenchmarkTrouble({ code: 'no-card', detail: messageOf(error) });
        }),
      ),
    );
    const judges = cards.map((card) => new BenchmarkJudge(card, options, this.#notice));
    if (job.stopped) return;
    job.judges = judges;
    await this.#load(job, judges);
    const lanes = judges.flatMap((judge) => plan.conditions.map((condition) => ({ judge, condition })));
    const table = emptyTable(
      columns,
      lanes.map(({ judge, condition }) => ({ detector: judge.card.id, condition })),
    );
    const counter = this.#counter(job, columns.ids.length);
    const run = new BenchmarkRun({
      table,
      judges: lanes.map(({ judge }) => judge),
      pool: this.#pool,
      kept: this.#kept,
      file: (id) => this.#source.file(id),
      onPicture: counter.add,
      onLeftOut: (row, trouble) => {
        for (const { logit } of table.lanes) logit[row] = NaN;
        counter.add({ known: 0, computed: 0 });
        job.naming.push(this.#leaveOut(job, columns.ids[row] ?? 0, trouble));
      },
      onUnavailable: (failure) => {
        this.#end(job, { is: 'failed', failure });
      },
    });
    if (job.stopped) return;
    job.run = run;
    const backends = new Map(judges.map(({ card, report }) => [card.id, report?.backend ?? '']));
    this.#measured = { table, cards, hashes: run.hashes, backends };
    this.#set({ is: 'running' });
    const finished = await run.until(columns.ids.length);
    await Promise.all([this.#kept.flush(), ...job.naming]);
    if (finished) this.#end(job, { is: 'done', narrow: false });
  }

  /** The samples that are measured, in the order in which they are taken. */
  async #drawn({ scope, images, seed }: BenchmarkPlan): Promise<Omit<ScoreTable, 'lanes'>> {
    const samples = this.#source.store.getState().summary?.samples ?? 0;
    const ids =
      scope === 'all'
        ? Uint32Array.from({ length: samples }, (_, id) => id)
        : (scope === 'view' ? await this.#source.ids() : this.#source.selection.ids()).sort();
    const { label, generator, classIndex } = await this.#source.columns(ids.slice(), []);
    const order = drawOrder({ label, generator, classIndex }, seed);
    const places = order.subarray(0, images ?? order.length);
    if (![labels.real, labels.ai].every((wanted) => places.some((place) => label[place] === wanted)))
      throw new BenchmarkTrouble({ code: 'no-labels' });
    return {
      ids: places.map((place) => ids[place] ?? 0),
      label: Uint8Array.from(places, (place) => label[place] ?? labels.unknown),
      generator: Uint8Array.from(places, (place) => generator[place] ?? unknownGenerator),
      classIndex: Uint16Array.from(places, (place) => classIndex[place] ?? unknownClass),
    };
  }

  async #load(job: Job, judges: readonly BenchmarkJudge[]): Promise<void> {
    for (const judge of judges) {
      const tell = (fraction: number | null): void => {
        if (!job.stopped) this.#set({ is: 'loading', detector: judge.card.name, fraction });
      };
      tell(null);
      const ready = await judge.ready(tell);
      if (job.stopped) return;
      if (!ready.ok && ready.failure.code !== 'cancelled')
        throw new BenchmarkTrouble({
          code: 'no-detector',
          detector: judge.card.name,
          failure: ready.failure,
        });
    }
  }

  /** Adds up what is through and tells the store now and then. */
  #counter(job: Job, total: number) {
    const pace = new WorkPace();
    job.pace = pace;
    let progress: BenchmarkProgress = { ...noProgress, total };
    let told = 0;
    let tabled = performance.now();
    this.store.setState({ progress });
    return {
      add: ({ known, computed }: { readonly known: number; readonly computed: number }): void => {
        if (job.stopped) return;
        const done = progress.done + 1;
        pace.note(done);
        progress = {
          done,
          total,
          known: progress.known + known,
          computed: progress.computed + computed,
          msLeft: pace.msLeft(total),
        };
        const now = performance.now();
        if (now - told < tellMs && done < total) return;
        told = now;
        const shown = now - tabled > tableMs || done === total;
        if (shown) tabled = now;
        this.store.setState(({ tableRevision }) => ({
          progress,
          tableRevision: tableRevision + (shown ? 1 : 0),
        }));
      },
    };
  }

  async #leaveOut(job: Job, id: number, trouble: PictureTrouble): Promise<void> {
    const named = this.store.getState().firstLeftOut.length < mostNamed;
    const [row] = named ? await this.#source.rows([id]).catch(() => []) : [];
    if (job.stopped) return;
    this.store.setState(({ leftOut, firstLeftOut }) => ({
      leftOut: leftOut + 1,
      firstLeftOut: row
        ? [...firstLeftOut, { id, path: row.folder === '' ? row.name : `${row.folder}/${row.name}`, trouble }]
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
    this.#set(status);
    this.store.setState(({ tableRevision }) => ({ tableRevision: tableRevision + 1 }));
  }

  #set(status: BenchmarkStatus): void {
    this.store.setState({ status });
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

/** Samples with a label, shuffled by the seed. */
function drawOrder({ label }: Omit<ScoreTable, 'ids' | 'lanes'>, seed: number): Uint32Array<ArrayBuffer> {
  const places = Uint32Array.from(label, (_, place) => place).filter((place) => label[place] !== labels.unknown);
  return places.sort((a, b) => shuffleKey(a, seed) - shuffleKey(b, seed));
}

function failureOf(error: unknown): BenchmarkFailure {
  if (error instanceof BenchmarkTrouble) return error.failure;
  return { code: 'detector-died', detector: 'A detector', detail: messageOf(error) };
}
