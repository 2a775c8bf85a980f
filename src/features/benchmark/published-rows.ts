import type { MeasuredDetector } from '../../core/benchmark/measured-detector.ts';
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

/**
 * 'paper 54.9, +3.1': what was published of the detector of this name or architecture, and how far the figure here lies
 * from it.
 */
export function publishedBeside(
  table: AccuracyTable | null,
  { name, architecture }: Pick<MeasuredDetector, 'name' | 'architecture'>,
  key: string,
  measured: number | null,
): string | null {
  const row = table?.rows.find((each) =>
    [name, architecture].some((own) => own !== null && plainName(own) === plainName(each.name)),
  );
  const found = row?.percent[table?.columns.findIndex((column) => column.key === key) ?? -1];
  if (found === undefined) return null;
  if (measured === null) return `paper ${found.toFixed(1)}`;
  const away = measured * 100 - found;
  return `paper ${found.toFixed(1)}, ${away < 0 ? '−' : '+'}${Math.abs(away).toFixed(1)}`;
}

/** 'F3-Net, not mixed' is the paper's F3Net. */
function plainName(name: string): string {
  return name
    .replace(/,.*$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '');
}
