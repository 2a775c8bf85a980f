import type { JoinReport, SourceFailure } from '../contracts/dataset-sources.ts';
import type { JudgeOptions } from '../contracts/zoo.ts';
import type { Evaluation } from '../core/benchmark/evaluate.ts';
import type { MeasuredDetector } from '../core/benchmark/measured-detector.ts';
import type { ScoreTable } from '../core/benchmark/score-table.ts';
import type { BiasFeature } from '../core/evaluation/bias-features.ts';
import type { Result } from '../core/result.ts';
import type { BenchmarkPlan, BenchmarkStore } from '../state/benchmark-store.ts';
import type { BenchmarkDetector } from './benchmark-detector.ts';

/** What a job came to so far. The arrays of the table are filled while it runs. */
export interface Measured {
  readonly table: ScoreTable;
  /** Those of this page, then those of imported tables. */
  readonly detectors: readonly MeasuredDetector[];
  /** Those that ran in this page, shipped or opened. */
  readonly ran: readonly BenchmarkDetector[];
  /** Name of the source that was open. */
  readonly sourceName: string;
  /** SHA-256 of the pictures by row; undefined where one was not looked at yet. */
  readonly hashes: readonly (string | undefined)[];
  /** What each detector ran on. */
  readonly backends: ReadonlyMap<string, string>;
  /** The subset in which mere file facts do not tell the label; null where there is none, or it is not known yet. */
  readonly matched: MatchedSamples | null;
}

export interface MatchedSamples {
  readonly ids: Uint32Array<ArrayBuffer>;
  readonly features: readonly BiasFeature[];
  /** Facts that tell the label in the subset as well. */
  readonly apart: readonly BiasFeature[];
}

type ImportAnswer = Result<
  JoinReport,
  SourceFailure | { readonly code: 'worker-died'; readonly detail: string }
>;

/** What the views of the benchmark may ask for. They read the rest from the store. */
export interface BenchmarkService {
  readonly store: BenchmarkStore;
  /** Measures; what was under way ends. Resolves when it is done, cancelled or failed. */
  start(plan: BenchmarkPlan, options: JudgeOptions): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the job; the scores so far stay, shown and kept. */
  cancel(): void;
  measured(): Measured | null;
  /** The tables of the scores so far; null before the first job, and where a newer question came. */
  evaluate(): Promise<Evaluation | null>;
  /** Takes the scores of a table (CSV or Parquet: path, score) as further detectors. null: cancelled. */
  importScores(table: File): Promise<ImportAnswer | null>;
  /** How many scores the browser keeps. */
  keptCount(): Promise<number>;
  forgetKept(): Promise<void>;
}
