import { failed, success, type Result } from '../result.ts';

/** Why an ONNX file cannot be used. `onnxSentence` puts each into words for people. */
export type OnnxFailure =
  /** `found` is what the file is instead, with its article: 'a PDF document'. */
  | { readonly code: 'not-onnx'; readonly found: string }
  /** The file ends before `what` does. */
  | { readonly code: 'truncated'; readonly what: string }
  /** The bytes follow no rule of the format. */
  | { readonly code: 'damaged'; readonly detail: string }
  | { readonly code: 'too-large'; readonly byteLength: number; readonly limitBytes: number }
  /** Weights that the graph looks for in other files, which are not here. */
  | { readonly code: 'external-missing'; readonly locations: readonly string[] }
  /** A tensor is said to lie where the file beside the graph has ended. */
  | {
      readonly code: 'external-short';
      readonly location: string;
      readonly tensor: string;
      readonly neededBytes: number;
      readonly foundBytes: number;
    }
  /** A location that leaves the folder of the model, or is no path at all. */
  | { readonly code: 'unsafe-location'; readonly location: string }
  /** Place or size of a tensor beside the graph contradict its shape. */
  | { readonly code: 'lying-location'; readonly tensor: string; readonly detail: string }
  /** `detail` says what the model takes instead of one picture. */
  | { readonly code: 'not-for-pictures'; readonly detail: string }
  /** `detail` says what it answers instead of a logit or classes. */
  | { readonly code: 'not-a-detector'; readonly detail: string }
  | { readonly code: 'unsupported-operator'; readonly names: readonly string[] }
  /** A test picture gives no finite number at this output. */
  | { readonly code: 'not-finite'; readonly output: string }
  | { readonly code: 'cannot-run'; readonly detail: string };

/** Carries a failure out of nested readers; `attempt` turns it into a value, so it never leaves this folder. */
class Refusal extends Error {
  readonly failure: OnnxFailure;

  constructor(failure: OnnxFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** @throws Refusal, always */
export function refuse(failure: OnnxFailure): never {
  throw new Refusal(failure);
}

/** What `read` answers, or why it refused. Anything else that is thrown is a fault of ours and goes through. */
export function attempt<T>(read: () => T): Result<T, OnnxFailure> {
  try {
    return success(read());
  } catch (thrown) {
    if (thrown instanceof Refusal) return failed(thrown.failure);
    throw thrown;
  }
}
