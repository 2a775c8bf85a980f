import { useMemo, type ReactElement } from 'react';
import { clusterOrder } from '../../core/evaluation/cluster-order.ts';
import {
  correlationOfColumns,
  correlationOfRows,
  type CorrelationMatrix,
} from '../../core/evaluation/correlation.ts';
import { MetricChooser, useShown } from './Choosers.tsx';
import { conditionName } from './condition-words.ts';
import { findCell } from './find-cell.ts';
import { HeatTable } from './HeatTable.tsx';
import { estimateOf, metricNames } from './metric-words.ts';
import { useGeneratorName } from './source-names.ts';
import type { Findings } from './findings.ts';

/** Which detectors err on the same generators, and which generators are alike to detectors (GenImage, Figure 3). */
export function CorrelationView({ findings }: { readonly findings: Findings }): ReactElement {
  const { evaluation, detectors } = findings;
  const { metric, own } = useShown();
  const nameOf = useGeneratorName();
  const { generators, lanes } = evaluation;
  const table = useMemo(
    () =>
      lanes.map(({ detector, condition }) =>
        generators.map((generator) => {
          const figures = findCell(evaluation.cells, detector, condition, generator)?.figures;
          return figures ? (estimateOf(figures, metric, own)?.value ?? null) : null;
        }),
      ),
    [evaluation, generators, lanes, metric, own],
  );
  const laneNames = lanes.map(({ detector, condition }) => {
    const name = detectors.find(({ id }) => id === detector)?.name ?? detector;
    return condition === 'untouched' ? name : `${name}, ${conditionName(condition)}`;
  });
  return (
    <>
      <MetricChooser />
      <h3>Detectors</h3>
      <Matrix
        label={`Correlation of detectors by ${metricNames[metric]}`}
        corner="Detector"
        names={laneNames}
        correlations={correlationOfRows(table)}
        needed="three generators"
      />
      <h3>Generators</h3>
      <Matrix
        label={`Correlation of generators by ${metricNames[metric]}`}
        corner="Generator"
        names={generators.map((code) => nameOf(code))}
        correlations={correlationOfColumns(table)}
        needed="three detectors or conditions"
      />
      <p className="small quiet prose">
        Pearson’s r of the figures in the tables, after each condition on its own. What correlates stands
        together (average linkage on 1 − r). With few generators or detectors r rests on few numbers.
      </p>
    </>
  );
}

interface MatrixProps {
  readonly label: string;
  readonly corner: string;
  readonly names: readonly string[];
  readonly correlations: CorrelationMatrix;
  readonly needed: string;
}

function Matrix({ label, corner, names, correlations, needed }: MatrixProps): ReactElement {
  const order = clusterOrder(correlations);
  const told = correlations.some((row, i) => row.some((r, j) => i !== j && r !== null));
  if (!told) return <p className="quiet">It takes at least {needed} to tell.</p>;
  return (
    <HeatTable
      label={label}
      corner={corner}
      columns={order.map((at) => ({ key: String(at), name: names[at] ?? '' }))}
      rows={order.map((row) => ({
        key: String(row),
        name: names[row] ?? '',
        cells: order.map((column) => ({
          value: correlations[row]?.[column] ?? null,
          interval: null,
          images: null,
        })),
      }))}
      write={(value) => value.toFixed(2).replace('-', '−')}
      shade={(value) => (value + 1) / 2}
    />
  );
}
