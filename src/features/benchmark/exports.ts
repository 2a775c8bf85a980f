import type { Cell } from '../../core/benchmark/evaluate.ts';
import { besideReal, judgedRows, scoredRows } from '../../core/benchmark/judged.ts';
import { precisionRecallCurve, rocCurve, type Curve } from '../../core/evaluation/curves.ts';
import type { Estimate } from '../../core/evaluation/estimate.ts';
import { calibrationOf } from '../../core/evaluation/reliability.ts';
import type { ReportFacts } from '../../services/benchmark-report.ts';
import type { BenchmarkState } from '../../state/benchmark-store.ts';
import { csvText, type Cell as CsvCell } from '../../ui/csv.ts';
import { conditionName } from './condition-words.ts';
import { findCell } from './find-cell.ts';
import { dependsOnThreshold, estimateOf, isFraction, metricNames } from './metric-words.ts';
import { metrics, type Metric } from './search.ts';
import type { Findings } from './findings.ts';

type NameOf = (generator: number | null) => string;

/** What stands at the head of every file. */
export interface ReportHead extends ReportFacts {
  readonly address: string;
  readonly source: string;
  readonly leftOut: number;
  readonly plan: BenchmarkState['plan'];
}

/** The figures by detector, condition and generator, as SIDBench keeps them: nested by name, so that files can be merged. */
export function metricsJson(findings: Findings, head: ReportHead, nameOf: NameOf): string {
  return json({
    schema: 'telltale-metrics-1',
    ...head,
    intervals: '95 %',
    metrics: nested(findings, ({ generator, figures }) => [nameOf(generator), figures]),
    matchedSubset: nested(
      { ...findings, evaluation: { ...findings.evaluation, cells: findings.evaluation.matched } },
      ({ generator, figures }) => [nameOf(generator), figures],
    ),
  });
}

export function curvesJson(findings: Findings, head: ReportHead, nameOf: NameOf): string {
  const { table } = findings.measured;
  return json({
    schema: 'telltale-curves-1',
    ...head,
    curves: nested(findings, ({ detector, condition, generator }) => {
      const lane = table.lanes.find((each) => each.detector === detector && each.condition === condition);
      const judge = findings.detectors.find(({ id }) => id === detector);
      if (!lane || !judge) return [nameOf(generator), null];
      const scored = scoredRows(table, lane, judge, judgedRows(table, lane, besideReal(table, generator)));
      return [
        nameOf(generator),
        {
          roc: named(rocCurve(scored), 'falsePositiveRate', 'truePositiveRate'),
          precisionRecall: named(precisionRecallCurve(scored), 'recall', 'precision'),
          reliability: calibrationOf(scored)?.bins ?? null,
        },
      ];
    }),
  });
}

/** One line a detector, condition, generator and figure. */
export function figuresCsv({ evaluation }: Findings, nameOf: NameOf): string {
  const head = [
    'detector',
    'condition',
    'generator',
    'threshold',
    'figure',
    'value',
    'low_95',
    'high_95',
    'n',
  ];
  const lines: CsvCell[][] = [head];
  for (const { detector, condition, generator, figures } of evaluation.cells) {
    const add = (figure: string, threshold: string | null, estimate: Estimate | null): void => {
      if (estimate)
        lines.push([
          ...[detector, condition, nameOf(generator), threshold, figure],
          ...[estimate.value, estimate.low, estimate.high, estimate.n],
        ]);
    };
    for (const metric of metrics) {
      const fixed = estimateOf(figures, metric, false);
      if (!dependsOnThreshold(metric)) add(metric, null, fixed);
      else {
        add(metric, '0.5', fixed);
        if (figures.atOperatingPoint) add(metric, 'operating point', estimateOf(figures, metric, true));
      }
    }
  }
  return csvText(lines);
}

/** The table by generator as it is shown, for booktabs. */
export function latexTable(
  { evaluation, detectors }: Findings,
  { metric, own, condition }: { readonly metric: Metric; readonly own: boolean; readonly condition: string },
  { pictures, dataSha256, version }: ReportFacts,
  nameOf: NameOf,
): string {
  const generators = [...evaluation.generators, null];
  const digits = isFraction(metric) ? 3 : 1;
  const scale = isFraction(metric) ? 1 : 100;
  const number = (value: number): string => (value * scale).toFixed(digits);
  const cell = (estimate: Estimate | null): string =>
    estimate
      ? `${number(estimate.value)} {\\scriptsize [${number(estimate.low)}, ${number(estimate.high)}]}`
      : '--';
  const rows = detectors.map(({ id, name }) => {
    const cells = generators.map((generator) => {
      const figures = findCell(evaluation.cells, id, condition, generator)?.figures;
      return cell(figures ? estimateOf(figures, metric, own) : null);
    });
    return `${[latex(name), ...cells].join(' & ')} \\\\`;
  });
  const caption = `${metricNames[metric]}${scale === 100 ? ' in per cent' : ''}, ${conditionName(condition).toLowerCase()}, with 95 % intervals; ${String(pictures)} pictures, Telltale ${version}, data ${dataSha256.slice(0, 12)}.`;
  return [
    '\\begin{table}',
    '\\centering',
    `\\caption{${latex(caption)}}`,
    `\\begin{tabular}{l${'r'.repeat(generators.length)}}`,
    '\\toprule',
    `${['Detector', ...generators.map((generator) => latex(nameOf(generator)))].join(' & ')} \\\\`,
    '\\midrule',
    ...rows,
    '\\bottomrule',
    '\\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}

const latexEscapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Text that LaTeX prints as it is. */
export function latex(text: string): string {
  return text.replace(/[\\~^&%$#_{}]/gu, (sign) => latexEscapes[sign] ?? `\\${sign}`);
}

/** By detector, then condition, then what `entry` names. */
function nested(
  { evaluation }: Pick<Findings, 'evaluation'>,
  entry: (cell: Cell) => readonly [name: string, value: unknown],
): Record<string, Record<string, Record<string, unknown>>> {
  const all: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const cell of evaluation.cells) {
    const [name, value] = entry(cell);
    const ofDetector = (all[cell.detector] ??= {});
    const ofCondition = (ofDetector[cell.condition] ??= {});
    ofCondition[name] = value;
  }
  return all;
}

function named(curve: Curve | null, x: string, y: string): Record<string, readonly (number | null)[]> | null {
  return (
    curve && {
      [x]: [...curve.x],
      [y]: [...curve.y],
      // JSON has no Infinity, which is the threshold of the first point.
      thresholds: Array.from(curve.thresholds, (at) => (Number.isFinite(at) ? at : null)),
    }
  );
}

function json(value: unknown): string {
  const plain = (_: string, each: unknown): unknown =>
    typeof each === 'number' && !Number.isFinite(each) ? null : each;
  return `${JSON.stringify(value, plain, 1)}\n`;
}
