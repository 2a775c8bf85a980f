import { binOf, folderLane, groupList, laneCount, type FacetGroup } from './facet-groups.ts';
import type { DatasetFilter } from './facets.ts';
import { unknownClass } from './sample-batch.ts';

/** What a filter means for the codes of one lane. */
export interface CodeFilter {
  /** 1 for codes that pass all of the lane's facets, else 0. */
  readonly passes: Uint8Array;
  /** Bit n is set where a code fails the filter of the lane's n-th facet. */
  readonly failures: Uint8Array;
  readonly passesAll: boolean;
}

/** One a lane. */
export type CodeFilters = readonly CodeFilter[];

/** Turns filters into tables by code. A lane whose filters are the same as before keeps its tables. */
export class CodeFilterMaker {
  readonly #kept = new Map<number, { readonly key: string; readonly filter: CodeFilter }>();

  /** @param classCount the bin of unknown classes */
  of({ bins, folder }: DatasetFilter, classCount: number, folders: readonly string[]): CodeFilters {
    return Array.from({ length: laneCount }, (_, lane) => {
      if (lane === folderLane) {
        return this.#keep(lane, JSON.stringify([folder, folders.length]), () => inFolder(folders, folder));
      }
      const group = groupList[lane]!;
      const key = JSON.stringify([group.facets.map((facet) => bins[facet]), classCount]);
      return this.#keep(lane, key, () => filterOf(group, bins, classCount));
    });
  }

  #keep(lane: number, key: string, make: () => CodeFilter): CodeFilter {
    const kept = this.#kept.get(lane);
    if (kept?.key === key) return kept.filter;
    const filter = make();
    this.#kept.set(lane, { key, filter });
    return filter;
  }
}

function filterOf(group: FacetGroup, bins: DatasetFilter['bins'], classCount: number): CodeFilter {
  const failures = new Uint8Array(group.codes);
  group.facets.forEach((facet, n) => {
    const passing = bins[facet];
    if (!passing) return;
    const fails = new Uint8Array(group.sizes[n]!).fill(1 << n);
    for (const bin of passing) fails[facet === 'class' && bin === classCount ? unknownClass : bin] = 0;
    if (group.facets.length === 1) failures.set(fails);
    else for (let code = 0; code < failures.length; code++) failures[code]! |= fails[binOf(group, n, code)]!;
  });
  return {
    failures,
    passes: failures.map((fails) => (fails === 0 ? 1 : 0)),
    passesAll: group.facets.every((facet) => !bins[facet]),
  };
}

function inFolder(folders: readonly string[], folder = ''): CodeFilter {
  const passesAll = folder === '';
  const isIn = (path: string) => passesAll || path === folder || path.startsWith(`${folder}/`);
  const passes = Uint8Array.from(folders, (path) => (isIn(path) ? 1 : 0));
  return { passes, failures: passes.map((does) => 1 - does), passesAll };
}
