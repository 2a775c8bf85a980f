/* global window */
import { withBenchPage } from '../harness-page.mjs';
import { measureScrolling } from './explore-scroll.mjs';

export const summary =
  'the index of samples, beside DuckDB-WASM and crossfilter2, and scrolling through all of them';

const steps = 40;

/**
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function run({ scale }, report) {
  const page = {
    configFile: 'bench/explore/vite.config.ts',
    outDir: 'explore',
    ready: 'window.exploreBench',
  };
  await withBenchPage(page, async (page) => {
    const { rows, bytesPerRow, appendMs, times } = await page.evaluate(filterChangesInPage, { scale, steps });
    console.error(`${rows} samples, ${steps} changes of the filter`);
    for (const [name, all] of Object.entries(times)) {
      const [low, middle, high] = [0.05, 0.5, 0.95].map((q) => quantile(all, q).toFixed(1));
      console.error(`${name}: median ${middle} ms, 5 % below ${low} ms, 5 % above ${high} ms`);
    }
    report({ name: 'rows', value: rows, unit: 'rows' });
    report({ name: 'index_bytes_per_row', value: bytesPerRow, unit: 'bytes', goal: '<= 48' });
    report({ name: 'index_append', value: rows / (appendMs / 1000), unit: 'rows/s' });
    reportFilterChanges(times, report);
  });
  await measureScrolling({ scale }, report);
}

const filterChangesInPage = ({ scale, steps }) => window.exploreBench.filterChanges(scale, steps);

/** DuckDB is asked in two ways, and the faster one counts. */
function reportFilterChanges({ index, crossfilter2, ...duckdb }, report) {
  const indexMs = quantile(index, 0.5);
  const crossfilterMs = quantile(crossfilter2, 0.5);
  const duckdbMs = Math.min(...Object.values(duckdb).map((times) => quantile(times, 0.5)));
  report({ name: 'filter_change_median', value: indexMs, unit: 'ms', goal: '<= 30' });
  report({ name: 'filter_change_p95', value: quantile(index, 0.95), unit: 'ms' });
  report({ name: 'filter_change_median_duckdb', value: duckdbMs, unit: 'ms' });
  report({ name: 'filter_change_median_crossfilter2', value: crossfilterMs, unit: 'ms' });
  report({
    name: 'filter_change_ratio',
    value: Math.min(duckdbMs, crossfilterMs) / indexMs,
    unit: '1',
    goal: '>= 5',
  });
}

/** The nearest-rank quantile. */
function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
