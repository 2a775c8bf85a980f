import type { StartFailure } from '../../contracts/opened.ts';
import type { BenchmarkFailure, LeftOutPicture } from '../../state/benchmark-store.ts';
import { clause, imageFailureSentence } from '../../ui/image-failure-words.ts';

/** Why a job did not go on, and what now. */
export function failureSentence(failure: BenchmarkFailure): string {
  switch (failure.code) {
    case 'no-source':
      return 'No data set is open. Open one first.';
    case 'no-labels':
      return 'Real and generated pictures are both needed, with labels that say which is which.';
    case 'source-closed':
      return 'The data set was closed. Open it again and measure once more: what was computed is kept.';
    case 'no-card':
      return `A detector's description could not be fetched: ${clause(failure.detail)}.`;
    case 'detector-missing':
      return `‘${failure.id}’ is not in this browser any more. Open its file on the Detectors page, and measure again: what was computed is kept.`;
    case 'no-score':
      return `‘${failure.id}’ tells generators apart and gives no score of AI: there is nothing to measure.`;
    case 'no-detector':
      return `${failure.detector} could not be started: ${loadClause(failure.failure)}.`;
    case 'detector-died':
      return `${failure.detector} stopped again and again (${clause(failure.detail)}). What was computed is kept.`;
    case 'stopped':
      return `The job stopped: ${clause(failure.detail)}. What was computed is kept; measure again to go on.`;
    default:
      return failure satisfies never;
  }
}

function loadClause(failure: StartFailure): string {
  switch (failure.code) {
    case 'offline':
      return 'its file could not be fetched. Is the network gone?';
    case 'http':
      return `the server answered ${String(failure.status)} for its file`;
    case 'hash-mismatch':
      return 'its file is not the one that its description names';
    case 'weights-gone':
      return 'its weights are not in this browser any more. Open its file on the Detectors page again';
    case 'weights-damaged':
      return 'its weights are damaged. Delete it on the Detectors page and open its file again';
    case 'other-graph':
      return 'it was opened by another version of this page. Open its file on the Detectors page again';
    case 'run-failed':
      return clause(failure.detail);
    case 'no-backend':
      return failure.refusals.map(({ backend, reason }) => `${backend}: ${clause(reason)}`).join('; ');
    default:
      return failure satisfies never;
  }
}

/** Why a picture has no part in the tables; names it. */
export function leftOutSentence({ path, trouble }: LeftOutPicture): string {
  switch (trouble.kind) {
    case 'picture':
      return imageFailureSentence(path, trouble.failure);
    case 'source':
      return `${path} could not be read from its data set (${trouble.failure.code}).`;
    case 'run':
      return `${path} could not be judged: ${clause(trouble.detail)}.`;
    case 'worker-died':
      return `${path} ended its worker twice and was given up.`;
    default:
      return trouble satisfies never;
  }
}
