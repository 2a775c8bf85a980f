import type { ReactElement } from 'react';
import type { BiasFeature } from '../../core/evaluation/bias-features.ts';
import type { Measured } from '../../services/benchmark-api.ts';
import { integer } from '../../ui/format.ts';
import { ConditionPick, MetricChooser, useCondition, useShown } from './Choosers.tsx';
import { findCell } from './find-cell.ts';
import { heatCell, HeatTable } from './HeatTable.tsx';
import { estimateOf, metricNames, shadeMetric, writeMetric } from './metric-words.ts';
import type { Findings } from './findings.ts';
import { rawNote } from './raw-note.ts';
import styles from './Results.module.css';

const featureWords: Readonly<Record<BiasFeature, string>> = {
  format: 'format',
  size: 'size in pixels',
  quality: 'JPEG quality',
  byteLength: 'file size',
};

/** The same figures where the files themselves do not give the label away. */
export function BiasView({ findings }: { readonly findings: Findings }): ReactElement {
  const { evaluation, detectors, conditions, measured } = findings;
  const { metric, own } = useShown();
  const condition = useCondition(conditions);
  if (!measured.matched)
    return (
      <p className="prose">
        The facts of these files do not give the label away, as far as they are known, or no subset is free of
        it. The bias audit in Explore says which; where facts are missing, let Explore look into all files
        first.
      </p>
    );
  const write = writeMetric(metric);
  const rows = detectors.map((detector) => {
    const of = (cells: typeof evaluation.cells) => {
      const figures = findCell(cells, detector.id, condition, null)?.figures;
      return figures ? estimateOf(figures, metric, own) : null;
    };
    return { detector, raw: of(evaluation.cells), matched: of(evaluation.matched) };
  });
  return (
    <>
      <MetricChooser />
      <ConditionPick conditions={conditions} />
      <ul className={styles['headlines']}>
        {rows.map(({ detector, raw, matched }) =>
          raw && matched ? (
            <li key={detector.id}>
              {detector.name}: {metricNames[metric]} goes from <strong>{write(raw.value)}</strong> to{' '}
              <strong>{write(matched.value)}</strong> where the files do not tell.
            </li>
          ) : null,
        )}
      </ul>
      <HeatTable
        label={`${metricNames[metric]} on all pictures and on the matched subset`}
        corner="Detector"
        columns={[
          { key: 'raw', name: 'All pictures' },
          { key: 'matched', name: 'Matched subset' },
        ]}
        rows={rows.map(({ detector, raw, matched }) => ({
          key: detector.id,
          name: detector.name,
          note: rawNote(detector, { metric, own }),
          cells: [heatCell(raw), heatCell(matched, differenceWords(raw?.value, matched?.value, write))],
        }))}
        write={write}
        shade={shadeMetric(metric)}
      />
      <p className="small quiet prose">{subsetWords(measured.matched)}</p>
    </>
  );
}

function differenceWords(
  raw: number | undefined,
  matched: number | undefined,
  write: (value: number) => string,
): string | null {
  if (raw === undefined || matched === undefined) return null;
  const size = write(Math.abs(matched - raw));
  return matched < raw ? `−${size}` : `+${size}`;
}

function subsetWords({ ids, features, apart }: NonNullable<Measured['matched']>): string {
  const named = (list: readonly BiasFeature[]) => list.map((feature) => featureWords[feature]).join(', ');
  const rest =
    apart.length > 0
      ? ` ${named(apart)} could not be matched: hardly a value is found under both labels.`
      : '';
  return `The subset has ${integer(ids.length)} samples, as many real as generated with the same ${named(features)}; of them, those that were measured count here.${rest}`;
}
