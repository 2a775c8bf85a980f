import type { CheckpointFailure } from './failures.ts';

const fetchAgain = 'Fetch the file again and compare its size with the source.';
const saveAnew =
  'Where you trust its source, load it in PyTorch and save the state_dict alone, best as safetensors.';

/** What is wrong and what to do now, in plain words for people. */
export function failureSentence(failure: CheckpointFailure): string {
  switch (failure.code) {
    case 'not-a-checkpoint':
      return `This is ${failure.found}, not a checkpoint. Choose the .pth, .pt or .safetensors file with the weights.`;
    case 'truncated':
      return `The file is cut off: it ends before ${failure.what} does. ${fetchAgain}`;
    case 'damaged':
      return `The file is damaged: ${failure.detail}. ${fetchAgain}`;
    case 'lying-header':
      return `The file contradicts itself: ${failure.detail}. It is damaged or made to deceive, so it is not read.`;
    case 'too-large':
      return `The file holds ${plain(failure.found)} ${failure.what}; at most ${plain(failure.limit)} are read here. ${saveAnew}`;
    case 'refused-global':
      return `The file asks for the Python code “${failure.name}”. Only plain weights are read here, so nothing was run. ${saveAnew}`;
    case 'refused-opcode':
      return `The file holds the pickle instruction ${failure.opcode}, which PyTorch never writes, so it is not read. ${saveAnew}`;
    case 'compressed-entry':
      return `“${failure.name}” is compressed or encrypted, which PyTorch never does. Unpack the archive and choose the checkpoint inside it, or save the weights anew.`;
    case 'no-tensors':
      return 'The file is a checkpoint without a single named tensor. Choose the one that holds the weights.';
    case 'unsupported-type':
      return `“${failure.name}” is stored as ${failure.dtype}, which is not read here. Convert the weights to float32 or float16 and save them anew.`;
    case 'unknown-tensor':
      return `The file holds no tensor “${failure.name}”. Choose a checkpoint of this architecture.`;
    case 'does-not-fit':
      return `“${failure.name}” does not fit the architecture. Choose a checkpoint of this architecture.`;
    case 'not-finite':
      return `“${failure.name}” holds ${plain(failure.count)} values that are no finite numbers, so its answers would mean nothing. Choose another checkpoint.`;
    case 'out-of-memory':
      return `The browser has no room for ${plain(Math.ceil(failure.bytes / 1e6))} MB. Close other tabs and try again, or use another device.`;
    case 'unreadable':
      return `The file cannot be read (${failure.detail}). It may have been moved or changed: choose it again.`;
    default:
      return failure satisfies never;
  }
}

function plain(value: number): string {
  return value.toLocaleString('en');
}
