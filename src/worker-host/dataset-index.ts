import type {
  DatasetMatrix,
  DatasetSummary,
  DatasetView,
  SampleColumns,
  SampleRow,
  SampleRows,
  Stale,
} from '../contracts/dataset.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import { cellAt, cellsOf, type Cells } from '../core/dataset/cells.ts';
import { CodeFilterMaker } from '../core/dataset/code-filters.ts';
import { facetCountsOf, folderCountsOf } from '../core/dataset/facet-counts.ts';
import { binOf, groupList, groups } from '../core/dataset/facet-groups.ts';
import type { DatasetFilter } from '../core/dataset/facets.ts';
import type { DatasetOrder } from '../core/dataset/order.ts';
import { idsOfPart, partsOf, type Part, type Parting } from '../core/dataset/parts.ts';
import {
  noGenerator,
  unknownClass,
  verdicts,
  type SampleBatch,
  type SamplePatch,
  type ScorePatch,
} from '../core/dataset/sample-batch.ts';
import { RowCounter } from '../core/dataset/row-counter.ts';
import { SampleIndex } from '../core/dataset/sample-index.ts';
import { SampleView } from '../core/dataset/sample-view.ts';
import { sortedIds } from '../core/dataset/sort-samples.ts';
import { TextFilter } from '../core/dataset/text-filter.ts';
import { auditDataset, type DatasetAudit } from '../core/evaluation/dataset-audit.ts';
import { failed, success, type Result } from '../core/result.ts';
import { cancelled, type Jobs } from './jobs.ts';

/** Long work lets messages in this often, so that a cancel need not wait longer. */
const usualSliceMs = 40;
/** The code of rows that no detector judged. */
const unjudged = Uint16Array.of(groups.judgement.codes - 1);

/** The index of the open source, and the one view of it that is looked at. */
export class DatasetIndex {
  readonly #jobs: Jobs;
  readonly #sliceMs: number;
  readonly #decoder = new TextDecoder();
  #index = new SampleIndex();
  #text = new TextFilter(this.#index.names);
  #counter = new RowCounter();
  readonly #filters = new CodeFilterMaker();
  #view = new SampleView(0, new Uint32Array(0), null);
  /** Whose scores the view's rows show. */
  #detector: string | null = null;
  #revision = 0;
  /** Counts everything that can change what is shown or counted. */
  #changes = 0;
  /** The changes among them that an order depends on. */
  #orderChanges: Readonly<Record<string, number>> = {};
  #sorted: { readonly key: string; readonly ids: Uint32Array<ArrayBuffer> } | null = null;
  /** The samples that a view is restricted to; null: all. */
  #kept: Uint32Array | null = null;
  #hiddenByBoth: { readonly of: Uint32Array; readonly both: Uint32Array } | null = null;
  /** Worked out when a matrix is first asked for. */
  #cells: { readonly view: SampleView; readonly cells: Cells } | null = null;
  /** The call of `filter` that came last. */
  #turn = 0;

  constructor(jobs: Jobs, sliceMs: number = usualSliceMs) {
    this.#jobs = jobs;
    this.#sliceMs = sliceMs;
  }

  /** For the sources, which read and fill it in the same thread. */
  get samples(): SampleIndex {
    return this.#index;
  }

  clear(): void {
    this.#index = new SampleIndex();
    this.#text = new TextFilter(this.#index.names);
    this.#counter = new RowCounter();
    this.#view = new SampleView(0, new Uint32Array(0), null);
    this.#sorted = null;
    this.#kept = null;
    this.#hiddenByBoth = null;
    this.#revision++;
    this.#turn++;
  }

  append(batch: SampleBatch): void {
    this.#index.append(batch);
    this.#changes++;
  }

  restrict(ids: Uint32Array | null): void {
    this.#kept = ids;
    this.#hiddenByBoth = null;
  }

  finish(): void {
    this.#index.trim();
  }

  patch(patch: SamplePatch): void {
    this.#index.patch(patch);
    this.#changes++;
    const { byteLength, widthPx, heightPx, jpegQuality, classIndex, generator } = patch;
    const keys = {
      byteLength,
      width: widthPx,
      height: heightPx,
      quality: jpegQuality,
      class: classIndex,
      generator,
    };
    for (const [key, column] of Object.entries(keys)) if (column) this.#reorder(key);
  }

  patchScores(patch: ScorePatch): void {
    this.#index.patchScores(patch);
    this.#changes++;
    this.#reorder('score');
  }

  summary(): DatasetSummary {
    const { count, folders, generators, classes, detectors, memoryBytes } = this.#index;
    return { samples: count, folders, generators, classes, detectors, byteLength: memoryBytes };
  }

  async filter(
    job: JobId,
    filter: DatasetFilter,
    order: DatasetOrder,
  ): Promise<Result<DatasetView, Cancelled>> {
    const turn = ++this.#turn;
    const inArrival = order.by === 'arrival' && !order.descending;
    const sorted = inArrival ? null : await this.#sort(job, order, filter.detector);
    if (turn !== this.#turn || (!inArrival && !sorted)) return cancelled;
    const rows = sorted?.length ?? this.#index.count;
    const hidden = this.#hidden(filter.text, rows);
    const version = JSON.stringify([this.#changes, rows, filter.detector]);
    const { matches, facets, folders, passed } = this.#count(
      this.#counter,
      this.#filters,
      filter,
      hidden,
      version,
      rows,
    );
    this.#view = new SampleView(matches, passed, sorted);
    this.#detector = filter.detector;
    return success({ revision: ++this.#revision, samples: rows, matches, facets, folders });
  }

  slice(revision: number, from: number, to: number): Result<SampleRows, Stale> {
    return this.#of(revision, ({ ids }) => ({
      from,
      rows: Array.from(ids.subarray(Math.max(from, 0), Math.max(to, 0)), (id) => this.#rowOf(id)),
    }));
  }

  rows(ids: readonly number[]): readonly SampleRow[] {
    return ids
      .filter((id) => Number.isInteger(id) && id >= 0 && id < this.#index.count)
      .map((id) => this.#rowOf(id));
  }

  /** @throws RangeError where an id is unknown */
  columns(ids: Uint32Array, detectors: readonly string[]): SampleColumns {
    const index = this.#index;
    if (ids.some((id) => id >= index.count)) throw new RangeError('there is no such sample');
    const facts = (of: (id: number) => number) => Uint8Array.from(ids, of);
    return {
      label: facts((id) => index.labelOf(id)),
      generator: facts((id) => index.generatorOf(id)),
      classIndex: Uint16Array.from(ids, (id) => index.codes.classes[id] ?? unknownClass),
      scores: detectors.map((detector) => {
        const scores = index.scores(detector);
        return Float32Array.from(ids, (id) => scores?.scoreOf(id) ?? NaN);
      }),
    };
  }

  position(revision: number, id: number): Result<number, Stale> {
    return this.#of(revision, (view) => view.positionOf(id));
  }

  ids(revision: number): Result<Uint32Array<ArrayBuffer>, Stale> {
    // A copy, as what crosses threads is transferred and then gone here.
    return this.#of(revision, (view) => view.ids.slice());
  }

  mask(revision: number, from: number, to: number): Result<Uint32Array<ArrayBuffer>, Stale> {
    return this.#of(revision, (view) => view.mask(from, to));
  }

  sample(revision: number, count: number, seed: number): Result<Uint32Array<ArrayBuffer>, Stale> {
    return this.#of(revision, (view) => view.sample(count, seed));
  }

  matrix(revision: number): Result<DatasetMatrix, Stale> {
    return this.#of(revision, (view) => {
      const { classes, makers, starts } = this.#cellsOf(view);
      return { classes, generators: makers, counts: starts.slice(1).map((end, i) => end - (starts[i] ?? 0)) };
    });
  }

  cell(revision: number, classIndex: number, generator: number, nth: number): Result<number | null, Stale> {
    return this.#of(revision, (view) => cellAt(this.#cellsOf(view), classIndex, generator)[nth] ?? null);
  }

  parts(revision: number): Result<readonly Part[], Stale> {
    return this.#of(revision, ({ ids }) => partsOf(this.#index, ids));
  }

  idsOfPart(revision: number, by: Parting, bin: number): Result<Uint32Array<ArrayBuffer>, Stale> {
    return this.#of(revision, ({ ids }) => idsOfPart(this.#index, ids, by, bin));
  }

  matching(filter: DatasetFilter, part: Pick<Part, 'by' | 'bin'> | null): Uint32Array<ArrayBuffer> {
    const ids = this.#passing(filter);
    return part ? idsOfPart(this.#index, ids, part.by, part.bin) : ids;
  }

  /** Ids of all samples that pass, ascending, whatever views are restricted to. */
  #passing(filter: DatasetFilter): Uint32Array<ArrayBuffer> {
    const hidden = this.#text.hidden(filter.text);
    const { matches, passed } = this.#count(new RowCounter(), new CodeFilterMaker(), filter, hidden, 'once');
    return new SampleView(matches, passed, null).ids;
  }

  async audit(job: JobId, filter: DatasetFilter, seed: number): Promise<Result<DatasetAudit, Cancelled>> {
    const index = this.#index;
    const ids = this.#passing(filter);
    const audit = await this.#finish(job, auditDataset(index, ids, seed), () => index === this.#index);
    return audit ? success(audit) : cancelled;
  }

  #count(
    counter: RowCounter,
    maker: CodeFilterMaker,
    filter: DatasetFilter,
    hidden: Uint32Array,
    version: string,
    count = this.#index.count,
  ) {
    const index = this.#index;
    const { origin, sides, file, classes, folders } = index.codes;
    const judgement = index.scores(filter.detector)?.codes ?? unjudged;
    const codes = [origin, sides, file, classes, judgement, folders];
    const codeCounts = [...groupList.map((group) => group.codes), index.folders.length];
    const filters = maker.of(filter, index.classes.length, index.folders);
    const { matches, byCode, passed } = counter.count({ codes, codeCounts, count, hidden, version }, filters);
    const facets = facetCountsOf(byCode, filters, index.classes.length);
    return { matches, facets, folders: folderCountsOf(byCode), passed };
  }

  #of<T>(revision: number, answer: (view: SampleView) => T): Result<T, Stale> {
    if (revision !== this.#revision) return failed<Stale>({ code: 'stale', revision: this.#revision });
    return success(answer(this.#view));
  }

  /** What the text hides, and all that is not kept. Another array whenever it changes. */
  #hidden(text: string, rows: number): Uint32Array {
    const hidden = this.#text.hidden(text);
    const kept = this.#kept;
    if (!kept) return hidden;
    if (this.#hiddenByBoth?.of === hidden) return this.#hiddenByBoth.both;
    const both = new Uint32Array(Math.ceil(rows / 32)).fill(0xffff_ffff);
    for (const id of kept) if (id < rows) both[id >>> 5] = (both[id >>> 5] ?? 0) & ~(1 << id);
    for (let word = 0; word < both.length; word++) both[word] = (both[word] ?? 0) | (hidden[word] ?? 0);
    this.#hiddenByBoth = { of: hidden, both };
    return both;
  }

  #cellsOf(view: SampleView): Cells {
    if (this.#cells?.view === view) return this.#cells.cells;
    const { classes, origin } = this.#index.codes;
    const cells = cellsOf(
      view.ids,
      (id) => classes[id] ?? unknownClass,
      (id) => binOf(groups.origin, 1, origin[id] ?? 0),
      // Real ones stand first; unknown has the greatest code.
      (maker) => (maker === noGenerator ? -1 : maker),
    );
    this.#cells = { view, cells };
    return cells;
  }

  #reorder(by: string): void {
    this.#orderChanges = { ...this.#orderChanges, [by]: this.#changes };
  }

  /** null: cancelled, or a newer call came. The last order is kept as long as nothing changes. */
  async #sort(
    job: JobId,
    order: DatasetOrder,
    detector: string | null,
  ): Promise<Uint32Array<ArrayBuffer> | null> {
    // Names do not change, nor does a shuffle: looking at pictures must not sort millions of them again.
    const changes = [this.#index.count, this.#orderChanges[order.by] ?? 0];
    const key = JSON.stringify([...changes, order, order.by === 'score' ? detector : null]);
    if (this.#sorted?.key === key) return this.#sorted.ids;
    const turn = this.#turn;
    const isWanted = () => turn === this.#turn;
    const ids = await this.#finish(job, sortedIds(this.#index, order, detector), isWanted);
    if (ids) this.#sorted = { key, ids };
    return ids;
  }

  /** Goes through the steps, letting messages in now and then. null: cancelled, or not wanted any more. */
  async #finish<T>(job: JobId, steps: Generator<undefined, T>, isWanted: () => boolean): Promise<T | null> {
    let pausedMs = performance.now();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (performance.now() - pausedMs < this.#sliceMs) continue;
      if (!(await this.#jobs.passes(job)) || !isWanted()) return null;
      pausedMs = performance.now();
    }
  }

  #rowOf(id: number): SampleRow {
    const index = this.#index;
    const scores = index.scores(this.#detector);
    return {
      id,
      folder: index.folderOf(id),
      name: this.#decoder.decode(index.names.bytesOf(id)),
      ...index.factsOf(id),
      score: scores?.scoreOf(id) ?? NaN,
      verdict: scores?.verdictOf(id) ?? verdicts.unknown,
    };
  }
}
