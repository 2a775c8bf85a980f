import type { CheckpointFailure, CheckpointFormat } from '../core/checkpoint/checkpoint.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import type { Verdict } from '../core/detector/verdict.ts';
import type { ContentJudgement } from '../core/image/content.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { Rect } from '../core/image/pixels.ts';
import type { ModelRecord } from '../core/onnx/record.ts';
import type { Result } from '../core/result.ts';
import type { DirectEntry } from '../core/zoo/catalogue.ts';
import type { Misfit } from '../core/zoo/match.ts';
import type { FileMismatch } from '../core/zoo/pin.ts';
import type { CheckpointRecord } from '../core/zoo/record.ts';
import type { RawScore } from '../core/zoo/score.ts';
import type { Template } from '../core/zoo/template.ts';
import type { Backend, BackendChoice, LoadFailure, Refusal } from './inference.ts';
import type { Cancelled, JobId, Progress } from './job.ts';
import type { OnnxApi } from './onnx.ts';

export interface OpenedFile {
  readonly name: string;
  readonly format: CheckpointFormat;
  readonly tensors: number;
}

/** What the opened files hold together, whether or not it fits an architecture. */
export interface CheckpointReport {
  /** At least one. */
  readonly files: readonly OpenedFile[];
  /** All that the files hold. */
  readonly tensors: number;
  /** Numbers that training learned, running statistics aside. */
  readonly parameters: number;
  readonly fit: Fit;
}

export type Fit =
  | {
      readonly fits: true;
      readonly record: CheckpointRecord;
      /** What stood before every name, as 'module.'; empty where nothing did. */
      readonly prefix: string;
      /** Tensors of the files that the architecture does not read. */
      readonly unused: number;
      /** The weights, where this browser could not keep them: they last as long as the page. */
      readonly unkept: Blob | null;
    }
  | {
      readonly fits: false;
      /** The architecture that was chosen, or the nearest; null where none is near. */
      readonly templateId: string | null;
      /** The first of them only. */
      readonly misfits: readonly Misfit[];
      readonly misfitCount: number;
      readonly unused: number;
      /** Where the files hold one part of a network, and another is still wanted; else null. */
      readonly inPart: InPart | null;
    };

/** 'The head of UnivFD', which wants 'the image encoder of CLIP ViT-L/14'. */
export interface InPart {
  /** What the files hold. */
  readonly held: readonly string[];
  /** One of these completes it: an encoder may serve several architectures. */
  readonly completions: readonly { readonly templateId: string; readonly wanted: readonly string[] }[];
}

export type OpenFailure =
  /** `fileName` is null where no single one of several files is to blame. */
  | { readonly code: 'checkpoint'; readonly fileName: string | null; readonly failure: CheckpointFailure }
  | {
      readonly code: 'file-too-large';
      readonly fileName: string;
      readonly byteLength: number;
      readonly limitBytes: number;
    }
  /** Files that were opened together both hold a tensor of this name. */
  | { readonly code: 'name-twice'; readonly name: string; readonly fileNames: readonly [string, string] };

/** Why a published checkpoint was not fetched, or not opened once it was here. */
export type DownloadFailure =
  | { readonly code: 'download'; readonly failure: DownloadProblem }
  | { readonly code: 'other-file'; readonly failure: FileMismatch };

export type DownloadProblem =
  /** No network, no such host, or a host that sends nothing to pages: the browser does not say which. */
  | { readonly code: 'unreachable'; readonly detail: string }
  | { readonly code: 'http'; readonly status: number }
  | { readonly code: 'too-long'; readonly limitBytes: number };

/** In this order; 'download' only for published checkpoints. */
export type OpenPhase = 'download' | 'read' | 'hash' | 'keep';

/** Which detector is asked, with everything the worker needs to run it. */
export type DetectorSource =
  | { readonly kind: 'shipped'; readonly card: ModelCard; readonly folderUrl: string }
  | {
      readonly kind: 'checkpoint';
      readonly record: CheckpointRecord;
      readonly template: Template;
      readonly folderUrl: string;
      /** Weights that this browser could not keep; null where they are kept. */
      readonly unkept: Blob | null;
    }
  | {
      readonly kind: 'model';
      readonly record: ModelRecord;
      /** Its files, in the order of the record, where this browser could not keep them; null where they are kept. */
      readonly unkept: readonly Blob[] | null;
    };

export interface JudgeOptions {
  readonly choice: BackendChoice;
  /** 0 lets the worker choose. */
  readonly threads: number;
}

export type Score =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  /** The picture holds nothing that a shipped detector judges. */
  | { readonly kind: 'unjudged'; readonly content: ContentJudgement }
  | RawScore;

/** The numbers of one output of the network, unchanged. */
export interface RawOutput {
  readonly name: string;
  readonly values: readonly number[];
}

/** What of a picture reached the network. */
export interface LookedAt {
  /** The picture as a person sees it. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** What it was brought to before squares were cut. */
  readonly resizedWidthPx: number;
  readonly resizedHeightPx: number;
  readonly squarePx: number;
  /** The squares in pixels of the picture; they leave it where it was continued by mirroring. */
  readonly rects: readonly Rect[];
  /** How many of them, the last, are cut from the picture in yet other sizes. */
  readonly inOtherSizes: number;
}

export interface Judgement {
  readonly score: Score;
  readonly outputs: readonly RawOutput[];
  readonly looked: LookedAt;
  /** null where nothing was run. */
  readonly backend: Backend | null;
  readonly refusals: readonly Refusal[];
  readonly prepareMs: number;
  /** 0 where the network was loaded already. */
  readonly loadMs: number;
  readonly inferenceMs: number;
}

export type JudgeFailure =
  | { readonly code: 'picture'; readonly failure: ImageFailure }
  | { readonly code: 'load'; readonly failure: LoadFailure }
  /** The weights are not in this browser any more. */
  | { readonly code: 'weights-gone' }
  /** They were kept, but are not the ones they were. */
  | { readonly code: 'weights-damaged' }
  /** They were laid out for a graph that this page no longer ships. */
  | { readonly code: 'other-graph' }
  | { readonly code: 'device-lost'; readonly detail: string }
  | { readonly code: 'run-failed'; readonly detail: string };

/** 'download' counts bytes of the network, 'start' has no end that is known. */
export type JudgePhase = 'picture' | 'download' | 'start' | 'run';

export type MeasurePhase = Exclude<JudgePhase, 'picture'>;

/** How fast a network is here. */
export interface Speed {
  readonly backend: Backend;
  /** 1 on WebGPU. */
  readonly threads: number;
  /** Of one picture: all its crops through the network, without reading and cutting it. */
  readonly medianMs: number;
  readonly runs: number;
}

/** Weights of this page that the browser keeps. */
export interface KeptFile {
  /** Key in the cache: the address with the hash. */
  readonly key: string;
  readonly bytes: number;
}

export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Lives in workers/zoo.worker.ts: opens checkpoints, keeps them, and runs one detector at a time. */
export interface ZooApi extends OnnxApi {
  /**
   * @param files the parts of one checkpoint, as an encoder and a head; at least one
   * @param templates every architecture, in the order in which they are tried
   * @param templateId null: the one that fits
   */
  open(
    job: JobId,
    files: readonly File[],
    templates: readonly Template[],
    templateId: string | null,
    onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void,
  ): Promise<Result<CheckpointReport, OpenFailure | Cancelled>>;
  /**
   * Fetches a published checkpoint from its address and opens it like `open`.
   * @param trustChange takes a file that is another than when it was fetched first
   */
  downloadPublished(
    job: JobId,
    entry: DirectEntry,
    templates: readonly Template[],
    trustChange: boolean,
    onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void,
  ): Promise<Result<CheckpointReport, OpenFailure | DownloadFailure | Cancelled>>;
  /** The checkpoints that this browser keeps, the newest first. */
  list(): Promise<readonly CheckpointRecord[]>;
  remove(id: string): Promise<void>;
  /** Notes which of the two classes means AI; does nothing where the checkpoint is not kept. */
  setSwapped(id: string, swapped: boolean): Promise<void>;
  /** What is kept of the detectors of this page, and of graphs of architectures. */
  keptFiles(): Promise<readonly KeptFile[]>;
  dropFiles(keys: readonly string[]): Promise<void>;
  /** Runs a network on its self-test tensor again and again; a cancel is met between two runs. */
  measure(
    job: JobId,
    detector: DetectorSource,
    options: JudgeOptions,
    onProgress: (progress: Progress & { readonly phase: MeasurePhase }) => void,
  ): Promise<Result<Speed, JudgeFailure | Cancelled>>;
  /** Whether a file is a picture of bearable size, without decoding it. */
  look(file: Blob): Promise<Result<PictureSize, ImageFailure>>;
  judge(
    job: JobId,
    picture: Blob,
    detector: DetectorSource,
    options: JudgeOptions,
    onProgress: (progress: Progress & { readonly phase: JudgePhase }) => void,
  ): Promise<Result<Judgement, JudgeFailure | Cancelled>>;
  cancel(job: JobId): void;
}
