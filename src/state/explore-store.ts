import { createStore } from 'zustand/vanilla';
import type { DatasetSummary, DatasetView } from '../contracts/dataset.ts';
import type { OpenReport, SourceFailure, SourcePhase } from '../contracts/dataset-sources.ts';
import type { DatasetFilter } from '../core/dataset/facets.ts';
import type { DatasetOrder } from '../core/dataset/order.ts';

/** What is shown of a source. */
export interface Shown {
  readonly filter: DatasetFilter;
  readonly order: DatasetOrder;
}

export type ExploreFailure = SourceFailure | { readonly code: 'worker-died'; readonly detail: string };

export type SourceState =
  | { readonly status: 'none' }
  /** `found` files (entries, rows) were met so far. Samples among them can be looked at already. */
  | { readonly status: 'opening'; readonly name: string; readonly found: number }
  | { readonly status: 'open'; readonly report: OpenReport }
  | { readonly status: 'failed'; readonly name: string; readonly failure: ExploreFailure };

/** Long work on the open source. */
export interface ExploreWork {
  readonly phase: SourcePhase;
  readonly done: number;
  /** 0 where the end is not known. */
  readonly total: number;
}

/** Which matched subset: of what passes the filter, drawn by the seed. The same one every time. */
export interface Matching {
  readonly seed: number;
  readonly filter: DatasetFilter;
}

export type MatchedState =
  | { readonly status: 'looking' }
  | { readonly status: 'shown'; readonly samples: number }
  /** Nothing gives the label away, or nothing that does can be matched: all samples are shown. */
  | { readonly status: 'none' };

export interface ExploreState {
  readonly source: SourceState;
  readonly work: ExploreWork | null;
  readonly summary: DatasetSummary | null;
  /** The last answer of the index, and what it was asked. */
  readonly view: (DatasetView & Shown) | null;
  /** What became of the last `match`; null where none is asked for. */
  readonly matched: MatchedState | null;
  /** The browser refused to read a file: the permission for its folder was taken back. */
  readonly refused: boolean;
  /** Counts up when it may be read again, so that whoever shows pictures asks for them anew. */
  readonly reads: number;
  /** Counts up when rows of the view have arrived, or facts of theirs have changed. */
  readonly rowsRevision: number;
  /** How many samples are selected; the set itself lives in the service. */
  readonly selected: number;
  /** Counts up whenever the set changes. */
  readonly selectionRevision: number;
}

export const nothingOpen: ExploreState = {
  source: { status: 'none' },
  work: null,
  summary: null,
  view: null,
  matched: null,
  refused: false,
  reads: 0,
  rowsRevision: 0,
  selected: 0,
  selectionRevision: 0,
};

export function createExploreStore() {
  return createStore<ExploreState>()(() => nothingOpen);
}

export type ExploreStore = ReturnType<typeof createExploreStore>;
