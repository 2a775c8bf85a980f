import type { FailureTables } from './facet-counter.ts';
import { binOf, bitOfFacet, groupList, type FacetGroup } from './facet-groups.ts';
import type { FacetName } from './facets.ts';
import { unknownClass } from './sample-batch.ts';

/**
 * For every group, which facets' filters a code fails, as bits in the order of `facetNames`. A row fails the union of
 * what its codes fail; it is shown where that is nothing.
 */
export function filterTables(
  bins: Readonly<Partial<Record<FacetName, readonly number[]>>>,
  classCount: number,
): FailureTables {
  const [origin, sides, file, classes, judgement] = groupList;
  return [
    failuresOf(origin, bins, classCount),
    failuresOf(sides, bins, classCount),
    failuresOf(file, bins, classCount),
    failuresOf(classes, bins, classCount),
    failuresOf(judgement, bins, classCount),
  ];
}

function failuresOf(
  group: FacetGroup,
  bins: Readonly<Partial<Record<FacetName, readonly number[]>>>,
  classCount: number,
): Uint16Array {
  const failures = new Uint16Array(group.codes);
  group.facets.forEach((facet, n) => {
    const passing = bins[facet];
    if (!passing) return;
    const passes = new Uint8Array(group.sizes[n]!);
    for (const bin of passing) passes[facet === 'class' && bin === classCount ? unknownClass : bin] = 1;
    const bit = bitOfFacet[facet];
    for (let code = 0; code < failures.length; code++) {
      if (!passes[binOf(group, n, code)]) failures[code]! |= bit;
    }
  });
  return failures;
}
