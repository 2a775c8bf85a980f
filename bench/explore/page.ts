/*
 * Runs in the page: fills the index's own worker, DuckDB-WASM and crossfilter2 with the same samples, and asks each
 * for the counts of all facets after the same changes of the filter, in turn.
 */
import { transfer, wrap, type Remote } from 'comlink';
import type { JobId } from '../../src/contracts/job.ts';
import { buffersOf } from '../../src/core/dataset/sample-batch.ts';
import { DatasetClient } from '../../src/services/dataset-client.ts';
import type { CrossfilterApi } from './crossfilter.worker.ts';
import { DuckdbCounter, queryStyles } from './duckdb.ts';
import {
  benchFacets,
  emptyBinColumns,
  filterSteps,
  setBins,
  type BenchFacet,
  type Bins,
} from './filter-steps.ts';
import { genimageCount, genimageSamples } from './genimage-samples.ts';
import { savedSamples } from './save-samples.ts';
import { downloadBlob } from '../../src/ui/download.ts';

const seed = 20_261_125;
/** Not counted: compilers and caches warm up. */
const warmUpSteps = 6;

type Counts = Readonly<Record<BenchFacet, Uint32Array>>;

/** Milliseconds of each step from the question to its answer in the page. */
export interface FilterTimes {
  readonly rows: number;
  readonly bytesPerRow: number;
  /** Of handing the samples over and taking them in, without making them. */
  readonly appendMs: number;
  readonly times: Readonly<Record<string, readonly number[]>>;
}

async function filterChanges(scale: number, steps: number): Promise<FilterTimes> {
  const client = new DatasetClient((reason) => console.error(reason));
  const columns = emptyBinColumns(genimageCount);
  let rows = 0;
  let appendMs = 0;
  for (const batch of genimageSamples(seed, scale)) {
    setBins(columns, rows, batch);
    rows += batch.count;
    const started = performance.now();
    await client.ask((index) => index.append(transfer(batch, buffersOf(batch))));
    appendMs += performance.now() - started;
  }
  await client.ask((index) => index.finish());
  const { samples, byteLength } = await client.ask((index) => index.summary());
  if (samples !== rows) throw new Error(`the index holds ${samples} of ${rows} samples`);
  const cut = Object.fromEntries(
    benchFacets.map((facet) => [facet, columns[facet].slice(0, rows)]),
  ) as typeof columns;
  const duckdb = await DuckdbCounter.load(cut);
  console.info('DuckDB-WASM is loaded');
  const worker = new Worker(new URL('./crossfilter.worker.ts', import.meta.url), { type: 'module' });
  const crossfilter: Remote<CrossfilterApi> = wrap<CrossfilterApi>(worker);
  await crossfilter.load(cut);
  console.info('crossfilter2 is loaded');

  let previous: Bins = {};
  const sides: Readonly<Record<string, (bins: Bins) => Promise<Counts>>> = {
    index: async (bins) => {
      const order = { by: 'arrival', descending: false } as const;
      const filter = { bins, text: '', detector: null };
      const answer = await client.ask((index) => index.filter('bench' as JobId, filter, order));
      if (!answer.ok) throw new Error(answer.failure.code);
      return answer.value.facets;
    },
    ...Object.fromEntries(
      queryStyles.map((style) => [`duckdb ${style}`, (bins: Bins) => duckdb.count(bins, style)]),
    ),
    crossfilter2: (bins) => {
      const changed = benchFacets.filter((facet) => bins[facet] !== previous[facet]);
      previous = bins;
      return crossfilter.count(bins, changed);
    },
  };
  const times: Record<string, number[]> = {};
  for (const [n, bins] of filterSteps(warmUpSteps + steps, seed).entries()) {
    let expected: Counts | undefined;
    for (const [name, count] of Object.entries(sides)) {
      const started = performance.now();
      const counts = await count(bins);
      if (n >= warmUpSteps) (times[name] ??= []).push(performance.now() - started);
      expected ??= counts;
      requireEqual(name, bins, counts, expected);
    }
  }
  worker.terminate();
  client.close();
  return { rows, bytesPerRow: byteLength / rows, appendMs, times };
}

function requireEqual(name: string, bins: Bins, counts: Counts, expected: Counts): void {
  for (const facet of benchFacets) {
    if (
      counts[facet].length === expected[facet].length &&
      counts[facet].every((n, i) => n === expected[facet][i])
    )
      continue;
    throw new Error(`${name} counts '${facet}' otherwise under ${JSON.stringify(bins)}`);
  }
}

async function downloadIndex(scale: number): Promise<void> {
  downloadBlob('seeded-samples.parquet', await savedSamples(seed, scale));
}

const exploreBench = { filterChanges, downloadIndex };

declare global {
  interface Window {
    exploreBench: typeof exploreBench;
  }
}

window.exploreBench = exploreBench;
