import type { DatasetMatrix, SampleColumns, SampleRow } from '../contracts/dataset.ts';
import type { JoinReport, SourceFailure, SourceRequest } from '../contracts/dataset-sources.ts';
import type { DatasetFilter } from '../core/dataset/facets.ts';
import type { LayoutMapping } from '../core/dataset/layout/meanings.ts';
import type { Part, Parting } from '../core/dataset/parts.ts';
import type { ScorePatch } from '../core/dataset/sample-batch.ts';
import type { DatasetAudit } from '../core/evaluation/dataset-audit.ts';
import type { Result } from '../core/result.ts';
import type { ExploreFailure, ExploreStore, Matching, Shown } from '../state/explore-store.ts';
import type { ThumbnailPool } from './thumbnail-pool.ts';

/** Samples that a person picked, whatever is filtered. */
export interface Selection {
  has(id: number): boolean;
  /** Ascending. */
  ids(): Uint32Array<ArrayBuffer>;
  toggle(id: number): void;
  /** Nothing else is selected any more. */
  only(id: number): void;
  /** Adds every sample between two places of the view, both included. */
  addRange(from: number, to: number): Promise<void>;
  addAll(): Promise<void>;
  /** What of the view was not selected is, and nothing else. */
  invert(): Promise<void>;
  /** So many samples of the view, drawn by the seed, and nothing else. */
  drawSample(count: number, seed: number): Promise<void>;
  clear(): void;
}

/** What the explore views may ask for. They read everything else from the store. */
export interface ExploreService {
  readonly store: ExploreStore;
  readonly thumbnails: ThumbnailPool;
  readonly selection: Selection;
  /** Opens a source; what was open is forgotten. */
  open(request: SourceRequest, name: string): Promise<void>;
  /** Ends the walk through a source; what was found stays. */
  cancel(): void;
  /** Forgets the source and gives its memory back. */
  close(): void;
  /** What the view shows from now on; the answer comes into the store. */
  show(shown: Shown): void;
  /** The sample at a place of the view; null until it is here, which `rowsRevision` tells. */
  rowAt(index: number): SampleRow | null;
  row(id: number): Promise<SampleRow | null>;
  /** Facts of samples wherever they are; ids that do not exist are left out. */
  rows(ids: readonly number[]): Promise<readonly SampleRow[]>;
  /** Facts of many samples, and what detectors said about them. */
  columns(ids: Uint32Array<ArrayBuffer>, detectors: readonly string[]): Promise<SampleColumns>;
  /** Where in the view a sample lies; -1 where it was filtered out. */
  positionOf(id: number): Promise<number>;
  /** All ids of the view in its order. */
  ids(): Promise<Uint32Array<ArrayBuffer>>;
  /** The id at a place of the view. */
  idAt(index: number): Promise<number | null>;
  /** The view by class and maker; empty where the view has changed since. */
  matrix(revision: number): Promise<DatasetMatrix>;
  cell(revision: number, classIndex: number, generator: number, nth: number): Promise<number | null>;
  /** A sample of the same class by every other maker. */
  neighbours(row: SampleRow, revision: number): Promise<readonly SampleRow[]>;
  /** The labels, generators and classes of the view. */
  parts(): Promise<readonly Part[]>;
  /** Ids of the view's samples that are of this part, ascending. */
  idsOfPart(by: Parting, bin: number): Promise<Uint32Array<ArrayBuffer>>;
  /** Ids of all samples that pass a filter, of one part of them where it is given, ascending; the view stays as it is. */
  matching(filter: DatasetFilter, part: Pick<Part, 'by' | 'bin'> | null): Promise<Uint32Array<ArrayBuffer>>;
  /** What was opened last; null where nothing was. */
  opened(): SourceRequest | null;
  file(id: number): Promise<Result<File, ExploreFailure>>;
  /** The permission is back: pictures that could not be read are asked for anew. */
  readAgain(): void;
  /** What a detector said about samples; the view is asked anew. */
  score(patch: ScorePatch): Promise<void>;
  /** Reads labels, generators and classes from the paths as a person says. */
  remap(mapping: LayoutMapping): Promise<void>;
  /** Looks into all files for size, format and JPEG quality. */
  measure(): Promise<void>;
  join(
    table: File,
  ): Promise<Result<
    JoinReport,
    SourceFailure | { readonly code: 'worker-died'; readonly detail: string }
  > | null>;
  /** How well mere file facts predict the label among the samples that pass; null where the signal ended it. */
  audit(of: Matching, signal?: AbortSignal): Promise<DatasetAudit | null>;
  /** The view holds the audit's matched subset only, whatever is filtered; null: all again. The store tells what came of it. */
  match(of: Matching | null): Promise<void>;
  /** The index as a Parquet file; null where it was cancelled. */
  save(): Promise<Blob | null>;
}
