import type { IndexedSource, SourceFailure } from '../../contracts/dataset-sources.ts';
import type { ImageFormat } from '../../core/image/facts.ts';
import type { PathFacts } from '../../core/dataset/layout/meanings.ts';
import type { ScorePatch } from '../../core/dataset/sample-batch.ts';
import type { Result } from '../../core/result.ts';

/** Which sample is asked for: the index knows folder and name, a source may go by the number alone. */
export interface SampleRef {
  readonly id: number;
  readonly folder: string;
  readonly name: string;
}

/** What a reader found out about a sample beside its path. What is absent is not known. */
export interface FoundFacts {
  readonly byteLength?: number;
  /** A picture although its name has no ending that says so. */
  readonly picture?: true;
  /** In place of what the name promises; null: none that is known. */
  readonly format?: ImageFormat | null;
  readonly widthPx?: number;
  readonly heightPx?: number;
  readonly jpegQuality?: number;
  /** Said by the source itself (a column, a side file) and so before what the path says. */
  readonly stated?: Partial<PathFacts>;
}

/** Takes up what a source finds. */
export interface SampleSink {
  /** The number of a folder by which `add` names it. */
  folder(path: string): number;
  /** Samples are numbered from 0 in the order of these calls; false: it was no picture and is counted as skipped. */
  add(folder: number, name: string, facts?: FoundFacts): boolean;
  problem(failure: SourceFailure): void;
  /**
   * To be awaited between pieces of work of some milliseconds at most. Hands samples on, reports progress and lets
   * messages in; false: cancelled.
   */
  goesOn(): boolean | Promise<boolean>;
  /**
   * For loops that wait for the browser at every step, where messages get in anyway: giving way as well would cost more
   * than the steps. Reports progress; false: cancelled.
   *
   * @param ahead samples that were found and not yet added
   */
  stillWanted(ahead: number): boolean;
}

/** Something that holds samples. Nothing is ever written to it. */
export interface SampleSource {
  readonly name: string;
  /** `file` goes by the numbers of the last walk, not by path. */
  readonly byNumber?: true;
  /** What detectors said of the samples, known after the walk; for sources that keep scores. */
  readonly scores?: readonly ScorePatch[];
  /** What the samples lie in, where this source knows of them only. */
  readonly filesIn?: IndexedSource | null;
  /**
   * Gives all samples to the sink, and to it also what fails along the way. Ends early where the sink says so.
   * Answers a failure only where nothing at all can be read.
   */
  walk(sink: SampleSink): Promise<SourceFailure | null>;
  /** The bytes of one sample, read now. */
  file(sample: SampleRef): Promise<Result<Blob, SourceFailure>>;
}
