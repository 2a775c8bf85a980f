import type { CodeFilters } from './code-filters.ts';
import { binOf, folderLane, groupList, type FacetGroup } from './facet-groups.ts';
import type { FacetCounts, FacetName } from './facets.ts';

/**
 * The counts of all facets, each without its own filter.
 *
 * @param byCode for each lane and code the rows that pass all other lanes
 * @param classCount the classes that have a name; the others are counted together behind them
 */
export function facetCountsOf(
  byCode: readonly Uint32Array[],
  filters: CodeFilters,
  classCount: number,
): FacetCounts {
  const counted = groupList.flatMap((group, lane) =>
    group.facets.map(
      (facet, n) => [facet, countFacet(group, n, byCode[lane]!, filters[lane]!.failures)] as const,
    ),
  );
  const { class: classes, ...others } = Object.fromEntries(counted) as Record<
    FacetName,
    Uint32Array<ArrayBuffer>
  >;
  const named = classes.slice(0, classCount + 1);
  named[classCount] = classes.at(-1)!;
  return { ...others, class: named };
}

export function folderCountsOf(byCode: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  return byCode[folderLane]!.slice();
}

function countFacet(
  group: FacetGroup,
  n: number,
  counts: Uint32Array,
  failures: Uint8Array,
): Uint32Array<ArrayBuffer> {
  const bins = new Uint32Array(group.sizes[n]!);
  const others = ~(1 << n);
  for (let code = 0; code < counts.length; code++) {
    if (counts[code]! > 0 && (failures[code]! & others) === 0) bins[binOf(group, n, code)]! += counts[code]!;
  }
  return bins;
}
