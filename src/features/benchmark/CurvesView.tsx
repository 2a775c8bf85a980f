import type * as plotModule from '@observablehq/plot';
import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import { besideReal, judgedRows, scoredRows } from '../../core/benchmark/judged.ts';
import { precisionRecallCurve, rocCurve, type Curve } from '../../core/evaluation/curves.ts';
import { falseAlarms } from '../../core/evaluation/false-alarms.ts';
import { ratesAt } from '../../core/evaluation/rates.ts';
import { calibrationOf } from '../../core/evaluation/reliability.ts';
import { scoreHistogram } from '../../core/evaluation/score-histogram.ts';
import type { Scored } from '../../core/evaluation/scored.ts';
import { integer } from '../../ui/format.ts';
import { Chart } from './Chart.tsx';
import { ConditionPick, Pick, Picks, useCondition } from './Choosers.tsx';
import { GeneratorPick, useChosenGenerator } from './DegradedView.tsx';
import { useBenchmarkSearch, useChangeSearch } from './use-benchmark.ts';
import type { Findings } from './findings.ts';
import styles from './CurvesView.module.css';

type Plot = typeof plotModule;

/** One detector's scores in four drawings, with a threshold to drag and what it costs. */
export function CurvesView({ findings }: { readonly findings: Findings }): ReactElement {
  const { detectors, conditions } = findings;
  const change = useChangeSearch();
  const condition = useCondition(conditions);
  const generator = useChosenGenerator(findings);
  const { of } = useBenchmarkSearch();
  const detector = detectors.find(({ id }) => id === of) ?? detectors[0];
  const scored = useMemo(() => {
    const { table } = findings.measured;
    const lane = table.lanes.find((each) => each.detector === detector?.id && each.condition === condition);
    if (!detector || !lane) return null;
    return scoredRows(table, lane, detector, judgedRows(table, lane, besideReal(table, generator)));
  }, [findings, detector, condition, generator]);
  if (!detector) return <p>No detector was measured.</p>;
  return (
    <>
      <Picks>
        <Pick
          name="Detector"
          value={detector.id}
          choices={detectors.map(({ id, name }) => [id, name])}
          onChange={(id) => {
            change({ of: id, threshold: undefined });
          }}
        />
        <ConditionPick conditions={conditions} />
        <GeneratorPick findings={findings} />
      </Picks>
      {scored && scored.realCount > 0 && scored.aiCount > 0 ? (
        <Drawings
          key={detector.id}
          scored={scored}
          own={detector.operatingPoint?.aiAbove ?? null}
          about={`${detector.id}-${condition.replace(':', '-')}`}
        />
      ) : (
        <p>This detector did not judge pictures of both labels in this condition.</p>
      )}
    </>
  );
}

interface DrawingsProps {
  readonly scored: Scored;
  /** The operating point of the card. */
  readonly own: number | null;
  /** For names of files. */
  readonly about: string;
}

function Drawings({ scored, own, about }: DrawingsProps): ReactElement {
  const [threshold, setThreshold] = useThreshold(own ?? 0.5);
  return (
    <>
      <Threshold scored={scored} threshold={threshold} own={own} onChange={setThreshold} />
      <div className={styles['charts']}>
        <Histogram scored={scored} threshold={threshold} about={about} />
        <Roc scored={scored} threshold={threshold} about={about} />
        <PrecisionRecall scored={scored} threshold={threshold} about={about} />
        <Reliability scored={scored} about={about} />
      </div>
    </>
  );
}

/** The address follows at a distance: a slider whose value came back only with the address would jump under the hand. */
function useThreshold(usual: number): readonly [number, (threshold: number) => void] {
  const { threshold: asked } = useBenchmarkSearch();
  const change = useChangeSearch();
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => {
    if (dragged === null || dragged === asked) return;
    const timer = setTimeout(() => {
      change({ threshold: dragged });
    }, addressMs);
    return () => {
      clearTimeout(timer);
    };
  }, [dragged, asked, change]);
  return [dragged ?? asked ?? usual, setDragged];
}

const addressMs = 200;

interface ThresholdProps extends Omit<CurveProps, 'about'> {
  readonly own: number | null;
  readonly onChange: (threshold: number) => void;
}

function Threshold({ scored, threshold, own, onChange }: ThresholdProps): ReactElement {
  const alarms = falseAlarms(scored, threshold);
  const { fakeAccuracy: found } = ratesAt(scored, threshold);
  return (
    <div className={styles['threshold']}>
      <label className={styles['slider']}>
        <span>
          Called AI from <strong className="numbers">p = {threshold.toFixed(2)}</strong>
        </span>
        <input
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={threshold}
          list="telltale-thresholds"
          onChange={(event) => {
            onChange(Number(event.currentTarget.value));
          }}
        />
        <datalist id="telltale-thresholds">
          <option value={0.5} label="0.5" />
          {own === null ? null : <option value={own} label="operating point" />}
        </datalist>
      </label>
      <p data-testid="price">
        {alarms
          ? `Of ${integer(alarms.per)} real photos like these, ${integer(alarms.calledAi)} would be called AI (95 % interval ${integer(alarms.low)} to ${integer(alarms.high)}, from ${integer(alarms.n)} photos).`
          : ''}{' '}
        {found
          ? `Of ${integer(1000)} generated ones, ${integer(Math.round(found.value * 1000))} would be found (${integer(Math.floor(found.low * 1000))} to ${integer(Math.ceil(found.high * 1000))}, from ${integer(found.n)}).`
          : ''}
      </p>
    </div>
  );
}

interface CurveProps {
  readonly scored: Scored;
  readonly threshold: number;
  readonly about: string;
}

function Histogram({ scored, threshold, about }: CurveProps): ReactElement {
  const bars = useMemo(() => {
    const { edges, real, ai } = scoreHistogram(scored, 25);
    return Array.from(real, (count, bin) => ({
      from: edges[bin] ?? 0,
      to: edges[bin + 1] ?? 1,
      real: (100 * count) / Math.max(1, scored.realCount),
      ai: (-100 * (ai[bin] ?? 0)) / Math.max(1, scored.aiCount),
    }));
  }, [scored]);
  const draw = useCallback(
    (plot: Plot) => ({
      x: { label: 'p', domain: [0, 1] },
      y: {
        label: '% of real ones ↑, of AI ones ↓',
        grid: true,
        tickFormat: (y: number) => String(Math.abs(y)),
      },
      marks: [
        plot.rectY(bars, { x1: 'from', x2: 'to', y1: 0, y2: 'real', fill: 'var(--camera)', inset: 0.5 }),
        plot.rectY(bars, { x1: 'from', x2: 'to', y1: 0, y2: 'ai', fill: 'var(--ai)', inset: 0.5 }),
        plot.ruleY([0], { stroke: 'var(--text)' }),
        plot.ruleX([threshold], { stroke: 'var(--text)', strokeWidth: 2, strokeDasharray: '4 3' }),
      ],
    }),
    [bars, threshold],
  );
  return (
    <Chart
      title="Scores"
      label="Histogram of the scores of real pictures upwards and generated ones downwards, with the threshold."
      name={`telltale-scores-${about}`}
      draw={draw}
      legend={[
        { name: 'real, upwards', colour: 'var(--camera)' },
        { name: 'AI-generated, downwards', colour: 'var(--ai)' },
      ]}
    />
  );
}

interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

function Roc({ scored, threshold, about }: CurveProps): ReactElement {
  const curve = useMemo(() => pointsOf(rocCurve(scored)), [scored]);
  const draw = useCallback(
    (plot: Plot) => {
      const { realAccuracy, fakeAccuracy } = ratesAt(scored, threshold);
      const here = [{ x: 1 - (realAccuracy?.value ?? 0), y: fakeAccuracy?.value ?? 0 }];
      return {
        ...unitSquare('False positive rate', 'True positive rate'),
        marks: [
          plot.line(
            [
              [0, 0],
              [1, 1],
            ],
            { stroke: 'var(--text-quiet)', strokeDasharray: '2 4' },
          ),
          plot.line(curve, { x: 'x', y: 'y', stroke: 'var(--focus)', strokeWidth: 2 }),
          plot.dot(here, { x: 'x', y: 'y', fill: 'var(--text)', r: 5 }),
        ],
      };
    },
    [curve, scored, threshold],
  );
  return (
    <Chart
      title="ROC"
      label="Receiver operating characteristic, the threshold as a dot."
      name={`telltale-roc-${about}`}
      draw={draw}
    />
  );
}

function PrecisionRecall({ scored, threshold, about }: CurveProps): ReactElement {
  const curve = useMemo(() => pointsOf(precisionRecallCurve(scored)), [scored]);
  const draw = useCallback(
    (plot: Plot) => {
      const { realAccuracy, fakeAccuracy } = ratesAt(scored, threshold);
      const found = (fakeAccuracy?.value ?? 0) * scored.aiCount;
      const alarms = (1 - (realAccuracy?.value ?? 0)) * scored.realCount;
      const here = found + alarms > 0 ? [{ x: found / scored.aiCount, y: found / (found + alarms) }] : [];
      return {
        ...unitSquare('Recall', 'Precision'),
        marks: [
          plot.line(curve, { x: 'x', y: 'y', stroke: 'var(--focus)', strokeWidth: 2 }),
          plot.dot(here, { x: 'x', y: 'y', fill: 'var(--text)', r: 5 }),
        ],
      };
    },
    [curve, scored, threshold],
  );
  return (
    <Chart
      title="Precision and recall"
      label="Precision over recall, the threshold as a dot. It depends on the share of generated pictures."
      name={`telltale-pr-${about}`}
      draw={draw}
    />
  );
}

function Reliability({ scored, about }: Omit<CurveProps, 'threshold'>): ReactElement {
  const bins = useMemo(
    () =>
      (calibrationOf(scored)?.bins ?? []).flatMap(({ meanScore, aiShare }) =>
        meanScore === null || aiShare === null
          ? []
          : [{ x: meanScore, y: aiShare.value, low: aiShare.low, high: aiShare.high }],
      ),
    [scored],
  );
  const draw = useCallback(
    (plot: Plot) => ({
      ...unitSquare('What the detector says', 'Share of AI ones'),
      marks: [
        plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: 'var(--text-quiet)', strokeDasharray: '2 4' },
        ),
        plot.ruleX(bins, { x: 'x', y1: 'low', y2: 'high', stroke: 'var(--focus)' }),
        plot.dot(bins, { x: 'x', y: 'y', fill: 'var(--focus)', r: 4 }),
      ],
    }),
    [bins],
  );
  return (
    <Chart
      title="Reliability"
      label="Share of generated pictures over the probability that the detector gives, with 95 % intervals. On the diagonal both agree."
      name={`telltale-reliability-${about}`}
      draw={draw}
    />
  );
}

function pointsOf(curve: Curve | null): CurvePoint[] {
  return curve ? Array.from(curve.x, (x, k) => ({ x, y: curve.y[k] ?? 0 })) : [];
}

function unitSquare(x: string, y: string) {
  return { x: { label: x, domain: [0, 1] }, y: { label: y, domain: [0, 1], grid: true } };
}
