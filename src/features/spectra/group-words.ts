import type { LeftOutReason } from '../../contracts/spectrum.ts';
import type { SpectraGroup } from '../../state/spectra-store.ts';
import { integer, plural } from '../../ui/format.ts';
import { imageFailureSentence } from '../../ui/image-failure-words.ts';

/** What a chip says of its group. */
export function groupFacts(group: SpectraGroup): string {
  const { files, seen, drawn, used, tooSmall, unreadable } = group;
  const left = [
    tooSmall > 0 ? `${integer(tooSmall)} smaller than the crop` : '',
    unreadable > 0 ? `${integer(unreadable)} not readable` : '',
  ].filter(Boolean);
  const leftWords = left.length > 0 ? `; ${left.join(', ')}` : '';
  switch (group.status) {
    case 'waiting':
      return plural(files, 'picture');
    case 'running':
      return `${integer(seen)} of ${integer(drawn)} pictures${leftWords}`;
    case 'cancelled':
      return `stopped after ${integer(seen)} of ${plural(drawn, 'picture')}${leftWords}`;
    case 'empty':
      return `No picture could be used${leftWords}`;
    case 'failed':
      return `Failed after ${plural(seen, 'picture')}${leftWords}`;
    case 'done':
      return used === 1
        ? `1 picture: its spectrum is its own, not of its source${leftWords}`
        : `${integer(used)} of ${plural(files, 'picture')} used${leftWords}`;
    default:
      return group.status satisfies never;
  }
}

export function leftOutSentence(name: string, reason: LeftOutReason): string {
  if (reason.code === 'too-small') {
    return `${name} is smaller than the crop: ${integer(reason.widthPx)} × ${integer(reason.heightPx)} px.`;
  }
  if (reason.code === 'not-opened') return `${name} could not be opened: ${reason.detail}.`;
  if (reason.code === 'worker-died') return `${name} was among pictures that ended their worker twice.`;
  return imageFailureSentence(name, reason);
}
