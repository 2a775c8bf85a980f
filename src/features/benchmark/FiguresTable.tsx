import { useMemo, type ReactElement } from 'react';
import type { Cell } from '../../core/benchmark/evaluate.ts';
import type { AccuracyTable } from '../../core/benchmark/published.ts';
import { useShown, type Shown } from './Choosers.tsx';
import { findCell } from './find-cell.ts';
import type { Findings } from './findings.ts';
import { heatCell, HeatTable, type HeatRow } from './HeatTable.tsx';
import { estimateOf, metricNames, picturesOf, shadeMetric, writeMetric } from './metric-words.ts';
import { publishedBeside, publishedRows } from './published-rows.ts';
import { PublishedNote } from './PublishedNote.tsx';
import { rawNote } from './raw-note.ts';
import { useOpenPictures } from './use-open-pictures.ts';

/** One case: pictures of a generator (null: all) after a condition. */
export interface FigureColumn extends Pick<Cell, 'condition' | 'generator'> {
  readonly name: string;
  /** Under which key the published table may have it. */
  readonly publishedKey: string;
}

interface FiguresTableProps {
  readonly findings: Findings;
  /** What the columns are, after the name of the figure: 'by generator'. */
  readonly by: string;
  readonly columns: readonly FigureColumn[];
  /** Printed for the same columns; null: none is. */
  readonly published: AccuracyTable | null;
}

/** The chosen figure of every detector in every case, beside what was published; a cell opens its pictures. */
export function FiguresTable({ findings, by, columns, published }: FiguresTableProps): ReactElement {
  const { evaluation, detectors } = findings;
  const shown = useShown();
  const { metric, own } = shown;
  const open = useOpenPictures();
  const comparable = isComparable(shown);
  const table = comparable ? published : null;
  const printed = useMemo(
    () =>
      publishedRows(
        table,
        columns.map(({ publishedKey }) => publishedKey),
      ),
    [table, columns],
  );
  const rows = detectors.map((detector): HeatRow => ({
    key: detector.id,
    name: detector.name,
    note: rawNote(detector, shown),
    cells: columns.map(({ condition, generator, publishedKey }) => {
      const figures = findCell(evaluation.cells, detector.id, condition, generator)?.figures;
      const estimate = figures ? estimateOf(figures, metric, own) : null;
      return heatCell(estimate, publishedBeside(table, detector, publishedKey, estimate?.value ?? null));
    }),
  }));
  return (
    <>
      <HeatTable
        label={`${metricNames[metric]} ${by}`}
        corner="Detector"
        columns={columns.map(({ name, condition, generator }) => ({
          key: `${condition} ${String(generator)}`,
          name,
        }))}
        rows={[...rows, ...printed]}
        write={writeMetric(metric)}
        shade={shadeMetric(metric)}
        onOpen={
          open &&
          ((row, column) => {
            const detector = detectors[row];
            const asked = columns[column];
            if (!detector || !asked) return;
            const { condition, generator } = asked;
            open({ detector, condition, generator, which: picturesOf(metric) });
          })
        }
      />
      {comparable ? <PublishedNote shown={printed.length > 0} number={published?.number ?? null} /> : null}
    </>
  );
}

/** The paper's figures are accuracies at the threshold in the middle, on as many real as generated pictures. */
function isComparable({ metric, own }: Shown): boolean {
  return (metric === 'accuracy' || metric === 'balanced') && !own;
}
