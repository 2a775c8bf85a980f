import type { ModelCard } from '../core/detector/model-card.ts';
import type { Result } from '../core/result.ts';
import type { Cancelled, JobId, Progress } from './job.ts';

export type Backend = 'webgpu' | 'wasm';

/** 'auto': WebGPU on a real adapter, then WASM. 'webgpu' takes a software adapter too; 'wasm' never tries WebGPU. */
export type BackendChoice = 'auto' | 'webgpu' | 'wasm';

export interface Refusal {
  readonly backend: Backend;
  /** Plain words, for the badge. */
  readonly reason: string;
}

/** What runs, where, and how sure we are that it computes the right numbers. */
export interface RuntimeReport {
  readonly modelId: string;
  readonly backend: Backend;
  /** GPU name as the browser gives it; null on WASM. */
  readonly adapter: string | null;
  readonly softwareAdapter: boolean;
  readonly precision: string;
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Largest |logit difference| to the stored self-test, families included, and what was allowed. */
  readonly selfTestDrift: number;
  readonly selfTestLimit: number;
  readonly refusals: readonly Refusal[];
  /** 'network-after-damage': the copy kept in this browser was damaged and has been replaced. */
  readonly modelFrom: 'cache' | 'network' | 'network-after-damage';
  readonly loadMs: number;
  readonly warmUpMs: number;
}

export type LoadFailure =
  | { readonly code: 'offline'; readonly url: string; readonly detail: string }
  | { readonly code: 'http'; readonly url: string; readonly status: number }
  /** The bytes are not the ones that model.json names, even after a fresh download. */
  | {
      readonly code: 'hash-mismatch';
      readonly url: string;
      readonly expected: string;
      readonly found: string;
    }
  | { readonly code: 'no-backend'; readonly refusals: readonly Refusal[] };

export type RunFailure =
  | { readonly code: 'device-lost'; readonly detail: string }
  | { readonly code: 'run-failed'; readonly detail: string }
  | { readonly code: 'not-loaded' };

/** In this order; 'runtime' fetches ORT's wasm, and is repeated where a second backend is tried. */
export type LoadPhase = 'download' | 'runtime' | 'start' | 'self-test';

export interface LoadOptions {
  readonly choice: BackendChoice;
  /** 0 lets the worker choose: all cores but one, where the page is cross-origin isolated. */
  readonly threads: number;
  /** Directory of the model folder, absolute, ending in a slash. */
  readonly modelUrl: string;
}

/** What the network says of the crops of one picture. */
export interface RunAnswer {
  /** One a crop; positive speaks for AI. */
  readonly logits: readonly number[];
  /** [crops, families], flat; null where the detector does not tell families. */
  readonly familyLogits: readonly number[] | null;
  readonly inferenceMs: number;
}

/** Lives in workers/inference.worker.ts: one ORT session, its runs one after another. */
export interface InferenceApi {
  load(
    job: JobId,
    card: ModelCard,
    options: LoadOptions,
    onProgress: (progress: Progress & { readonly phase: LoadPhase }) => void,
  ): Promise<Result<RuntimeReport, LoadFailure | Cancelled>>;
  /** @param tensor float32 [count, 3, sizePx, sizePx], transferred */
  run(
    job: JobId,
    tensor: Float32Array<ArrayBuffer>,
    count: number,
    sizePx: number,
  ): Promise<Result<RunAnswer, RunFailure | Cancelled>>;
  cancel(job: JobId): void;
}
