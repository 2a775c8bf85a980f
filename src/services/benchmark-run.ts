import type { PreparedLane, PrepareTask } from '../contracts/benchmark.ts';
import type { JobId } from '../contracts/job.ts';
import { noFamily, type ScoreTable } from '../core/benchmark/score-table.ts';
import { failed, success, type Result } from '../core/result.ts';
import type { BenchmarkFailure, PictureTrouble } from '../state/benchmark-store.ts';
import type { ExploreFailure } from '../state/explore-store.ts';
import type { BenchmarkJudge } from './benchmark-judge.ts';
import type { BenchmarkPool } from './benchmark-pool.ts';
import { BenchmarkTrouble } from './benchmark-trouble.ts';
import type { KeptScore, KeptScores } from './kept-scores.ts';
import { Slots } from './slots.ts';
import { WorkerStopped } from './worker-client.ts';

/** A picture whose worker dies this often is given up: it is the picture that kills it. */
const attemptLimit = 2;

/** Pictures under way in one worker: while one is cut, the next is read and decoded. */
const picturesPerWorker = 2;

/** Tensors that wait for a detector, those that it works on included; each may have several megabytes. */
const waitingLimit = 4;

/** Runs handed out at once: the next one lies ready in the worker when one ends, and cores are not shared by many. */
const runningLimit = 2;

/** What a run asks of its surroundings. */
export interface RunParts {
  readonly table: ScoreTable;
  /** One a lane of the table. */
  readonly judges: readonly BenchmarkJudge[];
  readonly pool: BenchmarkPool;
  readonly kept: Pick<KeptScores, 'of' | 'keep'>;
  readonly file: (id: number) => Promise<Result<Blob, ExploreFailure>>;
  readonly onPicture: (counts: { readonly known: number; readonly computed: number }) => void;
  readonly onLeftOut: (row: number, trouble: PictureTrouble) => void;
  /** Called once a picture that found its detector gone; the run has to be stopped. */
  readonly onUnavailable: (failure: BenchmarkFailure) => void;
}

/** Takes rows of a table through the workers and detectors, a few at a time, whatever dies on the way. */
export class BenchmarkRun {
  /** SHA-256 of the pictures by row, as far as they were looked at. */
  readonly hashes: (string | undefined)[] = [];
  readonly #parts: RunParts;
  readonly #tensors = new Slots(waitingLimit);
  readonly #runs = new Slots(runningLimit);
  readonly #underWay = new Map<JobId, number>();
  readonly #deaths = new Map<number, number>();
  /** Rows to be tried again, alone, because a worker died while they were under way. */
  readonly #suspects: number[] = [];
  /** Rows that were interrupted and are not to blame for it. */
  readonly #again: number[] = [];
  #next = 0;
  #end = 0;
  #jobs = 0;
  #held = false;
  #stopped = false;
  #onDrained: ((finished: boolean) => void) | null = null;

  constructor(parts: RunParts) {
    this.#parts = parts;
  }

  /** Works until all rows before `end` are through. Answers false where it was stopped. */
  until(end: number): Promise<boolean> {
    this.#end = end;
    return new Promise((resolve) => {
      this.#onDrained = resolve;
      this.#pump();
    });
  }

  /** Pictures under way are finished, others are not begun. */
  hold(): void {
    this.#held = true;
  }

  goOn(): void {
    this.#held = false;
    this.#pump();
  }

  stop(): void {
    this.#stopped = true;
    for (const job of this.#underWay.keys()) {
      this.#parts.pool.cancel(job);
      for (const judge of new Set(this.#parts.judges)) judge.cancel(job);
    }
    this.#pump();
  }

  #pump(): void {
    for (let row = this.#take(); row !== null; row = this.#take()) void this.#work(row);
    if (this.#underWay.size > 0) return;
    if (!this.#stopped && (this.#held || this.#left() > 0)) return;
    this.#onDrained?.(!this.#stopped);
    this.#onDrained = null;
  }

  #left(): number {
    return this.#again.length + this.#suspects.length + Math.max(0, this.#end - this.#next);
  }

  /** The next row that may begin now. A suspect is tried alone, so that it takes no innocent one down with it. */
  #take(): number | null {
    if (this.#stopped || this.#held) return null;
    const { pool } = this.#parts;
    const alone = [...this.#underWay.values()].some((row) => this.#deaths.has(row));
    if (alone || this.#underWay.size >= pool.size * picturesPerWorker) return null;
    const again = this.#again.shift();
    if (again !== undefined) return again;
    if (this.#suspects.length > 0) return this.#underWay.size === 0 ? (this.#suspects.shift() ?? null) : null;
    return this.#next < this.#end ? this.#next++ : null;
  }

  async #work(row: number): Promise<void> {
    const job = `picture:${String(row)}:${String(++this.#jobs)}` as JobId;
    this.#underWay.set(job, row);
    try {
      const done = await this.#judge(row, job);
      if (!done.ok) this.#parts.onLeftOut(row, done.failure);
      else if (done.value) this.#parts.onPicture(done.value);
    } catch (error) {
      this.#putBack(row, error);
    } finally {
      this.#underWay.delete(job);
      this.#pump();
    }
  }

  #putBack(row: number, error: unknown): void {
    if (this.#stopped) return;
    if (error instanceof BenchmarkTrouble) this.#parts.onUnavailable(error.failure);
    else if (error instanceof WorkerStopped) {
      this.#again.push(row);
    } else this.#suspect(row);
  }

  #suspect(row: number): void {
    const deaths = (this.#deaths.get(row) ?? 0) + 1;
    this.#deaths.set(row, deaths);
    if (deaths < attemptLimit) this.#suspects.push(row);
    else {
      this.#deaths.delete(row);
      this.#parts.onLeftOut(row, { kind: 'worker-died' });
    }
  }

  /** null: cancelled. @throws WorkerDied, WorkerStopped */
  async #judge(
    row: number,
    job: JobId,
  ): Promise<Result<{ known: number; computed: number } | null, PictureTrouble>> {
    const { table, judges, pool, kept } = this.#parts;
    const file = await this.#parts.file(table.ids[row] ?? 0);
    if (!file.ok) return failed({ kind: 'source', failure: file.failure });
    const hash = await pool.hash(job, file.value);
    if (!hash.ok) return notDone(hash.failure);
    const image = hash.value;
    this.hashes[row] = image;
    const known = await kept.of(image);
    const missing = table.lanes.flatMap(({ condition }, lane) => {
      const judge = judges[lane];
      if (!judge) return [];
      const score = known.get(judge.laneKey(condition));
      if (score) this.#set(row, lane, score);
      return score ? [] : [{ lane, condition, plan: judge.detector.pictures }];
    });
    if (missing.length > 0) {
      const computed = await this.#compute(row, job, image, file.value, missing);
      if (!computed.ok) return computed;
      if (!computed.value) return success(null);
    }
    this.#deaths.delete(row);
    return success({ known: table.lanes.length - missing.length, computed: missing.length });
  }

  /** false: cancelled. @throws WorkerDied, WorkerStopped */
  async #compute(
    row: number,
    job: JobId,
    image: string,
    file: Blob,
    tasks: readonly PrepareTask[],
  ): Promise<Result<boolean, PictureTrouble>> {
    const scores: Promise<PictureTrouble | null>[] = [];
    const take = async (prepared: PreparedLane): Promise<void> => {
      const leave = await this.#tensors.take();
      const score = this.#score(row, job, image, prepared).finally(leave);
      // Met below, where all of them are awaited.
      score.catch(() => undefined);
      scores.push(score);
    };
    const prepared = await this.#parts.pool.prepare(job, file, image, tasks, take).finally(async () => {
      await Promise.allSettled(scores);
    });
    const trouble = (await Promise.all(scores)).find((each) => each !== null);
    if (!prepared.ok) {
      return prepared.failure.code === 'cancelled'
        ? success(false)
        : failed({ kind: 'picture', failure: prepared.failure });
    }
    if (this.#stopped) return success(false);
    return trouble ? failed(trouble) : success(true);
  }

  /** null: fine, or cancelled. @throws WorkerDied, WorkerStopped */
  async #score(
    row: number,
    job: JobId,
    image: string,
    { lane, tensor, weights, sizePx }: PreparedLane,
  ): Promise<PictureTrouble | null> {
    const judge = this.#parts.judges[lane];
    const condition = this.#parts.table.lanes[lane]?.condition;
    if (!judge || condition === undefined || this.#stopped) return null;
    let score: KeptScore = { logit: null, family: null };
    if (tensor) {
      const leave = await this.#runs.take();
      const run = await judge.score(job, tensor, weights, sizePx).finally(leave);
      if (!run.ok) {
        const { failure } = run;
        if (failure.code === 'cancelled') return null;
        if (failure.code === 'run-failed') return { kind: 'run', detail: failure.detail };
        // The detector went away, which is not the picture's fault.
        throw new WorkerStopped(failure.code);
      }
      score = run.value;
    }
    this.#set(row, lane, score);
    this.#parts.kept.keep(image, judge.laneKey(condition), score);
    return null;
  }

  #set(row: number, lane: number, { logit, family }: KeptScore): void {
    const { raw, family: families } = this.#parts.table.lanes[lane] ?? {};
    if (raw) raw[row] = logit ?? NaN;
    if (families) families[row] = family ?? noFamily;
  }
}

function notDone(
  failure: Extract<Awaited<ReturnType<BenchmarkPool['hash']>>, { ok: false }>['failure'],
): Result<null, PictureTrouble> {
  return failure.code === 'cancelled' ? success(null) : failed({ kind: 'picture', failure });
}
