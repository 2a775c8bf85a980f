import type { OnSourceProgress, OpenReport, SourceFailure } from '../../contracts/dataset-sources.ts';
import type { JobId } from '../../contracts/job.ts';
import { isEmptyAsPublished } from '../../core/dataset/layout/file-names.ts';
import { nothingKnown, type LayoutMapping, type PathFacts } from '../../core/dataset/layout/meanings.ts';
import { readFolder, readSample, type ClassLookup } from '../../core/dataset/layout/read-path.ts';
import { unknownFormat, type SampleBatch } from '../../core/dataset/sample-batch.ts';
import { imageFormats } from '../../core/image/facts.ts';
import { endingOf, formatByName } from '../../core/image/format-names.ts';
import type { Jobs } from '../jobs.ts';
import { progressReporter } from '../progress.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { FactCoder } from './fact-codes.ts';
import { PathSample } from './path-sample.ts';
import { Problems } from './problems.ts';
import type { FoundFacts, SampleSink } from './source.ts';
import { Turn } from './turn.ts';

const batchRows = 16_384;
const endingsShown = 12;

export interface WalkOrder {
  readonly jobs: Jobs;
  readonly job: JobId;
  readonly classes: ClassLookup;
  readonly coder: FactCoder;
  /** How paths are read until all of them are known. */
  readonly mapping: LayoutMapping;
  readonly append: (batch: SampleBatch) => void;
  readonly onProgress: OnSourceProgress;
}

/** Turns what a source finds into batches, and keeps account of what is left out. */
export class WalkSink implements SampleSink {
  readonly paths = new PathSample();
  readonly #order: WalkOrder;
  readonly #builder: BatchBuilder;
  readonly #folderFacts: PathFacts[] = [];
  readonly #folderPaths: string[] = [];
  readonly #problems = new Problems();
  readonly #skipped = new Map<string, number>();
  readonly #report: (done: number, total: number) => void;
  #samples = 0;
  #empty = 0;
  #emptyAsPublished = 0;
  readonly #turn: Turn;
  #anyStated = false;

  constructor(order: WalkOrder) {
    this.#order = order;
    this.#turn = new Turn(order.jobs, order.job);
    this.#builder = new BatchBuilder(order.coder, batchRows);
    this.#report = progressReporter(order.job, 'walk', order.onProgress);
  }

  get samples(): number {
    return this.#samples;
  }

  get cancelled(): boolean {
    return this.#turn.stopped;
  }

  /** Whether the source itself said what samples are, beside their paths. */
  get anyStated(): boolean {
    return this.#anyStated;
  }

  folder(path: string): number {
    const { classes, mapping } = this.#order;
    const position = this.#builder.folders.position(path);
    if (position === this.#folderFacts.length) {
      this.#folderFacts.push(readFolder(path, mapping, classes));
      this.#folderPaths.push(path);
    }
    return position;
  }

  add(folder: number, name: string, facts: FoundFacts = {}): boolean {
    const format = facts.format === undefined ? formatByName(name) : facts.format;
    if (format === null && !facts.picture) {
      this.#skip(name);
      return false;
    }
    if (facts.byteLength === 0) {
      this.#empty++;
      if (isEmptyAsPublished(name)) this.#emptyAsPublished++;
      return false;
    }
    const { stated, ...measured } = facts;
    if (stated && Object.keys(stated).length > 0) this.#anyStated = true;
    const said = readSample(name, this.#folderFacts[folder] ?? nothingKnown, this.#order.classes);
    this.#builder.add({
      ...measured,
      folder,
      name,
      ...this.#order.coder.codes(stated ? { ...said, ...stated } : said),
      format: format === null ? unknownFormat : imageFormats.indexOf(format),
    });
    this.#samples++;
    this.paths.add(folder, this.#folderPaths[folder] ?? '', name);
    if (this.#builder.isFull) this.#flush();
    return true;
  }

  problem(failure: SourceFailure): void {
    this.#problems.add(failure);
  }

  goesOn(): boolean | Promise<boolean> {
    if (this.#turn.stopped) return false;
    return this.#turn.isOver ? this.#giveWay() : true;
  }

  stillWanted(ahead: number): boolean {
    this.#report(this.#samples + ahead, 0);
    return !this.#turn.stopped;
  }

  /** Hands the rest on. */
  end(): Omit<OpenReport, 'name' | 'recognition' | 'complete' | 'filesIn'> {
    this.#flush();
    this.#report(this.#samples, this.#samples);
    const endings = [...this.#skipped].sort((a, b) => b[1] - a[1]);
    const files = endings.reduce((sum, [, count]) => sum + count, 0);
    return {
      samples: this.#samples,
      skipped: { files, endings: endings.slice(0, endingsShown) },
      empty: { files: this.#empty, asPublished: this.#emptyAsPublished },
      problems: this.#problems.report(),
    };
  }

  #giveWay(): Promise<boolean> {
    this.#flush();
    this.#report(this.#samples, 0);
    return this.#turn.goesOn();
  }

  #flush(): void {
    if (this.#builder.count > 0 || this.#builder.folders.hasFresh) this.#order.append(this.#builder.take());
  }

  #skip(name: string): void {
    // A long ending is no ending but a name with a dot in it.
    const ending = endingOf(name).slice(0, 12);
    this.#skipped.set(ending, (this.#skipped.get(ending) ?? 0) + 1);
  }
}
