import type { MeasuredSource, ModelCard } from '../../core/detector/model-card.ts';
import { finePercent } from '../../ui/format.ts';

/** What stands in a cell: the rate that matters for this kind of source, and the AUC in small print. */
export interface SourceCell {
  readonly value: string;
  /** Lines in small print. */
  readonly below: readonly string[];
}

export interface SourceTable {
  /** Every condition that any row has, in the order of their first appearance: the columns. */
  readonly conditions: readonly string[];
  readonly rows: readonly { readonly source: MeasuredSource; readonly cells: readonly SourceCell[] }[];
}

type Estimate = ModelCard['measured'][number]['auc'];

const nothing: SourceCell = { value: '–', below: [] };

/** `measuredBy` of a card as a table: generators, or sources of photographs, those of the training first. */
export function sourceTable(
  measuredBy: readonly MeasuredSource[],
  kind: MeasuredSource['kind'],
): SourceTable {
  const sources = measuredBy
    .filter((source) => source.kind === kind)
    .sort((a, b) => Number(b.seen) - Number(a.seen));
  const conditions = [...new Set(sources.flatMap((source) => Object.keys(source.conditions)))];
  const rows = sources.map((source) => ({
    source,
    cells: conditions.map((condition) => cellOf(source.conditions[condition], kind)),
  }));
  return { conditions, rows };
}

function cellOf(
  figures: MeasuredSource['conditions'][string] | undefined,
  kind: MeasuredSource['kind'],
): SourceCell {
  if (!figures) return nothing;
  const rate = kind === 'generator' ? figures.truePositiveRate : figures.falsePositiveRate;
  const auc = figures.auc && aucCell(figures.auc);
  return {
    value: rate === undefined ? nothing.value : finePercent(rate),
    below: auc ? [`AUC ${auc.value}`, ...auc.below] : [],
  };
}

/** 0.853, and 0.800–0.909 below it. */
export function aucCell({ value, low, high }: Estimate): SourceCell {
  return { value: value.toFixed(3), below: [`${low.toFixed(3)}–${high.toFixed(3)}`] };
}
