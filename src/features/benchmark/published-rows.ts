import type { AccuracyTable } from '../../core/benchmark/published.ts';
import type { HeatCell, HeatRow } from './HeatTable.tsx';

/**
 * Rows of a published table under the columns that were measured; empty where it has none of them.
 *
 * @param keys of the columns: names of generators, or keys of conditions
 */
export function publishedRows(table: AccuracyTable | null, keys: readonly string[]): HeatRow[] {
  if (!table?.columns.some(({ key }) => keys.includes(key))) return [];
  return table.rows.map(({ name, percent, average }) => ({
    key: `published ${name}`,
    name,
    note: `published, Table ${String(table.number)}`,
    quiet: true,
    cells: keys.map((key): HeatCell => {
      if (key === averageKey) return { value: average / 100, interval: null, images: null };
      const found = percent[table.columns.findIndex((column) => column.key === key)];
      return { value: found === undefined ? null : found / 100, interval: null, images: null };
    }),
  }));
}

/** The column of the paper's own averages. */
export const averageKey = 'average';

/** 'paper 54.9, +3.1': what was published of the detector of this name, and how far the figure here lies from it. */
export function publishedBeside(
  table: AccuracyTable | null,
  detector: string,
  key: string,
  measured: number | null,
): string | null {
  const row = table?.rows.find(({ name }) => name.toLowerCase() === detector.toLowerCase());
  const found = row?.percent[table?.columns.findIndex((column) => column.key === key) ?? -1];
  if (found === undefined) return null;
  if (measured === null) return `paper ${found.toFixed(1)}`;
  const away = measured * 100 - found;
  return `paper ${found.toFixed(1)}, ${away < 0 ? '−' : '+'}${Math.abs(away).toFixed(1)}`;
}
