import type {
  DownloadProblem,
  JudgeFailure,
  JudgePhase,
  OpenedFile,
  OpenPhase,
} from '../../contracts/zoo.ts';
import type { CheckpointFormat } from '../../core/checkpoint/checkpoint.ts';
import { failureSentence } from '../../core/checkpoint/failure-words.ts';
import type { FileMismatch } from '../../core/zoo/pin.ts';
import type { OpenProblem, WorkerFailure } from '../../state/zoo-store.ts';
import { backendNames } from '../../ui/backend-names.ts';
import { bytes, day, percent } from '../../ui/format.ts';
import { clause, imageFailureSentence } from '../../ui/image-failure-words.ts';

/*
 * What the zoo says: where the work is, and what went wrong with which file.
 */

const formatWords: Record<CheckpointFormat, string> = {
  safetensors: 'safetensors',
  'torch-zip': 'PyTorch',
  'torch-legacy': 'PyTorch (before 1.6)',
};

/** Which kind of file each of them is: 'a.pth is a PyTorch file.' */
export function filesSentence(files: readonly OpenedFile[]): string {
  return files.map(({ name, format }) => `${name} is a ${formatWords[format]} file.`).join(' ');
}

const openPhases: Record<OpenPhase, string> = {
  download: 'Downloading',
  read: 'Reading the weights of',
  hash: 'Computing the SHA-256 of the weights of',
  keep: 'Keeping in this browser the weights of',
};

/** 'Downloading a.pth, 12.1 MB of 87.3 MB' */
export function openingWords(
  fileName: string,
  { phase, done, total }: { readonly phase: OpenPhase; readonly done: number; readonly total: number },
): string {
  const words = `${openPhases[phase]} ${fileName}`;
  if (phase !== 'download' || done === 0) return words;
  return `${words}, ${bytes(done)}${total > 0 ? ` of ${bytes(total)}` : ''}`;
}

const judgePhases: Record<JudgePhase, string> = {
  picture: 'Reading the picture',
  download: 'Loading the network',
  start: 'Starting it',
  run: 'Running',
};

export function runningWords(phase: JudgePhase, fraction: number | null): string {
  return fraction === null ? judgePhases[phase] : `${judgePhases[phase]}, ${percent(fraction)}`;
}

/** Why a checkpoint was not opened. */
export function openSentence(name: string, failure: OpenProblem): string {
  switch (failure.code) {
    case 'checkpoint':
      return `${failure.fileName ?? name} was not opened. ${failureSentence(failure.failure)}`;
    case 'name-twice':
      return `${failure.fileNames[0]} and ${failure.fileNames[1]} both hold “${failure.name}”, so they are not parts of one network. Open each alone.`;
    case 'file-too-large':
      return `${failure.fileName} was not opened: it has ${bytes(failure.byteLength)}, and up to ${bytes(failure.limitBytes)} can be run in a browser.`;
    case 'download':
      return `${name} was not downloaded: ${downloadClause(failure.failure)}.`;
    case 'other-file':
      return mismatchSentence(name, failure.failure);
    case 'no-templates':
      return `${name} was not opened, because the list of architectures is missing: ${clause(failure.detail)}.`;
    case 'worker-died':
      return `${name} was not opened: reading it stopped the worker (${clause(failure.detail)}). It may need more memory than the browser gives.`;
    default:
      failure satisfies never;
      return `${name} was not opened.`;
  }
}

function downloadClause(failure: DownloadProblem): string {
  switch (failure.code) {
    case 'unreachable':
      return `no answer that this page may read (${clause(failure.detail)}). Check the network; if it works, download the file from its page and open it here`;
    case 'http':
      return `its server answered ${String(failure.status)}. It may have moved: look on its page`;
    case 'too-long':
      return `it is longer than the ${bytes(failure.limitBytes)} that it should have, so the rest was not fetched`;
    default:
      failure satisfies never;
      return 'it failed';
  }
}

/** Said loudly: what came is not what should have come. */
function mismatchSentence(name: string, failure: FileMismatch): string {
  switch (failure.code) {
    case 'not-as-listed':
      return `${name} is not the file that the catalogue names, so it was not opened. Its SHA-256 should begin with ${short(failure.expected)} and begins with ${short(failure.found)}. It was changed on its server or on the way. Where you trust it all the same, download it from its page and open it here.`;
    case 'changed':
      return `${name} is another file than on ${day(failure.pin.pinnedAt)}, when this browser fetched it first, so it was not opened. Its SHA-256 began with ${short(failure.pin.sha256)} (${bytes(failure.pin.bytes)}) and now begins with ${short(failure.found.sha256)} (${bytes(failure.found.bytes)}). Its authors may have replaced it, or somebody else did.`;
    default:
      failure satisfies never;
      return `${name} is another file than expected.`;
  }
}

function short(sha256: string): string {
  return sha256.slice(0, 12);
}

/** Why a detector says nothing of a picture. */
export function judgeSentence(picture: string, failure: JudgeFailure | WorkerFailure): string {
  switch (failure.code) {
    case 'picture':
      return imageFailureSentence(picture, failure.failure);
    case 'load':
      return loadSentence(failure.failure);
    case 'weights-gone':
      return 'Its weights are not in this browser any more. Open the file again.';
    case 'weights-damaged':
      return 'Its weights, as this browser kept them, are damaged. Open the file again.';
    case 'other-graph':
      return 'It was opened with an earlier version of this page. Open the file again.';
    case 'device-lost':
      return `The graphics processor stopped answering (${clause(failure.detail)}). Try again, or use WASM only.`;
    case 'run-failed':
      return `It failed on this picture: ${clause(failure.detail)}.`;
    case 'worker-died':
      return `Running it stopped the worker (${clause(failure.detail)}). It may need more memory than the browser gives.`;
    default:
      failure satisfies never;
      return 'It failed on this picture.';
  }
}

function loadSentence(failure: Extract<JudgeFailure, { code: 'load' }>['failure']): string {
  switch (failure.code) {
    case 'offline':
      return `It could not be downloaded: ${clause(failure.detail)}. Check the network, then try again.`;
    case 'http':
      return `It could not be downloaded: the server answered ${String(failure.status)}.`;
    case 'hash-mismatch':
      return 'It was not used: what the server sends is not the file that its card names.';
    case 'no-backend':
      return `It cannot run here. ${failure.refusals.map(({ backend, reason }) => `${backendNames[backend]}: ${clause(reason)}.`).join(' ')}`;
    default:
      failure satisfies never;
      return 'It could not be loaded.';
  }
}
