import { spectra } from '../../services/spectra.ts';
import type { Incoming } from '../../ui/incoming-files.ts';
import { groupsOf } from './named-groups.ts';

/** Answers a sentence where something was not taken. */
export function addGroups(incoming: Incoming, room: number): string | null {
  const groups = groupsOf(incoming, room);
  if (groups.length === 0) return 'No pictures were found in what was chosen.';
  if (room < 1) return 'There are nine groups already. Remove one first.';
  const { length } = spectra.store.getState().groups;
  groups.forEach(({ name, files }, n) => {
    spectra.addGroup(name || `Group ${String(length + n + 1)}`, files);
  });
  return incoming.unreadable.length > 0
    ? `The browser could not open ${incoming.unreadable.slice(0, 3).join(', ')}. The others were taken.`
    : null;
}
