import type {
  DatasetSourceApi,
  IndexedSource,
  JoinReport,
  MeasureReport,
  OnSourceProgress,
  OpenReport,
  SourceFailure,
  SourcePhase,
  SourceRequest,
} from '../../contracts/dataset-sources.ts';
import type { Cancelled, JobId } from '../../contracts/job.ts';
import { classLookup } from '../../core/dataset/class-lookup.ts';
import { loadImagenetClasses } from '../../core/dataset/imagenet-classes.ts';
import type { LayoutMapping } from '../../core/dataset/layout/meanings.ts';
import type { ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { recognise, type Recognition } from '../../core/dataset/layout/recognise.ts';
import { failed, success, type Result } from '../../core/result.ts';
import type { DatasetIndex } from '../dataset-index.ts';
import { cancelled, type Jobs } from '../jobs.ts';
import { progressReporter } from '../progress.ts';
import { FactCoder } from './fact-codes.ts';
import { measure } from './measure.ts';
import { openSource } from './open-source.ts';
import { remap } from './remap.ts';
import type { SampleRef, SampleSource } from './source.ts';
import { Turn } from './turn.ts';
import { WalkSink } from './walk-sink.ts';

/** Each folder by its own name: what is done until all paths are known. */
const byNamesAlone: LayoutMapping = { layout: 'flat', levels: [], folders: {} };

interface Open {
  /** What an index of it is an index of. */
  readonly indexed: IndexedSource;
  readonly classes: ClassLookup;
  readonly coder: FactCoder;
  /** Some paths of every folder. */
  readonly paths: readonly string[];
  /** Whether facts came from elsewhere than paths. */
  stated: boolean;
}

/** The source that is open, and what is done with it. One piece of work at a time changes the index. */
export class DatasetSession {
  readonly #jobs: Jobs;
  readonly #index: DatasetIndex;
  readonly #decoder = new TextDecoder();
  #open: Open | null = null;
  /** Files of what was found so far are read while the walk goes on. */
  #source: SampleSource | null = null;

  constructor(jobs: Jobs, index: DatasetIndex) {
    this.#jobs = jobs;
    this.#index = index;
  }

  async open(
    job: JobId,
    request: SourceRequest,
    onProgress: OnSourceProgress,
  ): Promise<Result<OpenReport, SourceFailure>> {
    this.#index.clear();
    this.#open = null;
    this.#source = null;
    const imagenet = await loadImagenetClasses();
    const classes = classLookup(imagenet);
    const opened = await openSource(request, classes);
    if (!opened.ok) return opened;
    const source = opened.value;
    this.#source = source;
    const coder = new FactCoder(imagenet.map(({ wnid }) => wnid));
    const append = this.#index.append.bind(this.#index);
    const walk = { jobs: this.#jobs, job, classes, coder, mapping: byNamesAlone, append, onProgress };
    const sink = new WalkSink(walk);
    const failure = await source.walk(sink);
    if (failure && sink.samples === 0) return failed(failure);
    if (failure) sink.problem(failure);
    const found = sink.end();
    for (const patch of source.scores ?? []) this.#index.patchScores(patch);
    const { paths } = sink.paths;
    const filesIn = source.filesIn ?? null;
    const indexed = filesIn ?? { kind: kindOf(request), name: source.name };
    this.#open = { indexed, classes, coder, paths, stated: sink.anyStated };
    const recognition = recognise(sink.paths.paths, classes);
    // What the source states counts for more than what its folders look like together.
    if (!sink.cancelled && !sink.anyStated && needsRemap(recognition.mapping)) {
      await this.#remap(job, this.#open, recognition.mapping, onProgress);
    }
    this.#index.finish();
    return success({ name: source.name, ...found, complete: !sink.cancelled, recognition, filesIn });
  }

  async remap(
    job: JobId,
    mapping: LayoutMapping,
    onProgress: OnSourceProgress,
  ): Promise<Result<Recognition, Cancelled>> {
    const open = this.#open;
    if (!open) return cancelled;
    if (!(await this.#remap(job, open, mapping, onProgress))) return cancelled;
    return success(recognise(open.paths, open.classes, mapping));
  }

  async measure(
    job: JobId,
    ids: Uint32Array<ArrayBuffer> | null,
    onProgress: OnSourceProgress,
  ): Promise<Result<MeasureReport, Cancelled>> {
    const { count } = this.#index.samples;
    const all = (ids ?? Uint32Array.from({ length: count }, (_, id) => id)).filter((id) => id < count);
    const report = await measure({
      ids: all,
      fileOf: (id) => this.file(id),
      pathOf: this.#pathOf,
      patch: this.#index.patch.bind(this.#index),
      goesOn: this.#goesOn(job, 'measure', all.length, onProgress),
    });
    return report ? success(report) : cancelled;
  }

  async join(
    job: JobId,
    file: File,
    onProgress: OnSourceProgress,
  ): Promise<Result<JoinReport, SourceFailure | Cancelled>> {
    const open = this.#open;
    if (!open) return failed({ code: 'no-base', name: file.name });
    const [{ openTable }, { joinTable }] = await Promise.all([
      import('./table.ts'),
      import('./join-table.ts'),
    ]);
    const table = await openTable(file);
    if (!table.ok) return table;
    open.stated = true;
    const joined = await joinTable({
      index: this.#index,
      pathOf: this.#pathOf,
      classes: open.classes,
      coder: open.coder,
      table: table.value,
      goesOn: this.#goesOn(job, 'table', 0, onProgress),
    });
    if (!joined.ok) return joined;
    return joined.value ? success(joined.value) : cancelled;
  }

  async save(job: JobId, onProgress: OnSourceProgress): Promise<Result<Blob, Cancelled>> {
    if (!this.#open) return cancelled;
    const { indexed } = this.#open;
    const { saveIndex } = await import('./save-index.ts');
    const { samples } = this.#index;
    const saved = await saveIndex(
      samples,
      this.#pathOf,
      indexed,
      this.#goesOn(job, 'save', samples.count, onProgress),
    );
    return saved ? success(saved) : cancelled;
  }

  async file(id: number): Promise<Result<Blob, SourceFailure>> {
    const { count } = this.#index.samples;
    if (!this.#source || !Number.isInteger(id) || id < 0 || id >= count) {
      return failed({ code: 'no-such-sample', name: String(id) });
    }
    return this.#source.file(this.#refOf(id));
  }

  async #remap(
    job: JobId,
    { classes, coder, stated }: Open,
    mapping: LayoutMapping,
    onProgress: OnSourceProgress,
  ): Promise<boolean> {
    const { count } = this.#index.samples;
    const nameOf = (id: number): string => this.#refOf(id).name;
    const order = { index: this.#index, nameOf, classes, coder, mapping, keepKnown: stated };
    return remap(order, this.#goesOn(job, 'map', count, onProgress));
  }

  /** Reports progress and lets messages in. @param total 0 where it is not known */
  #goesOn(
    job: JobId,
    phase: SourcePhase,
    total: number,
    onProgress: OnSourceProgress,
  ): (done: number) => Promise<boolean> {
    const report = progressReporter(job, phase, onProgress);
    const turn = new Turn(this.#jobs, job);
    return (done) => {
      report(done, total);
      return turn.goesOn();
    };
  }

  #refOf(id: number): SampleRef {
    const { samples } = this.#index;
    return { id, folder: samples.folderOf(id), name: this.#decoder.decode(samples.names.bytesOf(id)) };
  }

  readonly #pathOf = (id: number): string => {
    const { folder, name } = this.#refOf(id);
    return folder === '' ? name : `${folder}/${name}`;
  };
}

function kindOf(request: SourceRequest): IndexedSource['kind'] {
  if (request.kind !== 'saved') return request.kind;
  return request.base ? kindOf(request.base) : 'folder';
}

/** Whether names alone do not say what the recognised layout says. */
function needsRemap({ layout, levels }: LayoutMapping): boolean {
  return levels.length > 0 || layout === 'class-folders';
}

/** The part of the worker's API that is about sources. */
export function createSourceApi(jobs: Jobs, index: DatasetIndex): Omit<DatasetSourceApi, 'cancel'> {
  const session = new DatasetSession(jobs, index);
  // What changes the index waits for what changes it already; reading one file does not.
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(job: JobId, work: () => Promise<T>): Promise<T> =>
    jobs.run(job, () => {
      const turn = tail.then(work);
      tail = turn.catch(() => undefined);
      return turn;
    });
  return {
    open: (job, request, onProgress) => inTurn(job, () => session.open(job, request, onProgress)),
    remap: (job, mapping, onProgress) => inTurn(job, () => session.remap(job, mapping, onProgress)),
    measure: (job, ids, onProgress) => inTurn(job, () => session.measure(job, ids, onProgress)),
    join: (job, table, onProgress) => inTurn(job, () => session.join(job, table, onProgress)),
    save: (job, onProgress) => inTurn(job, () => session.save(job, onProgress)),
    file: (id) => session.file(id),
  };
}
