import { mostGroups } from '../state/spectra-store.ts';
import { explore } from './explore.ts';
import { createSamplePictures } from './sample-pictures.ts';
import { spectra } from './spectra.ts';

const picturesOf = createSamplePictures(explore);

/** Makes samples of the source that is open in explore a group of spectra; says so where there is no room. */
export function addSampleGroup(name: string, ids: Uint32Array): void {
  if (ids.length === 0 || spectra.addGroup(name, picturesOf(ids)) !== null) return;
  const full = `There are ${String(mostGroups)} groups already. Remove one first.`;
  spectra.store.setState(({ notices }) => ({ notices: [...notices, full] }));
}
