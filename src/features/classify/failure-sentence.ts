import type { LoadFailure } from '../../contracts/inference.ts';
import type { ItemFailure } from '../../state/classify-store.ts';
import { backendNames } from '../../ui/backend-names.ts';
import { clause, imageFailureSentence } from '../../ui/image-failure-words.ts';

/*
 * Failures in sentences. Each says what happened to which file, and what can be done about it where something can.
 */

/** Why the picture `name` has no verdict. */
export function failureSentence(name: string, failure: ItemFailure): string {
  switch (failure.code) {
    case 'empty-file':
    case 'unreadable':
    case 'unsupported-format':
    case 'truncated':
    case 'damaged':
    case 'too-large':
    case 'not-exact':
      return imageFailureSentence(name, failure);
    case 'device-lost':
      return `${name} was not judged: the graphics processor stopped answering (${clause(failure.detail)}). Try again, or use WASM only.`;
    case 'run-failed':
      return `${name} was not judged: the detector failed on it (${clause(failure.detail)}). Try again, or use WASM only.`;
    case 'not-loaded':
      return `${name} was not judged: the detector was not loaded. Try again.`;
    case 'worker-died':
      return `${name} was not judged: reading it stopped the worker more than once (${clause(failure.detail)}). The picture may need more memory than the browser gives.`;
    case 'offline':
    case 'http':
    case 'hash-mismatch':
    case 'no-backend':
      return `${name} was not judged. ${loadFailureSentence(failure)}`;
    default:
      failure satisfies never;
      return `${name} was not judged.`;
  }
}

/** Why the detector does not run. */
export function loadFailureSentence(
  failure: LoadFailure | { readonly code: 'worker-died'; readonly detail: string },
): string {
  switch (failure.code) {
    case 'offline':
      return `The detector could not be downloaded: ${clause(failure.detail)}. Check the network, then try again.`;
    case 'http':
      return `The detector could not be downloaded: the server answered ${String(failure.status)} for ${fileOf(failure.url)}.`;
    case 'hash-mismatch':
      return `The detector was not used: ${fileOf(failure.url)} is not the file that its card names (SHA-256 ${failure.found.slice(0, 12)}… instead of ${failure.expected.slice(0, 12)}…).`;
    case 'no-backend':
      return `The detector cannot run in this browser. ${failure.refusals.map(({ backend, reason }) => `${backendNames[backend]}: ${clause(reason)}.`).join(' ')}`.trim();
    case 'worker-died':
      return `The worker that runs the detector stopped: ${clause(failure.detail)}.`;
    default:
      failure satisfies never;
      return 'The detector does not run.';
  }
}

function fileOf(url: string): string {
  return url.split(/[?#]/u)[0]?.split('/').at(-1) ?? url;
}
