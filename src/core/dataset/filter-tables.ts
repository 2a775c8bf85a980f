import type { FailureTables } from './facet-counter.ts';
import { binOf, bitOfFacet, groupList, type FacetGroup } from './facet-groups.ts';
import type { FacetName } from './facets.ts';
import { unknownClass } from './sample-batch.ts';

type Bins = Readonly<Partial<Record<FacetName, readonly number[]>>>;

/**
 * For every group, which facets' filters a code fails, as bits in the order of `facetNames`. A row fails the union of
 * what its codes fail; it is shown where that is nothing. A group whose filters are the same as before keeps its table.
 */
export class FilterTables {
  #tables: readonly { readonly key: string; readonly failures: Uint16Array }[] = [];

  /** @param classCount the bin of unknown classes */
  of(bins: Bins, classCount: number): FailureTables {
    this.#tables = groupList.map((group, n) => {
      const key = JSON.stringify([group.facets.map((facet) => bins[facet]), classCount]);
      const kept = this.#tables[n];
      return kept?.key === key ? kept : { key, failures: failuresOf(group, bins, classCount) };
    });
    return this.#tables.map(({ failures }) => failures) as unknown as FailureTables;
  }
}

function failuresOf(group: FacetGroup, bins: Bins, classCount: number): Uint16Array {
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
