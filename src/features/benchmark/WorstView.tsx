import type { ReactElement } from 'react';
import { worstCase } from '../../core/evaluation/worst-case.ts';
import { MetricChooser, useShown } from './Choosers.tsx';
import { conditionName } from './condition-words.ts';
import { findCell } from './find-cell.ts';
import { heatCell, HeatTable } from './HeatTable.tsx';
import { estimateOf, metricNames, picturesOf, shadeMetric, writeMetric } from './metric-words.ts';
import { metrics } from './search.ts';
import { rawNote } from './raw-note.ts';
import { useGeneratorName } from './source-names.ts';
import type { Findings } from './findings.ts';
import { useOpenPictures } from './use-open-pictures.ts';

/** Of a calibration error the highest is the worst, so that this order is not for it. */
const ranked = metrics.filter((metric) => metric !== 'ece');

/** Detectors by their worst case over generators and conditions, so that strong cases do not pay for weak ones. */
export function WorstView({ findings }: { readonly findings: Findings }): ReactElement {
  const shown = useShown();
  const metric = shown.metric === 'ece' ? 'balanced' : shown.metric;
  const nameOf = useGeneratorName();
  const open = useOpenPictures();
  const { evaluation, conditions } = findings;
  const cases = conditions.flatMap((condition) =>
    evaluation.generators.map((generator) => ({ condition, generator })),
  );
  const board = findings.detectors
    .flatMap((detector) => {
      const found = worstCase(
        cases.map((key) => {
          const figures = findCell(evaluation.cells, detector.id, key.condition, key.generator)?.figures;
          return { key, estimate: figures ? estimateOf(figures, metric, shown.own) : null };
        }),
      );
      return found ? [{ detector, found }] : [];
    })
    .sort((a, b) => b.found.worst.value - a.found.worst.value);
  return (
    <>
      <MetricChooser only={ranked} />
      <HeatTable
        label={`Leaderboard by the worst ${metricNames[metric]}`}
        corner="Detector"
        columns={[
          { key: 'worst', name: 'Worst case' },
          { key: 'mean', name: 'Mean over cases' },
        ]}
        rows={board.map(({ detector, found }, place) => ({
          key: detector.id,
          name: `${String(place + 1)}. ${detector.name}`,
          note: notesOf(
            `worst: ${nameOf(found.key.generator)}, ${conditionName(found.key.condition).toLowerCase()}`,
            rawNote(detector, { ...shown, metric }),
          ),
          cells: [
            heatCell(found.worst),
            { value: found.mean, interval: null, images: null, beside: `${String(found.conditions)} cases` },
          ],
        }))}
        write={writeMetric(metric)}
        shade={shadeMetric(metric)}
        onOpen={
          open &&
          ((row) => {
            const entry = board[row];
            if (!entry) return;
            const { condition, generator } = entry.found.key;
            open({ detector: entry.detector, condition, generator, which: picturesOf(metric) });
          })
        }
      />
      <p className="small quiet prose">
        A case is one generator in one condition. The lowest of many noisy figures lies below the lowest
        truth, so the interval of the worst case is widened until all cases hold together with 95 % (Šidák).
      </p>
    </>
  );
}

function notesOf(...notes: readonly (string | undefined)[]): string {
  return notes.filter((note) => note !== undefined).join('; ');
}
