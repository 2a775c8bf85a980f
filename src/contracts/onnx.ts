import type { HubAddress } from '../core/hub/address.ts';
import type { GraphChoice } from '../core/hub/graph-choice.ts';
import type { HubListing } from '../core/hub/listing.ts';
import type { Answer } from '../core/onnx/answer.ts';
import type { OnnxFailure } from '../core/onnx/failures.ts';
import type { TriedOutput } from '../core/onnx/guess-answer.ts';
import type { PictureInput } from '../core/onnx/picture-input.ts';
import type { ModelOrigin, ModelRecord, ModelSettings } from '../core/onnx/record.ts';
import type { Result } from '../core/result.ts';
import type { TemplatePreprocessing } from '../core/zoo/template.ts';
import type { Cancelled, JobId, Progress } from './job.ts';

/** A file of a model, with its place in the folder that was given; '/' between steps. */
export interface ModelFile {
  readonly path: string;
  readonly blob: Blob;
}

/** The files of one model, or of a folder with several. */
export interface ModelSource {
  /** A file name, or owner/name. */
  readonly name: string;
  readonly origin: ModelOrigin;
  readonly files: readonly ModelFile[];
}

/** What an opened model is, and what is taken for its preprocessing and its answer until a person says otherwise. */
export interface ModelReport {
  readonly name: string;
  readonly graphPath: string;
  /** All graphs that were given, the default first. */
  readonly graphs: readonly GraphChoice[];
  /** Graph and weights. */
  readonly bytes: number;
  readonly producer: string;
  readonly parameters: number;
  readonly input: PictureInput;
  /** Those of which a score can be made, with what they answered to a test picture. */
  readonly outputs: readonly TriedOutput[];
  readonly preprocessing: TemplatePreprocessing;
  /** The file that states it; null where none came along. */
  readonly preprocessingFrom: string | null;
  /** Sentences on what that file leaves open or asks for in vain. */
  readonly notes: readonly string[];
  /** Names of the classes, where a config.json gives them. */
  readonly labels: readonly string[] | null;
  readonly answer: Answer;
  /** Whether names of classes said which of them is AI. */
  readonly answerIsSure: boolean;
}

export type ModelFailure =
  | { readonly code: 'onnx'; readonly path: string; readonly failure: OnnxFailure }
  /** Among the files is no .onnx. */
  | { readonly code: 'no-graph' }
  | { readonly code: 'config'; readonly path: string; readonly detail: string }
  | { readonly code: 'unreadable'; readonly detail: string };

export type HubFailure =
  /** Absent, private, or not open without an account. */
  | { readonly code: 'hub-missing' }
  | { readonly code: 'hub-gated' }
  | { readonly code: 'hub-status'; readonly path: string; readonly status: number }
  | { readonly code: 'hub-offline'; readonly detail: string }
  /** The answer is no listing of files. */
  | { readonly code: 'hub-odd-answer' }
  | { readonly code: 'hub-no-graph' }
  | {
      readonly code: 'hub-cut';
      readonly path: string;
      readonly expectedBytes: number;
      readonly foundBytes: number;
    }
  | { readonly code: 'hub-other-file'; readonly path: string };

/** 'look' and 'try' have no end that is known; the others count bytes. */
export type ModelPhase = 'look' | 'download' | 'read' | 'try' | 'hash' | 'keep';

export type ModelProgress = Progress & { readonly phase: ModelPhase };

export interface KeptModel {
  readonly record: ModelRecord;
  /** The files, where this browser could not keep them: they last as long as the page. */
  readonly unkept: readonly Blob[] | null;
}

/** The part of the zoo worker that opens ONNX models: reads them, tries them on WASM, keeps them. */
export interface OnnxApi {
  /**
   * Reads a graph and what lies beside it, and runs it once on WASM.
   * @param graphPath null: the first of graphChoices
   */
  openModel(
    job: JobId,
    source: ModelSource,
    graphPath: string | null,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<Result<ModelReport, ModelFailure | Cancelled>>;
  /** Keeps what openModel reported on; where it takes any size, it is tried again at that of the settings. */
  keepModel(
    job: JobId,
    source: ModelSource,
    report: ModelReport,
    settings: ModelSettings,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<Result<KeptModel, ModelFailure | Cancelled>>;
  /** The models that this browser keeps, the newest first. */
  listModels(): Promise<readonly ModelRecord[]>;
  removeModel(id: string): Promise<void>;
  /** What a repository holds; nothing else is fetched. */
  lookUp(job: JobId, address: HubAddress): Promise<Result<HubListing, HubFailure | Cancelled>>;
  /** Fetches a graph with its weights and configs, as hubDownload names them. */
  downloadModel(
    job: JobId,
    address: HubAddress,
    listing: HubListing,
    graphPath: string,
    onProgress: (progress: ModelProgress) => void,
  ): Promise<Result<ModelSource, HubFailure | Cancelled>>;
}
