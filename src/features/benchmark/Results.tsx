import { useMemo, type ReactElement } from 'react';
import type { Cell, Evaluation } from '../../core/benchmark/evaluate.ts';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { Chips } from '../../ui/Chips.tsx';
import { HeatTable } from './HeatTable.tsx';
import {
  dependsOnThreshold,
  estimateOf,
  imagesOf,
  metricNames,
  shadeMetric,
  writeMetric,
} from './metric-words.ts';
import { conditionName } from './condition-words.ts';
import { metrics, type Metric } from './search.ts';
import { useGeneratorName } from './source-names.ts';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';
import { useEvaluation } from './use-evaluation.ts';
import { useOpenPictures } from './use-open-pictures.ts';
import styles from './Results.module.css';

/** What was measured, one view at a time. */
export function Results({ cards }: { readonly cards: readonly ModelCard[] }): ReactElement | null {
  const evaluation = useEvaluation();
  if (!evaluation) return null;
  return (
    <section className={styles['results']} aria-label="Results">
      <ByGenerator evaluation={evaluation} cards={cards} />
    </section>
  );
}

interface TableProps {
  readonly evaluation: Evaluation;
  readonly cards: readonly ModelCard[];
}

/** Detectors by generators, as in the cross-generator tables of GenImage. */
function ByGenerator({ evaluation, cards }: TableProps): ReactElement {
  const { metric = 'accuracy', cut, after = 'untouched' } = useBenchmarkSearch();
  const nameOf = useGeneratorName();
  const open = useOpenPictures();
  const own = cut === 'own';
  const generators = useMemo(() => [...evaluation.generators, null], [evaluation]);
  const measured = cards.filter(({ id }) => evaluation.cells.some(({ detector }) => detector === id));
  const cellOf = (detector: string, generator: number | null): Cell | undefined =>
    evaluation.cells.find(
      (cell) => cell.detector === detector && cell.condition === after && cell.generator === generator,
    );
  return (
    <>
      <MetricChooser metric={metric} own={own} />
      <HeatTable
        label={`${metricNames[metric]} by generator, ${conditionName(after).toLowerCase()}`}
        corner="Detector"
        columns={generators.map((generator) => ({ key: String(generator), name: nameOf(generator) }))}
        rows={measured.map((card) => ({
          key: card.id,
          name: card.name,
          cells: generators.map((generator) => {
            const figures = cellOf(card.id, generator)?.figures;
            return {
              estimate: figures ? estimateOf(figures, metric, own) : null,
              images: figures ? imagesOf(figures, metric) : 0,
            };
          }),
        }))}
        write={writeMetric(metric)}
        shade={shadeMetric(metric)}
        onOpen={
          open &&
          ((row, column) => {
            const detector = measured[row];
            const generator = generators[column];
            if (detector && generator !== undefined)
              open({
                detector,
                condition: after,
                generator,
                which: metric === 'real' ? 'real' : metric === 'ai' ? 'ai' : 'both',
              });
          })
        }
      />
    </>
  );
}

function MetricChooser({ metric, own }: { readonly metric: Metric; readonly own: boolean }): ReactElement {
  const change = useChangeSearch();
  return (
    <div className={styles['choosers']}>
      <Chips
        name="Figure"
        value={metric}
        choices={metrics.map((key) => ({ key, label: metricNames[key] }))}
        onChange={(key) => {
          change({ metric: key === 'accuracy' ? undefined : key });
        }}
      />
      {dependsOnThreshold(metric) ? (
        <Chips
          name="Called AI from"
          value={own ? 'own' : 'half'}
          choices={[
            { key: 'half', label: 'p ≥ 0.5' },
            { key: 'own', label: 'Operating point of its card' },
          ]}
          onChange={(key) => {
            change({ cut: key === 'own' ? 'own' : undefined });
          }}
        />
      ) : null}
    </div>
  );
}
