import type { HubFailure, ModelFailure, ModelPhase, ModelReport } from '../contracts/onnx.ts';
import type { HubAddress } from '../core/hub/address.ts';
import type { HubListing } from '../core/hub/listing.ts';
import type { ModelRecord } from '../core/onnx/record.ts';

/** An ONNX model that somebody opened here. */
export interface OwnModel {
  readonly record: ModelRecord;
  /** false where this browser had no room: it is gone when the page is closed. */
  readonly kept: boolean;
}

export type ModelProblem =
  | ModelFailure
  | HubFailure
  /** What was written is no address of a model. */
  | { readonly code: 'no-address' }
  | { readonly code: 'worker-died'; readonly detail: string };

/** `name` is a file, a folder or a repository. */
export type AddModelState =
  | { readonly status: 'idle' }
  /** `fraction` 0..1 of the phase, null where its length is not known. */
  | {
      readonly status: 'working';
      readonly name: string;
      readonly phase: ModelPhase;
      readonly fraction: number | null;
    }
  /** Nothing is downloaded before the person says so. */
  | { readonly status: 'asking'; readonly address: HubAddress; readonly listing: HubListing }
  | { readonly status: 'described'; readonly report: ModelReport }
  | { readonly status: 'kept'; readonly record: ModelRecord; readonly kept: boolean }
  | { readonly status: 'failed'; readonly name: string; readonly problem: ModelProblem };
