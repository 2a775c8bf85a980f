import type { JobId } from '../contracts/job.ts';
import type { ChunkAnswer, Degradation, LeftOut, SpectrumPicture } from '../contracts/spectrum.ts';
import { messageOf } from '../core/error-message.ts';
import { chunkImages } from '../core/spectrum/merge.ts';
import type { Peak, PeakInput } from '../core/spectrum/peaks.ts';
import { sumsKey, type Average, type Recipe } from '../core/spectrum/recipe.ts';
import { emptySums } from '../core/spectrum/sums.ts';
import {
  createSpectraStore,
  mostGroups,
  updateGroup,
  type GroupOrigin,
  type SpectraGroup,
  type SpectraStore,
} from '../state/spectra-store.ts';
import { GroupRun, type OpenChunk, type TakenChunk } from './group-run.ts';
import { filesAsList, type PictureList } from './picture-list.ts';
import { SpectrumPool, spectrumWorkers } from './spectrum-pool.ts';
import { WorkerStopped } from './worker-client.ts';

/** What the views of spectra may ask for. They read the rest from the store, and the numbers by `picture`. */
export interface SpectraService {
  readonly store: SpectraStore;
  /** Answers the id of the new group, null where there are as many as can be. */
  addGroup(name: string, pictures: readonly File[] | PictureList, from?: GroupOrigin | null): string | null;
  rename(id: string, name: string): void;
  remove(id: string): void;
  /** Computes every group by this recipe. What is done and fits stays: asking for more images goes on. */
  compute(recipe: Recipe, degradation?: Degradation | null): void;
  pause(): void;
  resume(): void;
  /** Stops all that is under way; what was shown stays, and `compute` goes on from there. */
  cancel(): void;
  /** @param after how many images; absent: the newest. null where there is none */
  picture(id: string, after?: number): SpectrumPicture | null;
  /** Frequencies of a picture that stand out, and more than in the reference (see findPeaks). Asked again, it is known. */
  peaks(
    picture: SpectrumPicture,
    reference: SpectrumPicture | null,
    average: Average,
  ): Promise<readonly Peak[]>;
  /** Nobody looks any more: ends the workers. What is done stays. */
  leave(): void;
}

export interface SpectraOptions {
  /** Absent: all cores. */
  readonly workers?: number;
}

export function createSpectraService({ workers = spectrumWorkers() }: SpectraOptions = {}): SpectraService {
  return new Spectra(workers);
}

/** Chunks under way in one worker: while one is finished, the next one's pictures are being decoded. */
const chunksPerWorker = 2;

/** A chunk that is being opened or computed. */
interface Job {
  readonly run: GroupRun;
  /** Aborted when the group is no longer wanted; a worker is told apart. */
  readonly stop: AbortController;
}

class Spectra implements SpectraService {
  readonly store = createSpectraStore();
  readonly #pool: SpectrumPool;
  readonly #runs = new Map<string, GroupRun>();
  readonly #jobs = new Map<JobId, Job>();
  /** Chunks whose worker died once. */
  readonly #suspects = new Set<string>();
  /** By picture and reference; a picture is its own key where it has none. */
  readonly #peaks = new WeakMap<SpectrumPicture, WeakMap<SpectrumPicture, Promise<readonly Peak[]>>>();
  #recipe: Recipe | null = null;
  #degradation: Degradation | null = null;
  #stopped = true;
  #groups = 0;

  constructor(workers: number) {
    this.#pool = new SpectrumPool(workers, (reason) => {
      this.#notice(`A worker stopped (${reason}) and was started again.`);
    });
  }

  addGroup(
    name: string,
    pictures: readonly File[] | PictureList,
    from: GroupOrigin | null = null,
  ): string | null {
    if (this.#runs.size >= mostGroups || pictures.length === 0) return null;
    const id = `g${String(++this.#groups)}`;
    const run = new GroupRun(id, 'open' in pictures ? pictures : filesAsList(pictures));
    this.#runs.set(id, run);
    const group: SpectraGroup = {
      ...{ id, name, from, files: pictures.length, status: 'waiting', seen: 0, drawn: 0, used: 0 },
      ...{ tooSmall: 0, unreadable: 0, leftOut: [], snapshots: [] },
    };
    this.store.setState(({ groups }) => ({ groups: [...groups, group] }));
    if (this.#recipe && !this.#stopped) {
      run.restart(this.#recipe);
      this.#publish(run);
      this.#pump();
    }
    return id;
  }

  rename(id: string, name: string): void {
    updateGroup(this.store, id, { name });
  }

  remove(id: string): void {
    const run = this.#runs.get(id);
    if (!run) return;
    this.#cancelJobs(run);
    run.epoch++;
    this.#runs.delete(id);
    this.store.setState(({ groups }) => ({ groups: groups.filter((group) => group.id !== id) }));
    this.#pump();
  }

  compute(recipe: Recipe, degradation: Degradation | null = null): void {
    const former = this.#recipe;
    const sameSums =
      former !== null &&
      sumsKey(former) === sumsKey(recipe) &&
      JSON.stringify(degradation) === JSON.stringify(this.#degradation);
    const sameEnd = former?.window === recipe.window && former.highPass === recipe.highPass;
    this.#recipe = recipe;
    this.#degradation = degradation;
    this.#stopped = false;
    for (const run of this.#runs.values()) {
      const kept = sameSums && run.merger !== null && run.extendTo(recipe.images);
      if (!kept) {
        this.#cancelJobs(run);
        run.restart(recipe);
      } else if (!sameEnd) {
        // Pictures of earlier stages were made with the other window; only the newest can be made again.
        run.pictures.clear();
      }
      if (run.status !== 'running') run.status = 'waiting';
      // The workers may have been ended before the last picture was made.
      const isDue = run.seen === run.drawn || run.pictures.size === 0;
      if (run.used > 0 && isDue && !run.pictures.has(run.seen) && run.finishing === 0)
        this.#finish(run, run.seen);
      if (run.drawn > 0) this.#settle(run);
      this.#publish(run);
    }
    this.#pump();
  }

  pause(): void {
    this.store.setState({ paused: true });
  }

  resume(): void {
    this.store.setState({ paused: false });
    this.#pump();
  }

  cancel(): void {
    this.#stopped = true;
    for (const run of this.#runs.values()) {
      this.#cancelJobs(run);
      if (run.status === 'running' || run.status === 'waiting') {
        run.status = 'cancelled';
        this.#publish(run);
      }
    }
    this.store.setState({ paused: false });
  }

  picture(id: string, after?: number): SpectrumPicture | null {
    const pictures = this.#runs.get(id)?.pictures;
    if (!pictures) return null;
    const newest = Math.max(...pictures.keys());
    return pictures.get(after ?? newest) ?? null;
  }

  peaks(
    picture: SpectrumPicture,
    reference: SpectrumPicture | null,
    average: Average,
  ): Promise<readonly Peak[]> {
    const key = reference ?? picture;
    const known = this.#peaks.get(picture) ?? new WeakMap<SpectrumPicture, Promise<readonly Peak[]>>();
    this.#peaks.set(picture, known);
    const found = known.get(key);
    if (found) return found;
    const looking = this.#pool.peaks(inputOf(picture), reference && inputOf(reference), average);
    known.set(key, looking);
    looking.catch(() => known.delete(key));
    return looking;
  }

  leave(): void {
    this.cancel();
    this.#pool.stop();
  }

  /** Hands out chunks, the group that is furthest behind first, so that all pictures sharpen together. */
  #pump(): void {
    const recipe = this.#recipe;
    if (!recipe || this.#stopped || this.store.getState().paused) return;
    const most = this.#pool.size * chunksPerWorker;
    while (this.#jobs.size < most) {
      // Chunks that wait for a slow one hold memory, so nobody runs far ahead.
      const open = [...this.#runs.values()].filter((run) => run.hasMore && run.underWay < 2 * most);
      const [first, ...others] = open;
      if (!first) break;
      const behind = (run: GroupRun) => run.seen / chunkImages + run.underWay;
      const run = others.reduce((best, other) => (behind(other) < behind(best) ? other : best), first);
      const taken = run.take();
      if (!taken) break;
      run.status = 'running';
      void this.#add(run, taken, recipe);
    }
  }

  async #add(run: GroupRun, taken: TakenChunk, recipe: Recipe): Promise<void> {
    const job = crypto.randomUUID() as JobId;
    const stop = new AbortController();
    const { epoch } = run;
    this.#jobs.set(job, { run, stop });
    let open: OpenChunk | null = null;
    try {
      open = await unlessAborted(run.open(taken), stop.signal);
      const result = open && (await this.#pool.add(job, open.chunk, recipe, this.#degradation));
      if (run.epoch !== epoch) return;
      if (open && result?.ok && run.isWhole(taken)) this.#merge(run, taken, open, result.value);
      else run.giveBack(taken.index);
    } catch (error) {
      if (run.epoch === epoch) this.#survive(run, taken, open, recipe, error);
    } finally {
      this.#jobs.delete(job);
      this.#pump();
    }
  }

  /** A chunk whose worker died is tried once more; then its images are left out. */
  #survive(run: GroupRun, taken: TakenChunk, open: OpenChunk | null, recipe: Recipe, error: unknown): void {
    const key = `${run.id} ${String(run.epoch)} ${String(taken.index)}`;
    if (!open || error instanceof WorkerStopped || !run.isWhole(taken) || !this.#suspects.has(key)) {
      if (!(error instanceof WorkerStopped)) this.#suspects.add(key);
      run.giveBack(taken.index);
      return;
    }
    const leftOut = open.chunk.files.flatMap((file, n): LeftOut[] =>
      file ? [{ image: open.chunk.firstImage + n, reason: { code: 'worker-died' } }] : [],
    );
    this.#merge(run, taken, open, { sums: emptySums(recipe), leftOut });
  }

  #merge(run: GroupRun, taken: TakenChunk, open: OpenChunk, { sums, leftOut }: ChunkAnswer): void {
    run.noteLeftOut(taken, open.names, [...open.leftOut, ...leftOut]);
    run.merge(taken.index, sums, (seen) => {
      if (run.used > 0) this.#finish(run, seen);
    });
    this.#settle(run);
    this.#publish(run);
  }

  /** A worker makes the picture of the sums of this moment. */
  #finish(run: GroupRun, seen: number): void {
    const { merger, epoch } = run;
    const recipe = this.#recipe;
    if (!merger || !recipe) return;
    run.finishing++;
    const end = `${recipe.window} ${String(recipe.highPass)}`;
    this.#pool.finish(merger.total, merger.shares, recipe).then(
      (picture) => {
        if (run.epoch !== epoch) return;
        run.finishing--;
        const now = this.#recipe;
        if (now && end === `${now.window} ${String(now.highPass)}`) run.pictures.set(seen, picture);
        this.#settle(run);
        this.#publish(run);
      },
      (error: unknown) => {
        if (run.epoch !== epoch) return;
        run.finishing--;
        if (!(error instanceof WorkerStopped)) {
          run.status = 'failed';
          this.#notice(`The spectrum could not be made: ${messageOf(error)}.`);
        }
        this.#publish(run);
      },
    );
  }

  #settle(run: GroupRun): void {
    if (run.seen < run.drawn || run.finishing > 0 || run.status === 'failed') return;
    run.status = run.used > 0 ? 'done' : 'empty';
  }

  #cancelJobs(run: GroupRun): void {
    for (const [job, { run: owner, stop }] of this.#jobs) {
      if (owner !== run) continue;
      stop.abort();
      this.#pool.cancel(job);
    }
  }

  #publish(run: GroupRun): void {
    const { status, seen, drawn, used, tooSmall, unreadable, leftOut, pictures } = run;
    updateGroup(this.store, run.id, {
      ...{ status, seen, drawn, used, tooSmall, unreadable },
      leftOut: [...leftOut],
      snapshots: [...pictures.keys()].sort((a, b) => a - b),
    });
  }

  #notice(text: string): void {
    this.store.setState(({ notices }) => ({ notices: [...notices, text] }));
  }
}

function inputOf({ sizePx, images, power }: SpectrumPicture): PeakInput {
  return { sizePx, images, power };
}

/** null where it was aborted first. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve(null);
      },
      { once: true },
    );
  });
  return Promise.race([work, aborted]);
}
