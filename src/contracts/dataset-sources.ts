import type { LayoutMapping } from '../core/dataset/layout/meanings.ts';
import type { Recognition } from '../core/dataset/layout/recognise.ts';
import type { Result } from '../core/result.ts';
import type { DatasetIndexApi } from './dataset.ts';
import type { Cancelled, JobId, Progress } from './job.ts';

/** A file as a file input or a drop gives it, with its path below what was chosen or dropped. */
export interface ListedFile {
  readonly file: File;
  /** '/' between folders; the last part is the file's name. */
  readonly path: string;
}

/** Where the samples are. Everything in it can be posted to a worker; nothing is read before `open`. */
export type SourceRequest =
  | { readonly kind: 'folder'; readonly handle: FileSystemDirectoryHandle }
  | { readonly kind: 'files'; readonly name: string; readonly files: readonly ListedFile[] }
  /** One .zip or .tar, or several shards of a set, each read in place. Which it is, its content says. */
  | { readonly kind: 'archives'; readonly files: readonly File[] }
  /** Parquet files with a column of pictures; or a single one that `save` wrote, which is opened as 'saved'. */
  | { readonly kind: 'parquet'; readonly files: readonly (File | RemoteFile)[] }
  /** A data set of the Hugging Face hub by its id: 'owner/name'. */
  | { readonly kind: 'hub'; readonly id: string }
  /** A set that this page's own server holds: `address` is that of its index.json (scripts/samples). */
  | { readonly kind: 'listed'; readonly address: string }
  /** An index saved by `save`. `base` is what it was an index of; null: facts can be seen, pictures cannot. */
  | { readonly kind: 'saved'; readonly index: File; readonly base: SourceRequest | null };

/** What a saved index was made of, as far as it can be asked for again. */
export interface IndexedSource {
  readonly kind: Exclude<SourceRequest['kind'], 'saved'>;
  /** Of the folder, archive or data set; '' where the index does not say. */
  readonly name: string;
}

export interface RemoteFile {
  readonly address: string;
  /** As shown and as its split is recognised by, for example 'default/train/0000.parquet'. */
  readonly name: string;
}

/** Why something could not be read. `name` is the file, folder, entry or address. */
export type SourceFailure =
  /** The browser took back the permission to read, or never gave it. */
  | { readonly code: 'no-permission'; readonly name: string }
  /** It was there when it was listed. */
  | { readonly code: 'gone'; readonly name: string }
  | { readonly code: 'unreadable'; readonly name: string; readonly detail: string }
  | { readonly code: 'too-deep'; readonly name: string }
  /** `found` is what it is instead, with its article; null where that is not known. */
  | {
      readonly code: 'not-this-kind';
      readonly name: string;
      readonly expected: string;
      readonly found: string | null;
    }
  | { readonly code: 'truncated'; readonly name: string; readonly detail: string }
  | { readonly code: 'damaged'; readonly name: string; readonly detail: string }
  | { readonly code: 'encrypted'; readonly name: string }
  | { readonly code: 'compression'; readonly name: string; readonly method: string }
  | {
      readonly code: 'too-large';
      readonly name: string;
      readonly byteLength: number;
      readonly limitBytes: number;
    }
  | { readonly code: 'no-network'; readonly name: string; readonly detail: string }
  | { readonly code: 'http'; readonly name: string; readonly status: number }
  /** The server sends whole files only. */
  | { readonly code: 'no-ranges'; readonly name: string }
  | { readonly code: 'no-pictures'; readonly name: string; readonly columns: readonly string[] }
  | { readonly code: 'no-paths'; readonly name: string; readonly columns: readonly string[] }
  /** An index was opened without the files that it is about. */
  | { readonly code: 'no-base'; readonly name: string }
  | { readonly code: 'no-such-sample'; readonly name: string };

/** What opening a source came to, beside the samples themselves. */
export interface OpenReport {
  /** Of the folder, archive or data set. */
  readonly name: string;
  readonly samples: number;
  /** False where the walk was cancelled: what came in until then is there. */
  readonly complete: boolean;
  readonly recognition: Recognition;
  /** A saved index was opened alone: what has to be opened too for its pictures to be seen. */
  readonly filesIn: IndexedSource | null;
  /** Files that are no pictures, by ending, the most frequent first; at most twelve endings. */
  readonly skipped: { readonly files: number; readonly endings: readonly (readonly [string, number])[] };
  /** Pictures of zero bytes that were not taken up, and how many of them are published like that. */
  readonly empty: { readonly files: number; readonly asPublished: number };
  /** What could not be read; the rest went on. The first hundred by name. */
  readonly problems: { readonly count: number; readonly first: readonly SourceFailure[] };
}

/** A table (CSV or Parquet) was laid over the samples by path. */
export interface JoinReport {
  readonly name: string;
  readonly rows: number;
  /** Samples that a row speaks of, and those that none does. */
  readonly matched: number;
  readonly unmatched: number;
  /** Rows whose path fits no sample, or several equally well; the first of them by path. */
  readonly strayRows: { readonly count: number; readonly first: readonly string[] };
  /** Columns whose numbers became scores of a detector of that name. */
  readonly detectors: readonly string[];
  /** Columns that were not understood. */
  readonly ignored: readonly string[];
}

/** What looking into files came to. */
export interface MeasureReport {
  readonly measured: number;
  readonly problems: OpenReport['problems'];
}

/** 'walk' counts samples and knows no end. */
export type SourcePhase = 'walk' | 'measure' | 'table' | 'map' | 'save';

export type OnSourceProgress = (progress: Progress & { readonly phase: SourcePhase }) => void;

/** The sources of samples, in the same worker as the index that they fill. Nothing is ever written to them. */
export interface DatasetSourceApi {
  /** Forgets what was open, walks the source and fills the index. A cancel ends the walk and keeps what came in. */
  open(
    job: JobId,
    request: SourceRequest,
    onProgress: OnSourceProgress,
  ): Promise<Result<OpenReport, SourceFailure>>;
  /** Reads label, generator, class and split anew from all paths, as corrected. */
  remap(
    job: JobId,
    mapping: LayoutMapping,
    onProgress: OnSourceProgress,
  ): Promise<Result<Recognition, Cancelled>>;
  /** Size, format and JPEG quality of these samples (null: of all) from the first bytes of their files. */
  measure(
    job: JobId,
    ids: Uint32Array<ArrayBuffer> | null,
    onProgress: OnSourceProgress,
  ): Promise<Result<MeasureReport, Cancelled>>;
  /** Lays a table over the samples: facts and scores by path. */
  join(
    job: JobId,
    table: File,
    onProgress: OnSourceProgress,
  ): Promise<Result<JoinReport, SourceFailure | Cancelled>>;
  /** The index as a Parquet file, for the person to keep and `open` to read. */
  save(job: JobId, onProgress: OnSourceProgress): Promise<Result<Blob, Cancelled>>;
  /** The file of a sample. Of archives only its bytes are read. */
  file(id: number): Promise<Result<Blob, SourceFailure>>;
  cancel(job: JobId): void;
}

/** workers/dataset.worker.ts */
export type DatasetApi = DatasetIndexApi & DatasetSourceApi;
