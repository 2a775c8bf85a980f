import type { ExploreFailure } from '../../state/explore-store.ts';
import { bytes, integer, plural } from '../../ui/format.ts';
import { clause } from '../../ui/image-failure-words.ts';

/** Why a source, or a file of one, could not be read; names it. */
export function failureSentence(failure: ExploreFailure): string {
  switch (failure.code) {
    case 'no-permission':
      return `The browser may not read ${failure.name}. Open it again and allow it.`;
    case 'gone':
      return `${failure.name} is not there any more: it was moved, renamed or deleted.`;
    case 'unreadable':
      return `${failure.name} could not be read: ${clause(failure.detail)}.`;
    case 'too-deep':
      return `${failure.name} lies too deep inside other folders and was left out.`;
    case 'not-this-kind':
      return `${failure.name} is not ${failure.expected}${failure.found === null ? '' : `, but ${failure.found}`}.`;
    case 'truncated':
      return `${failure.name} is cut off: ${clause(failure.detail)}. Copy or download it again.`;
    case 'damaged':
      return `${failure.name} is damaged: ${clause(failure.detail)}.`;
    case 'encrypted':
      return `${failure.name} is encrypted and cannot be opened here.`;
    case 'compression':
      return `${failure.name} is compressed with ${failure.method}, which cannot be read here.`;
    case 'too-large':
      return `${failure.name} has ${bytes(failure.byteLength)}; at most ${bytes(failure.limitBytes)} can be read.`;
    case 'no-network':
      return `${failure.name} could not be reached: ${clause(failure.detail)}.`;
    case 'http':
      return `The server answered ${String(failure.status)} for ${failure.name}${failure.status === 404 ? ': there is no such file' : ''}.`;
    case 'no-ranges':
      return `The server sends ${failure.name} only whole. It cannot be looked through in parts; download it and open the file.`;
    case 'no-pictures':
      return `${failure.name} has no column of pictures. Its columns: ${failure.columns.join(', ')}.`;
    case 'no-paths':
      return `${failure.name} has no column of paths. Its columns: ${failure.columns.join(', ')}.`;
    case 'no-base':
      return `${failure.name} is an index without its files: facts can be seen, pictures cannot. Open its folder too.`;
    case 'no-such-sample':
      return `${failure.name} is not in this data set.`;
    case 'worker-died':
      return `The data set was closed: its worker ended (${clause(failure.detail)}). Open it again.`;
    default:
      return failure satisfies never;
  }
}

/** '1,204 of other kinds' with the endings that are most of them. */
export function skippedWords(files: number, endings: readonly (readonly [string, number])[]): string {
  const most = endings.slice(0, 3).map(([ending, count]) => `${integer(count)} ${ending}`);
  return `${plural(files, 'other file')} left out${most.length > 0 ? ` (${most.join(', ')})` : ''}`;
}
