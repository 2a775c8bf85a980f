import { expose } from 'comlink';
import crossfilter, { type Dimension, type Group } from 'crossfilter2';
import { benchFacets, binCounts, type BenchFacet, type BinColumns, type Bins } from './filter-steps.ts';

type Counts = Record<BenchFacet, Uint32Array>;

let dimensions: Record<BenchFacet, Dimension<number, number>> | undefined;
let groups: Record<BenchFacet, Group<number, number, number>> | undefined;

/** crossfilter2 doing what the index does; its records are row numbers, which spares it millions of objects. */
const api = {
  load(columns: BinColumns): void {
    const rows = columns.label.length;
    const filter = crossfilter(Array.from({ length: rows }, (_, row) => row));
    dimensions = byFacet((facet) => {
      const column = columns[facet];
      return filter.dimension((row) => column[row] ?? 0);
    });
    const made = dimensions;
    groups = byFacet((facet) => made[facet].group<number, number>());
  },

  /** @param changed the facets whose filters differ from those of the call before */
  count(bins: Bins, changed: readonly BenchFacet[]): Counts {
    if (!dimensions || !groups) throw new Error('nothing was loaded');
    for (const facet of changed) filterBy(dimensions[facet], bins[facet], binCounts[facet]);
    const all = groups;
    return byFacet((facet) => {
      const counts = new Uint32Array(binCounts[facet]);
      for (const { key, value } of all[facet].all()) counts[key] = value;
      return counts;
    });
  },
};

export type CrossfilterApi = typeof api;

/** A value and a range are found in its sorted index, which is its fastest way; a list has to be looked up. */
function filterBy(dimension: Dimension<number, number>, bins: readonly number[] | undefined, count: number) {
  const [first] = bins ?? [];
  if (!bins || first === undefined) dimension.filterAll();
  else if (bins.length === 1) dimension.filterExact(first);
  else if (bins.every((bin, n) => bin === first + n)) dimension.filterRange([first, first + bins.length]);
  else {
    const passes = new Uint8Array(count);
    for (const bin of bins) passes[bin] = 1;
    dimension.filterFunction((bin) => passes[bin] === 1);
  }
}

function byFacet<T>(make: (facet: BenchFacet) => T): Record<BenchFacet, T> {
  return Object.fromEntries(benchFacets.map((facet) => [facet, make(facet)])) as Record<BenchFacet, T>;
}

expose(api);
