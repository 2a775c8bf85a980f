import type { ReactElement } from 'react';
import { ConditionPick, MetricChooser, useCondition, useShown } from './Choosers.tsx';
import { conditionName } from './condition-words.ts';
import { findCell } from './find-cell.ts';
import { heatCell, HeatTable } from './HeatTable.tsx';
import { estimateOf, metricNames, picturesOf, shadeMetric, writeMetric } from './metric-words.ts';
import { accuracyTable, usePublished } from './published.ts';
import { averageKey, publishedBeside, publishedRows } from './published-rows.ts';
import { PublishedNote } from './PublishedNote.tsx';
import { useGeneratorName } from './source-names.ts';
import type { Findings } from './findings.ts';
import { useOpenPictures } from './use-open-pictures.ts';

/** Detectors by generators, as in the cross-generator tables of GenImage. */
export function GeneratorsView({ findings }: { readonly findings: Findings }): ReactElement {
  const { evaluation, detectors, conditions } = findings;
  const { metric, own } = useShown();
  const condition = useCondition(conditions);
  const nameOf = useGeneratorName();
  const open = useOpenPictures();
  const generators = [...evaluation.generators, null];
  // Published figures are accuracies at the threshold in the middle, on pictures as they are.
  const comparable = metric === 'accuracy' && !own && condition === 'untouched';
  const table = accuracyTable(usePublished(), 3);
  const keys = generators.map((generator) => (generator === null ? averageKey : nameOf(generator)));
  const published = comparable ? publishedRows(table, keys) : [];
  return (
    <>
      <MetricChooser />
      <ConditionPick conditions={conditions} />
      <HeatTable
        label={`${metricNames[metric]} by generator, ${conditionName(condition).toLowerCase()}`}
        corner="Detector"
        columns={generators.map((generator) => ({ key: String(generator), name: nameOf(generator) }))}
        rows={[
          ...detectors.map(({ id, name }) => ({
            key: id,
            name,
            cells: generators.map((generator, column) => {
              const figures = findCell(evaluation.cells, id, condition, generator)?.figures;
              const estimate = figures ? estimateOf(figures, metric, own) : null;
              return heatCell(
                estimate,
                comparable ? publishedBeside(table, name, keys[column] ?? '', estimate?.value ?? null) : null,
              );
            }),
          })),
          ...published,
        ]}
        write={writeMetric(metric)}
        shade={shadeMetric(metric)}
        onOpen={
          open &&
          ((row, column) => {
            const detector = detectors[row];
            const generator = generators[column];
            if (!detector || generator === undefined) return;
            open({
              detector,
              condition,
              generator,
              which: picturesOf(metric),
            });
          })
        }
      />
      {comparable ? <PublishedNote shown={published.length > 0} /> : null}
    </>
  );
}
