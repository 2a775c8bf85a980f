import { failed } from '../core/result.ts';
import type { ExploreFailure } from '../state/explore-store.ts';
import type { ExploreService } from './explore-api.ts';
import type { PictureList } from './picture-list.ts';

/**
 * Makes lists of samples of the source that is open in explore. A list holds their ids alone; a file is asked for
 * when its turn comes. Once another source is open the ids mean nothing, and no more files come.
 */
export function createSamplePictures(
  explore: Pick<ExploreService, 'store' | 'file'>,
): (ids: Uint32Array) => PictureList {
  let openings = 0;
  explore.store.subscribe(({ source }, { source: former }) => {
    const begins = source.status === 'opening' && source.found === 0;
    if (source !== former && (begins || source.status === 'none' || source.status === 'failed')) openings++;
  });
  return (ids) => {
    const opening = openings;
    return {
      length: ids.length,
      async open(n) {
        const id = ids[n] ?? -1;
        if (openings !== opening) return notOpened(`Sample ${String(id)}`, 'its data set is no longer open');
        const file = await explore.file(id);
        // Another source may have been opened while this one was asked.
        if (openings !== opening) return notOpened(`Sample ${String(id)}`, 'its data set is no longer open');
        return file.ok ? file : notOpened(nameOf(file.failure, id), clauseOf(file.failure));
      },
    };
  };
}

function notOpened(name: string, detail: string) {
  return failed({ name, reason: { code: 'not-opened' as const, detail } });
}

function nameOf(failure: ExploreFailure, id: number): string {
  return 'name' in failure ? failure.name : `Sample ${String(id)}`;
}

function clauseOf(failure: ExploreFailure): string {
  if (failure.code === 'gone') return 'it is no longer where it was';
  if (failure.code === 'no-permission') return 'the browser may not read its folder any more';
  if (failure.code === 'http') return `its server answered ${String(failure.status)}`;
  return 'detail' in failure ? failure.detail : `its data set could not give it (${failure.code})`;
}
