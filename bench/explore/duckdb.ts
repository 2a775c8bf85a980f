import * as duckdb from '@duckdb/duckdb-wasm';
import ehWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import mvpWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-mvp.worker.js?url';
import ehModule from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import mvpModule from '@duckdb/duckdb-wasm/dist/duckdb-mvp.wasm?url';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { benchFacets, binCounts, type BenchFacet, type BinColumns, type Bins } from './filter-steps.ts';

/** Two ways to ask for the counts of all facets; the faster one counts. */
export const queryStyles = ['union', 'grouping-sets'] as const;
export type QueryStyle = (typeof queryStyles)[number];

/** DuckDB-WASM doing what the index does: in its own worker, from a table in its memory. */
export class DuckdbCounter {
  readonly #connection: duckdb.AsyncDuckDBConnection;

  private constructor(connection: duckdb.AsyncDuckDBConnection) {
    this.#connection = connection;
  }

  static async load(columns: BinColumns): Promise<DuckdbCounter> {
    const bundle = await duckdb.selectBundle({
      mvp: { mainModule: mvpModule, mainWorker: mvpWorker },
      eh: { mainModule: ehModule, mainWorker: ehWorker },
    });
    if (!bundle.mainWorker) throw new Error('DuckDB has no worker for this browser');
    const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(bundle.mainWorker));
    await database.instantiate(bundle.mainModule);
    const connection = await database.connect();
    await connection.insertArrowFromIPCStream(tableToIPC(tableFromArrays(columns), 'stream'), {
      name: 'samples',
    });
    return new DuckdbCounter(connection);
  }

  async count(bins: Bins, style: QueryStyle): Promise<Record<BenchFacet, Uint32Array>> {
    const result = await this.#connection.query(style === 'union' ? unionQuery(bins) : setsQuery(bins));
    const [facets, values, counts] = ['facet', 'bin', 'n'].map((name) => result.getChild(name));
    const all = Object.fromEntries(
      benchFacets.map((facet) => [facet, new Uint32Array(binCounts[facet])]),
    ) as Record<BenchFacet, Uint32Array>;
    for (let row = 0; row < result.numRows; row++) {
      const facet = benchFacets[Number(facets?.get(row))];
      if (!facet) throw new Error('DuckDB answered with an unknown facet');
      all[facet][Number(values?.get(row))] = Number(counts?.get(row));
    }
    return all;
  }
}

/** One aggregation a facet. */
function unionQuery(bins: Bins): string {
  return benchFacets.map((facet) => facetQuery(bins, facet)).join(' UNION ALL ');
}

/** One aggregation for all facets without a filter, which share their rows, and one for each of the others. */
function setsQuery(bins: Bins): string {
  const filtered = benchFacets.filter((facet) => bins[facet]);
  const free = benchFacets.filter((facet) => !bins[facet]);
  const sets = free.map((facet) => `(${facet})`).join(', ');
  const which = free.map((facet) => `WHEN GROUPING(${facet}) = 0 THEN ${indexOf(facet)}`).join(' ');
  const bin = free.map((facet) => `CAST(${facet} AS INTEGER)`).join(', ');
  const shared = `SELECT CASE ${which} END AS facet, COALESCE(${bin}) AS bin, CAST(count(*) AS INTEGER) AS n FROM samples ${where(bins, null)} GROUP BY GROUPING SETS (${sets})`;
  return [shared, ...filtered.map((facet) => facetQuery(bins, facet))].join(' UNION ALL ');
}

function facetQuery(bins: Bins, facet: BenchFacet): string {
  return `SELECT ${indexOf(facet)} AS facet, CAST(${facet} AS INTEGER) AS bin, CAST(count(*) AS INTEGER) AS n FROM samples ${where(bins, facet)} GROUP BY ${facet}`;
}

function indexOf(facet: BenchFacet): number {
  return benchFacets.indexOf(facet);
}

function where(bins: Bins, except: BenchFacet | null): string {
  const conditions = benchFacets.flatMap((facet) => {
    const chosen = facet === except ? undefined : bins[facet];
    return chosen ? [condition(facet, chosen)] : [];
  });
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}

function condition(facet: BenchFacet, bins: readonly number[]): string {
  const [first = -1] = bins;
  return bins.every((bin, n) => bin === first + n)
    ? `${facet} BETWEEN ${first} AND ${first + bins.length - 1}`
    : `${facet} IN (${bins.join(', ')})`;
}
