import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { averagePrecision } from './average-precision.ts';
import { clusterOrder } from './cluster-order.ts';
import { confusionMatrix, saidUnknown } from './confusion.ts';
import { correlationOfColumns, correlationOfRows } from './correlation.ts';
import { precisionRecallCurve, rocCurve } from './curves.ts';
import { aucWithInterval, deLongCovariance, placements } from './delong.ts';
import { betaQuantile, logGamma } from './gamma.ts';
import { measure } from './measures.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { ratesAt } from './rates.ts';
import { calibrationOf } from './reliability.ts';
import { ranked } from './test-scores.ts';
import { recallAtLimit } from './tpr-at-fpr.ts';
import { weightedStatistic } from './weighted-statistic.ts';

/* Against scikit-learn and SciPy; training/metric_goldens.py made the files. */

interface Both {
  readonly balancedAccuracy: number;
  readonly auc: number;
  readonly delongVariance: number | null;
  readonly averagePrecision: number;
  readonly recallAt5Percent: number;
  readonly thresholdAt5Percent: number | null;
  readonly roc: readonly [readonly number[], readonly number[]];
  readonly precisionRecall: readonly [readonly number[], readonly number[]];
}

interface Case {
  readonly name: string;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly threshold: number;
  readonly accuracy: readonly [value: number, low: number, high: number];
  readonly brier: number;
  readonly ece: number;
  readonly fakeAccuracy: number | null;
  readonly realAccuracy: number | null;
  readonly both: Both | null;
}

interface Special {
  readonly normalCdf: readonly (readonly [number, number])[];
  readonly normalQuantile: readonly (readonly [number, number])[];
  readonly logGamma: readonly (readonly [number, number])[];
  readonly betaQuantile: readonly (readonly [number, number, number, number])[];
  readonly clusterings: readonly {
    readonly name: string;
    readonly table: readonly number[][];
    readonly rows: readonly number[][];
    readonly columns: readonly number[][];
    readonly order: readonly number[];
  }[];
  readonly confusion: {
    readonly truth: readonly number[];
    readonly said: readonly number[];
    readonly counts: readonly number[][];
  };
}

const golden = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`goldens/${name}.json`, import.meta.url), 'utf8'));
const cases = golden('metrics') as readonly Case[];
const special = golden('special') as Special;

describe.each(cases)('$name', ({ scores, labels, threshold, both, ...expected }) => {
  const scored = ranked(scores, labels);

  it('has the rates of scikit-learn and the Wilson interval of SciPy', () => {
    const rates = ratesAt(scored, threshold);
    const [value, low, high] = expected.accuracy;
    expect(rates.accuracy?.value).toBeCloseTo(value, 12);
    expect(rates.accuracy?.low).toBeCloseTo(low, 10);
    expect(rates.accuracy?.high).toBeCloseTo(high, 10);
    expectFigure(rates.fakeAccuracy?.value, expected.fakeAccuracy);
    expectFigure(rates.realAccuracy?.value, expected.realAccuracy);
    expectFigure(rates.balancedAccuracy?.value, both?.balancedAccuracy ?? null);
  });

  it('has the calibration of scikit-learn and of the definition', () => {
    const calibration = calibrationOf(scored);
    expect(calibration?.brier.value).toBeCloseTo(expected.brier, 12);
    expect(calibration?.expectedError.value).toBeCloseTo(expected.ece, 12);
  });

  it('has the ranking figures of scikit-learn', () => {
    const measures = measure(scored, threshold);
    expectFigure(measures.auc?.value, both?.auc ?? null);
    expectFigure(measures.averagePrecision?.value, both?.averagePrecision ?? null);
    expectFigure(measures.recallAt5Percent?.value, both?.recallAt5Percent ?? null);
    expect([measures.real, measures.ai]).toEqual([scored.realCount, scored.aiCount]);
  });

  it.runIf(both)('has the curves, threshold and variance of scikit-learn and the definition', () => {
    if (!both) return;
    const roc = rocCurve(scored, 1e6);
    expectClose(roc?.x, both.roc[0]);
    expectClose(roc?.y, both.roc[1]);
    const precisionRecall = precisionRecallCurve(scored, 1e6);
    expectClose(precisionRecall?.x, both.precisionRecall[0]);
    expectClose(precisionRecall?.y, both.precisionRecall[1]);
    expect(recallAtLimit(scored)?.threshold).toBe(both.thresholdAt5Percent ?? Infinity);
    const shares = placements(scored);
    if (both.delongVariance === null) expect(deLongCovariance(shares, shares, scored)).toBeNaN();
    else expect(deLongCovariance(shares, shares, scored)).toBeCloseTo(both.delongVariance, 12);
    const ones = new Uint32Array(scores.length).fill(1);
    expect(weightedStatistic(scored, ones, { kind: 'auc' })).toBeCloseTo(both.auc, 12);
    expect(weightedStatistic(scored, ones, { kind: 'average-precision' })).toBeCloseTo(
      both.averagePrecision,
      12,
    );
    expect(weightedStatistic(scored, ones, { kind: 'balanced-accuracy', threshold })).toBeCloseTo(
      both.balancedAccuracy,
      12,
    );
  });

  it('has intervals around every figure, inside 0..1', () => {
    const all = measure(scored, null);
    const { accuracy, balancedAccuracy, realAccuracy, fakeAccuracy } = all.atHalf;
    const rates = [accuracy, balancedAccuracy, realAccuracy, fakeAccuracy];
    const others = [
      all.auc,
      all.averagePrecision,
      all.recallAt5Percent,
      all.expectedCalibrationError,
      all.brier,
    ];
    for (const estimate of [...rates, ...others]) {
      if (!estimate) continue;
      expect(estimate.low).toBeGreaterThanOrEqual(0);
      expect(estimate.low).toBeLessThanOrEqual(estimate.value);
      expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
      expect(estimate.high).toBeLessThanOrEqual(1);
    }
  });
});

it('a weight of two counts a sample twice', () => {
  const { scores, labels, both } = cases.find(({ name }) => name === 'many ties') ?? cases[0]!;
  const scored = ranked(scores, labels);
  const counts = Uint32Array.from(scores, (_, i) => i % 3);
  const repeated = scores.flatMap((_, i) => Array.from({ length: i % 3 }, () => i));
  const twice = ranked(
    repeated.map((i) => scores[i]!),
    repeated.map((i) => labels[i]!),
  );
  expect(both).not.toBeNull();
  expect(weightedStatistic(scored, counts, { kind: 'auc' })).toBeCloseTo(aucWithInterval(twice)!.value, 12);
  expect(weightedStatistic(scored, counts, { kind: 'average-precision' })).toBeCloseTo(
    averagePrecision(twice)!.value,
    12,
  );
  const { accuracy } = ratesAt(twice, 0.5);
  expect(weightedStatistic(scored, counts, { kind: 'accuracy', threshold: 0.5 })).toBe(accuracy?.value);
});

describe('special functions are those of SciPy', () => {
  it('normal distribution', () => {
    for (const [z, p] of special.normalCdf)
      expect(Math.abs(normalCdf(z) / p - 1), String(z)).toBeLessThan(1e-12);
    for (const [p, z] of special.normalQuantile) expect(normalQuantile(p)).toBeCloseTo(z, 9);
  });

  it('gamma and beta', () => {
    for (const [x, expected] of special.logGamma)
      expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-12 * Math.max(1, Math.abs(expected)));
    for (const [p, a, b, x] of special.betaQuantile) expect(betaQuantile(p, a, b)).toBeCloseTo(x, 10);
  });
});

describe.each(special.clusterings)('a table of $name', ({ table, rows, columns, order }) => {
  it('correlates as in NumPy and is ordered as in SciPy', () => {
    const found = correlationOfRows(table);
    found.forEach((row, i) => expectClose(row as number[], rows[i]!));
    correlationOfColumns(table).forEach((row, i) => {
      if (table.length > 2) expectClose(row as number[], columns[i]!);
      else expect(new Set(row)).toEqual(new Set([null]));
    });
    expect(clusterOrder(found)).toEqual(order);
  });
});

it('counts confusions as scikit-learn does', () => {
  const { truth, said, counts } = special.confusion;
  const names = ['a', 'b', 'c'];
  const { rows, right, unknown } = confusionMatrix(
    names,
    names,
    Uint8Array.from(truth),
    Uint8Array.from(said, (answer) => (answer === 3 ? saidUnknown : answer)),
  );
  expect(rows.map((row) => row.counts)).toEqual(counts.slice(0, 3));
  expect(right?.successes).toBe(truth.filter((name, i) => name === said[i]).length);
  expect(unknown?.successes).toBe(said.filter((answer) => answer === 3).length);
});

function expectFigure(found: number | undefined, expected: number | null) {
  if (expected === null) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(expected, 12);
}

function expectClose(found: ArrayLike<number> | undefined, expected: readonly number[]) {
  expect(found?.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found?.[i]).toBeCloseTo(value, 12));
}
