import { createStore } from 'zustand/vanilla';
import type { LeftOutReason } from '../contracts/spectrum.ts';
import type { SampleGroup } from '../core/dataset/sample-group.ts';

/** At most so many panels can be compared at a glance, and each holds its sums. */
export const mostGroups = 9;

export type GroupStatus =
  /** Nothing was asked for yet, or it waits for its turn. */
  | 'waiting'
  | 'running'
  | 'done'
  | 'cancelled'
  /** Not one image could be used. */
  | 'empty'
  | 'failed';

export interface LeftOutFile {
  readonly name: string;
  readonly reason: LeftOutReason;
}

/** What of which data set a group is; `set` is what an address calls it. */
export interface GroupOrigin {
  readonly set: string;
  readonly group: SampleGroup;
}

export interface SpectraGroup {
  readonly id: string;
  readonly name: string;
  readonly files: number;
  /** null for files that were dropped, and for samples that no address can name. */
  readonly from: GroupOrigin | null;
  readonly status: GroupStatus;
  /** Images looked at, and how many will be. */
  readonly seen: number;
  readonly drawn: number;
  /** Images that are in the sums. */
  readonly used: number;
  readonly tooSmall: number;
  readonly unreadable: number;
  /** The first of those left out. */
  readonly leftOut: readonly LeftOutFile[];
  /** After how many images there is a picture; the last is the newest. The service has the numbers. */
  readonly snapshots: readonly number[];
}

export interface SpectraState {
  readonly groups: readonly SpectraGroup[];
  readonly paused: boolean;
  /** Said once each, newest last. */
  readonly notices: readonly string[];
}

export function createSpectraStore() {
  return createStore<SpectraState>()(() => ({ groups: [], paused: false, notices: [] }));
}

export type SpectraStore = ReturnType<typeof createSpectraStore>;

export function updateGroup(store: SpectraStore, id: string, change: Partial<SpectraGroup>): void {
  store.setState(({ groups }) => ({
    groups: groups.map((group) => (group.id === id ? { ...group, ...change } : group)),
  }));
}
