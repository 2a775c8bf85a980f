import { createStore } from 'zustand/vanilla';
import type { StartFailure } from '../contracts/opened.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Named } from '../core/zoo/named.ts';
import type { ExploreFailure } from './explore-store.ts';

/** Which samples of the open source: all, those that pass explore's filter, or those that were picked there. */
export type BenchmarkScope = 'all' | 'view' | 'selection';

/** What is measured. Everything in it can stand in an address. */
export interface BenchmarkPlan {
  readonly scope: BenchmarkScope;
  /** Detectors of the page, and checkpoints and models that somebody opened. */
  readonly detectors: readonly Named[];
  /** Keys of conditions, 'untouched' among them. */
  readonly conditions: readonly string[];
  /** Pictures at most; null: all of them. */
  readonly images: number | null;
  /** Ends earlier, as soon as every interval of the accuracy by generator is narrow enough. */
  readonly adaptive: boolean;
  /** Draws the order in which samples are taken. */
  readonly seed: number;
}

export type PictureTrouble =
  | { readonly kind: 'picture'; readonly failure: ImageFailure }
  | { readonly kind: 'source'; readonly failure: ExploreFailure }
  | { readonly kind: 'run'; readonly detail: string }
  /** A worker died over it, twice, the second time alone. */
  | { readonly kind: 'worker-died' };

export interface LeftOutPicture {
  readonly id: number;
  readonly path: string;
  readonly trouble: PictureTrouble;
}

export type BenchmarkFailure =
  | { readonly code: 'no-source' }
  /** Fewer than one real and one generated picture. */
  | { readonly code: 'no-labels' }
  | { readonly code: 'source-closed' }
  | { readonly code: 'no-card'; readonly detail: string }
  /** It was opened elsewhere, or deleted. */
  | { readonly code: 'detector-missing'; readonly id: string }
  /** It tells generators apart and says nothing of photographs. */
  | { readonly code: 'no-score'; readonly id: string }
  | { readonly code: 'no-detector'; readonly detector: string; readonly failure: StartFailure }
  /** Something that nobody foresaw. */
  | { readonly code: 'stopped'; readonly detail: string }
  | { readonly code: 'detector-died'; readonly detector: string; readonly detail: string };

export type BenchmarkStatus =
  | { readonly is: 'idle' }
  /** `detector` is null while samples are drawn. */
  | { readonly is: 'loading'; readonly detector: string | null; readonly fraction: number | null }
  | { readonly is: 'running' }
  | { readonly is: 'paused' }
  /** `narrow`: it ended because the intervals are narrow enough, not because there is nothing left. */
  | { readonly is: 'done'; readonly narrow: boolean }
  | { readonly is: 'cancelled' }
  | { readonly is: 'failed'; readonly failure: BenchmarkFailure };

export interface BenchmarkProgress {
  /** Pictures that are through, and how many will be. */
  readonly done: number;
  readonly total: number;
  /** Runs of a detector that were computed now, and scores that were known already. */
  readonly computed: number;
  readonly known: number;
  /** null while it cannot be told. */
  readonly msLeft: number | null;
}

export interface BenchmarkState {
  readonly plan: BenchmarkPlan | null;
  readonly status: BenchmarkStatus;
  readonly progress: BenchmarkProgress;
  /** How many were left out, and the first of them. */
  readonly leftOut: number;
  readonly firstLeftOut: readonly LeftOutPicture[];
  /** Counts up when the table has new scores; the service holds the table. */
  readonly tableRevision: number;
  /** Why scores are not kept beyond this page; null: they are. */
  readonly keptInMemory: string | null;
  /** Said once each, newest last. */
  readonly notices: readonly string[];
}

export const noProgress: BenchmarkProgress = { done: 0, total: 0, computed: 0, known: 0, msLeft: null };

export const nothingMeasured: BenchmarkState = {
  plan: null,
  status: { is: 'idle' },
  progress: noProgress,
  leftOut: 0,
  firstLeftOut: [],
  tableRevision: 0,
  keptInMemory: null,
  notices: [],
};

export function createBenchmarkStore() {
  return createStore<BenchmarkState>()(() => nothingMeasured);
}

export type BenchmarkStore = ReturnType<typeof createBenchmarkStore>;
