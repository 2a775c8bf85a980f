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

const batchRows = 16_384;
/** How long messages (a cancel, a question of the views) may wait for us. */
const turnMs = 30;
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
  #turnStartedMs = performance.now();
  #cancelled = false;

  constructor(order: WalkOrder) {
    this.#order = order;
    this.#builder = new BatchBuilder(order.coder, batchRows);
    this.#report = progressReporter(order.job, 'walk', order.onProgress);
  }

  get samples(): number {
    return this.#samples;
  }

  get cancelled(): boolean {
    return this.#cancelled;
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

  add(folder: number, name: string, { byteLength, stated, picture }: FoundFacts = {}): boolean {
    const format = formatByName(name);
    if (format === null && !picture) {
      this.#skip(name);
      return false;
    }
    if (byteLength === 0) {
      this.#empty++;
      if (isEmptyAsPublished(name)) this.#emptyAsPublished++;
      return false;
    }
    const said = readSample(name, this.#folderFacts[folder] ?? nothingKnown, this.#order.classes);
    this.#builder.add({
      folder,
      name,
      ...this.#order.coder.codes(stated ? { ...said, ...stated } : said),
      format: format === null ? unknownFormat : imageFormats.indexOf(format),
      ...(byteLength === undefined ? {} : { byteLength }),
    });
    this.#samples++;
    this.paths.add(folder, this.#folderPaths[folder] ?? '', name);
    if (this.#builder.isFull) this.#flush();
    return true;
  }

  problem(failure: SourceFailure): void {
    this.#problems.add(failure);
  }

  goesOn(ahead = 0): boolean | Promise<boolean> {
    if (this.#cancelled) return false;
    if (performance.now() - this.#turnStartedMs < turnMs) return true;
    return this.#giveWay(ahead);
  }

  /** Hands the rest on. */
  end(): Omit<OpenReport, 'name' | 'recognition'> {
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

  async #giveWay(ahead: number): Promise<boolean> {
    this.#flush();
    this.#report(this.#samples + ahead, 0);
    this.#cancelled = !(await this.#order.jobs.passes(this.#order.job));
    this.#turnStartedMs = performance.now();
    return !this.#cancelled;
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
