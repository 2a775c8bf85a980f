import type { OnnxFailure } from './failures.ts';

const fetchAgain = 'Fetch the file again and compare its size with the source.';

/** What is wrong and what to do now, in plain words for people. */
export function onnxSentence(failure: OnnxFailure): string {
  switch (failure.code) {
    case 'not-onnx':
      return `This is ${failure.found}, not an ONNX model.`;
    case 'truncated':
      return `The file is cut off: it ends in ${failure.what}. ${fetchAgain}`;
    case 'damaged':
      return `The file is damaged: ${failure.detail}. ${fetchAgain}`;
    case 'too-large':
      return `It has ${megabytes(failure.byteLength)}, and up to ${megabytes(failure.limitBytes)} can be run in a browser.`;
    case 'external-missing':
      return `Its weights lie in ${failure.locations.slice(0, 5).join(', ')}, which ${failure.locations.length === 1 ? 'was' : 'were'} not given. Choose or drop all files of the model together.`;
    case 'external-short':
      return `“${failure.location}” is too short: the weights “${failure.tensor}” end at ${plain(failure.neededBytes)} bytes, and it has ${plain(failure.foundBytes)}. It is cut off, or belongs to another model.`;
    case 'unsafe-location':
      return `It wants to read “${failure.location}”, outside its own folder. That is refused, and nothing was read there.`;
    case 'lying-location':
      return `It contradicts itself about the weights “${failure.tensor}”: ${failure.detail}.`;
    case 'not-for-pictures':
      return `It is no model for pictures: ${failure.detail}.`;
    case 'not-a-detector':
      return `It is no detector: ${failure.detail}.`;
    case 'unsupported-operator':
      return `It uses the operator ${failure.names.join(', ')}, which the runtime of this page does not have.`;
    case 'not-finite':
      return `Its output “${failure.output}” is no finite number on a test picture, so its answers would mean nothing.`;
    case 'cannot-run':
      return `The runtime cannot run it: ${failure.detail.slice(0, 300).replace(/\.+$/u, '')}.`;
    default:
      return failure satisfies never;
  }
}

function plain(value: number): string {
  return value.toLocaleString('en');
}

function megabytes(bytes: number): string {
  return `${plain(Math.round(bytes / 1e6))} MB`;
}
