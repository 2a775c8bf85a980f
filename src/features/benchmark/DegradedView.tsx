import type * as plotModule from '@observablehq/plot';
import { useCallback, useMemo, type ReactElement } from 'react';
import type { Estimate } from '../../core/evaluation/estimate.ts';
import { Chart } from './Chart.tsx';
import { MetricChooser, Pick, useShown } from './Choosers.tsx';
import { lineColour, lineDash } from './colours.ts';
import { conditionName, seriesOf, type ConditionSeries } from './condition-words.ts';
import { FiguresTable, type FigureColumn } from './FiguresTable.tsx';
import { findCell } from './find-cell.ts';
import { estimateOf, isFraction, metricNames } from './metric-words.ts';
import { accuracyTable, usePublished } from './published.ts';
import { useGeneratorName } from './source-names.ts';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';
import type { Findings } from './findings.ts';
import styles from './Results.module.css';

/** The same pictures after compression, scaling and blur. */
export function DegradedView({ findings }: { readonly findings: Findings }): ReactElement {
  const { evaluation, conditions } = findings;
  const { metric, own } = useShown();
  const generator = useChosenGenerator(findings);
  const table = accuracyTable(usePublished(), 5);
  const columns = useMemo(
    () =>
      conditions.map((condition): FigureColumn => {
        return { condition, generator, name: conditionName(condition), publishedKey: condition };
      }),
    [conditions, generator],
  );
  const estimate = useCallback(
    (detector: string, condition: string): Estimate | null => {
      const figures = findCell(evaluation.cells, detector, condition, generator)?.figures;
      return figures ? estimateOf(figures, metric, own) : null;
    },
    [evaluation, generator, metric, own],
  );
  return (
    <>
      <MetricChooser />
      <GeneratorPick findings={findings} />
      {conditions.length === 1 ? (
        <p>Only untouched pictures were measured. Choose conditions above and measure again.</p>
      ) : null}
      <FiguresTable findings={findings} by="by condition" columns={columns} published={table} />
      <div className={styles['charts']}>
        {seriesOf(conditions).map((series) => (
          <SeriesChart key={series.kind} series={series} findings={findings} estimate={estimate} />
        ))}
      </div>
    </>
  );
}

interface SeriesChartProps {
  readonly series: ConditionSeries;
  readonly findings: Findings;
  readonly estimate: (detector: string, condition: string) => Estimate | null;
}

interface Point extends Estimate {
  readonly detector: string;
  readonly place: number;
  readonly at: number;
}

function SeriesChart({ series, findings: { detectors }, estimate }: SeriesChartProps): ReactElement {
  const { metric } = useShown();
  const scale = isFraction(metric) ? 1 : 100;
  const points = useMemo(
    () =>
      detectors.flatMap(({ id }, place) =>
        series.points.flatMap(({ key, at }): Point[] => {
          const found = estimate(id, key);
          if (!found) return [];
          const { value, low, high, n } = found;
          return [{ detector: id, place, at, value: value * scale, low: low * scale, high: high * scale, n }];
        }),
      ),
    [detectors, series, estimate, scale],
  );
  const { axis, reverse } = series;
  const draw = useCallback(
    (plot: typeof plotModule) => ({
      x: { label: axis, reverse },
      y: {
        label: `${metricNames[metric]}${scale === 100 ? ', %' : ''}`,
        domain: [0, scale === 100 ? 100 : 1],
        grid: true,
      },
      marks: [
        plot.areaY(points, {
          x: 'at',
          y1: 'low',
          y2: 'high',
          z: 'detector',
          fill: colourOf,
          fillOpacity: 0.14,
        }),
        ...[...new Set(points.map(({ place }) => place))].map((place) =>
          plot.lineY(
            points.filter((point) => point.place === place),
            {
              ...{ x: 'at', y: 'value', stroke: lineColour(place), strokeWidth: 2 },
              ...(lineDash(place) === undefined ? {} : { strokeDasharray: lineDash(place) ?? '' }),
            },
          ),
        ),
        plot.dot(points, { x: 'at', y: 'value', fill: colourOf, r: 3 }),
      ],
    }),
    [axis, reverse, metric, points, scale],
  );
  return (
    <Chart
      title={series.name}
      label={`${metricNames[metric]} over ${axis}, a line a detector, with 95 % bands. The table above has the numbers.`}
      name={`telltale-${series.kind}-${metric}`}
      draw={draw}
      legend={detectors.map(({ name }, place) => ({
        name,
        colour: lineColour(place),
        dash: lineDash(place),
      }))}
    />
  );
}

function colourOf({ place }: Point): string {
  return lineColour(place);
}

/** The generator of the address, where it was measured; null: all. */
export function useChosenGenerator({ evaluation }: Findings): number | null {
  const { one } = useBenchmarkSearch();
  const code = Number(one);
  return one !== undefined && evaluation.generators.includes(code) ? code : null;
}

export function GeneratorPick({ findings }: { readonly findings: Findings }): ReactElement {
  const change = useChangeSearch();
  const nameOf = useGeneratorName();
  const chosen = useChosenGenerator(findings);
  return (
    <Pick
      name="Pictures"
      value={chosen === null ? 'all' : String(chosen)}
      choices={[null, ...findings.evaluation.generators].map((code) => [
        code === null ? 'all' : String(code),
        code === null ? 'All generators and real ones' : `${nameOf(code)} and real ones`,
      ])}
      onChange={(key) => {
        change({ one: key === 'all' ? undefined : key });
      }}
    />
  );
}
