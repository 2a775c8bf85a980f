import { messageOf } from '../error-message.ts';
import { failed, success, type Result } from '../result.ts';

/** Why a checkpoint cannot be used. `failureSentence` puts each into words for people. */
export type CheckpointFailure =
  /** `found` is what the file is instead, with its article: 'a PDF document'. */
  | { readonly code: 'not-a-checkpoint'; readonly found: string }
  /** The file ends before `what` does. */
  | { readonly code: 'truncated'; readonly what: string }
  /** The bytes follow no rule of the format. */
  | { readonly code: 'damaged'; readonly detail: string }
  /** Sizes and places that the file declares contradict each other. */
  | { readonly code: 'lying-header'; readonly detail: string }
  /** `what` names the things counted, in the plural: 'bytes of the header'. */
  | { readonly code: 'too-large'; readonly what: string; readonly limit: number; readonly found: number }
  /** The pickle names a Python function or class that is no plain data: 'os.system'. */
  | { readonly code: 'refused-global'; readonly name: string }
  | { readonly code: 'refused-opcode'; readonly opcode: string }
  | { readonly code: 'compressed-entry'; readonly name: string }
  | { readonly code: 'no-tensors' }
  | { readonly code: 'unsupported-type'; readonly name: string; readonly dtype: string }
  | { readonly code: 'unknown-tensor'; readonly name: string }
  /** The tensor is absent, has another shape, or is one that the template lacks. */
  | { readonly code: 'does-not-fit'; readonly name: string }
  /** `count` values are NaN or infinite. */
  | { readonly code: 'not-finite'; readonly name: string; readonly count: number }
  | { readonly code: 'out-of-memory'; readonly bytes: number }
  /** The file itself cannot be read any more. */
  | { readonly code: 'unreadable'; readonly detail: string };

/** Carries a failure out of nested readers; `settle` turns it into a value, so it never leaves this folder. */
class Refusal extends Error {
  readonly failure: CheckpointFailure;

  constructor(failure: CheckpointFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** @throws Refusal, always */
export function refuse(failure: CheckpointFailure): never {
  throw new Refusal(failure);
}

/** The failure behind anything thrown. */
export function failureOf(thrown: unknown): CheckpointFailure {
  return thrown instanceof Refusal ? thrown.failure : { code: 'unreadable', detail: messageOf(thrown) };
}

/** Never rejects: what `work` throws becomes a failure. */
export async function settle<T>(work: () => Promise<T>): Promise<Result<T, CheckpointFailure>> {
  try {
    return success(await work());
  } catch (thrown) {
    return failed(failureOf(thrown));
  }
}

/** An empty buffer, or the failure 'out-of-memory' where the browser has no room for it. */
export function allocate(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch {
    return refuse({ code: 'out-of-memory', bytes });
  }
}
