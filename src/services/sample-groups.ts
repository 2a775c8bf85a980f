import { writeSampleGroup, type SampleGroup } from '../core/dataset/sample-group.ts';
import { mostGroups } from '../state/spectra-store.ts';
import { explore } from './explore.ts';
import { setOfRequest } from './named-sets.ts';
import { createSamplePictures } from './sample-pictures.ts';
import { spectra } from './spectra.ts';

const picturesOf = createSamplePictures(explore);

/** What an address calls the source that is open: a named set, or 'disk:' and its name. null where none is. */
export function openSet(): string | null {
  const { source } = explore.store.getState();
  const request = explore.opened();
  if (source.status !== 'open' || !request) return null;
  return setOfRequest(request) ?? `disk:${source.report.name}`;
}

/** Makes samples of the source that is open in explore a group of spectra; says so where there is no room. */
export async function addSampleGroup(name: string, group: SampleGroup): Promise<void> {
  const ids = group.kind === 'ids' ? group.ids : await explore.matching(group.filter, group.part);
  addSamples(name, ids, group);
}

/** The same for ids of the view, which may be those of a matched subset: that no address can say. */
export function addSamples(name: string, ids: Uint32Array, group: SampleGroup | null): void {
  const set = openSet();
  if (ids.length === 0) return;
  const from = set !== null && group ? { set, group } : null;
  if (spectra.addGroup(name, picturesOf(ids), from) === null)
    notice(`There are ${String(mostGroups)} groups already. Remove one first.`);
  else if (!from || writeSampleGroup(from.group) === null)
    notice(
      `The address does not hold '${name}': it is too large a selection, or depends on scores or a matched subset.`,
    );
}

function notice(text: string): void {
  spectra.store.setState(({ notices }) => ({ notices: [...notices, text] }));
}
