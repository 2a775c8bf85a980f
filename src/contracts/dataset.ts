import type { DatasetFilter, FacetCounts } from '../core/dataset/facets.ts';
import type { DatasetOrder } from '../core/dataset/order.ts';
import type { Part, Parting } from '../core/dataset/parts.ts';
import type { SampleBatch, SamplePatch, ScorePatch } from '../core/dataset/sample-batch.ts';
import type { DatasetAudit } from '../core/evaluation/dataset-audit.ts';
import type { Result } from '../core/result.ts';
import type { Cancelled, JobId } from './job.ts';

/** What the index holds, whatever is filtered. */
export interface DatasetSummary {
  readonly samples: number;
  readonly folders: readonly string[];
  readonly generators: readonly string[];
  readonly classes: readonly string[];
  readonly detectors: readonly string[];
  /** Of all columns, names included. */
  readonly byteLength: number;
}

/** The answer to a filter. */
export interface DatasetView {
  /** Names this answer; `slice` and its kin refer to it, so that rows of an older view are never taken for this one's. */
  readonly revision: number;
  /** Samples in the index when it was filtered, and how many of them passed. */
  readonly samples: number;
  readonly matches: number;
  /** The counts of a facet ignore its own filter, so that they say what choosing another value would show. */
  readonly facets: FacetCounts;
  /** How many samples lie in each folder of the source's list itself, without the filter of the folder. */
  readonly folders: Uint32Array<ArrayBuffer>;
}

/** Rows of the view, in its order. Codes as in core/dataset/sample-batch.ts. */
export interface SampleRows {
  readonly from: number;
  readonly rows: readonly SampleRow[];
}

export interface SampleRow {
  readonly id: number;
  readonly folder: string;
  readonly name: string;
  readonly label: number;
  readonly generator: number;
  readonly classIndex: number;
  readonly split: number;
  readonly format: number;
  readonly byteLength: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly jpegQuality: number;
  /** Of the filter's detector; NaN and `unknown` where it did not judge this one. */
  readonly score: number;
  readonly verdict: number;
}

/** What a whole source is grouped by, a column a fact, in the order of the ids. Codes as in core/dataset/sample-batch.ts. */
export interface SampleColumns {
  readonly label: Uint8Array<ArrayBuffer>;
  readonly generator: Uint8Array<ArrayBuffer>;
  readonly classIndex: Uint16Array<ArrayBuffer>;
  /** One a detector that was asked for; NaN where it did not judge a sample. */
  readonly scores: readonly Float32Array<ArrayBuffer>[];
}

/** The view was filtered or sorted anew since; ask again with the newer revision. */
export interface Stale {
  readonly code: 'stale';
  readonly revision: number;
}

/** How many samples of the view each class has of each maker. Codes as in core/dataset/sample-batch.ts. */
export interface DatasetMatrix {
  /** Classes that have a sample, ascending. */
  readonly classes: readonly number[];
  /** Generators that have one: real (`noGenerator`) first, unknown last. */
  readonly generators: readonly number[];
  /** classes * generators, a row a class. */
  readonly counts: Uint32Array<ArrayBuffer>;
}

/** The index in workers/dataset.worker.ts. Ids are the numbers that samples got on arrival. */
export interface DatasetIndexApi {
  /** Forgets everything: another source is about to be opened. */
  clear(): void;
  /** Samples appear in a view with the next `filter`. The batch's buffers are transferred. */
  append(batch: SampleBatch): void;
  /** No more samples are expected: gives spare memory back. */
  finish(): void;
  patch(patch: SamplePatch): void;
  patchScores(patch: ScorePatch): void;
  /** Views hold these samples only, whatever is filtered, until it is called again; null: all. */
  restrict(ids: Uint32Array<ArrayBuffer> | null): void;
  summary(): DatasetSummary;
  /**
   * A newer call cancels one under way and makes older views stale; a cancelled one leaves the view as it was. Samples
   * that arrive or change afterwards are in the next view.
   */
  filter(job: JobId, filter: DatasetFilter, order: DatasetOrder): Promise<Result<DatasetView, Cancelled>>;
  /** Rows from..to-1 of the view, fewer at its end. */
  slice(revision: number, from: number, to: number): Result<SampleRows, Stale>;
  /** Facts of samples wherever they are, as for a permalink; ids that do not exist are left out. */
  rows(ids: readonly number[]): readonly SampleRow[];
  /** Facts of many samples, and what detectors said about them. Ids that do not exist are an error of the caller. */
  columns(ids: Uint32Array<ArrayBuffer>, detectors: readonly string[]): SampleColumns;
  /** Where in the view a sample lies; -1 where it was filtered out. */
  position(revision: number, id: number): Result<number, Stale>;
  /** All ids of the view in its order. */
  ids(revision: number): Result<Uint32Array<ArrayBuffer>, Stale>;
  /**
   * The samples at places from..to-1 of the view as a set: bit i % 32 of word i / 32 is set where sample i is among them.
   * Millions are chosen, added and inverted by the word.
   */
  mask(revision: number, from: number, to: number): Result<Uint32Array<ArrayBuffer>, Stale>;
  /** As many ids of the view, chosen at random by the seed, ascending; all where there are fewer. */
  sample(revision: number, count: number, seed: number): Result<Uint32Array<ArrayBuffer>, Stale>;
  /** The view by class and maker. */
  matrix(revision: number): Result<DatasetMatrix, Stale>;
  /** The nth sample of a class by a maker, in the order of the view; null where there is none. */
  cell(revision: number, classIndex: number, generator: number, nth: number): Result<number | null, Stale>;
  /** By which labels, generators and classes the view can be parted. */
  parts(revision: number): Result<readonly Part[], Stale>;
  /** The ids of one of these parts, ascending. */
  idsOfPart(revision: number, by: Parting, bin: number): Result<Uint32Array<ArrayBuffer>, Stale>;
  /** Ids of all samples that pass, of one part of them where it is given, ascending. The view has no part in it. */
  matching(filter: DatasetFilter, part: Pick<Part, 'by' | 'bin'> | null): Uint32Array<ArrayBuffer>;
  /**
   * How well format, size, JPEG quality and file size predict the label among all samples that pass the filter, and a
   * subset where they do not. The view and what it is restricted to have no part in it.
   */
  audit(job: JobId, filter: DatasetFilter, seed: number): Promise<Result<DatasetAudit, Cancelled>>;
  cancel(job: JobId): void;
}
