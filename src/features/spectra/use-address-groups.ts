import { useEffect } from 'react';
import { createStore, useStore } from 'zustand';
import { explore } from '../../services/explore.ts';
import { openedSet, requestOfSet } from '../../services/named-sets.ts';
import { addSampleGroup, openSet } from '../../services/sample-groups.ts';
import { spectra } from '../../services/spectra.ts';
import { addressOfGroups, groupsOfAddress, type AddressedGroup } from './sample-groups-address.ts';
import { say, useChangeSearch, useSpectra, useSpectraSearch } from './spectra.ts';

/** Groups of an address whose data set is not open yet. They outlast the page: the set is opened on another. */
interface Wanted {
  readonly from: string;
  readonly groups: readonly AddressedGroup[];
}

const wantedStore = createStore<{ readonly wanted: Wanted | null }>()(() => ({ wanted: null }));

export function useWantedGroups(): Wanted | null {
  return useStore(wantedStore, ({ wanted }) => wanted);
}

export function forgetWantedGroups(): void {
  wantedStore.setState({ wanted: null });
}

/** Makes the groups that an address names once their data set is open, and keeps the address to the groups. */
export function useAddressGroups(): void {
  useReading();
  useMaking();
  useWriting();
}

function useReading(): void {
  const { from, groups } = useSpectraSearch();
  useEffect(() => {
    const isMade = spectra.store.getState().groups.some((group) => group.from !== null);
    if (from === undefined || groups === undefined || isMade || wantedStore.getState().wanted) return;
    const named = groupsOfAddress(groups);
    if (named.length === 0) return;
    wantedStore.setState({ wanted: { from, groups: named } });
    // It comes with the page. Others are opened by a person: a link must not fetch from elsewhere or read a disk.
    if (from !== 'built-in' || explore.store.getState().source.status !== 'none') return;
    openedSet.current = from;
    const { request, name } = requestOfSet(from);
    void explore.open(request, name);
  }, [from, groups]);
}

function useMaking(): void {
  const source = useStore(explore.store, (state) => state.source);
  const wanted = useWantedGroups();
  const { set } = useSpectraSearch();
  // Groups of files stand before them, as they did when the address was made.
  const waits = useSpectra((state) => set === 'builtin' && state.groups.length === 0);
  useEffect(() => {
    if (!wanted || waits || source.status !== 'open' || openSet() !== wanted.from) return;
    void make(wanted);
  }, [source, wanted, waits]);
}

/** Those that are under way, so that a second look does not make them twice. */
let making: Wanted | null = null;

async function make(wanted: Wanted): Promise<void> {
  if (making === wanted) return;
  making = wanted;
  for (const { name, group } of wanted.groups) {
    const before = spectra.store.getState().groups.length;
    await addSampleGroup(name, group);
    if (spectra.store.getState().groups.length === before)
      say(`No picture of the open data set belongs to '${name}'.`);
  }
  forgetWantedGroups();
}

function useWriting(): void {
  const search = useSpectraSearch();
  const change = useChangeSearch();
  const wanted = useWantedGroups();
  const groups = useSpectra((state) => state.groups);
  const address = addressOfGroups(groups);
  const isRight = wanted !== null || (address.from === search.from && address.groups === search.groups);
  useEffect(() => {
    // Read a moment ago, by the effect before this one.
    if (!isRight && !wantedStore.getState().wanted) change({ from: address.from, groups: address.groups });
  }, [isRight, address.from, address.groups, change]);
}
