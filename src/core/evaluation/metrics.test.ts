import { describe, expect, it } from 'vitest';
import { auc } from './auc.ts';
import { intervalIsNarrowEnough } from './adaptive-sampling.ts';
import { clusterOrder } from './cluster-order.ts';
import { compareAucs } from './compare-aucs.ts';
import { confusionMatrix, saidUnknown } from './confusion.ts';
import { correlationOfColumns, correlationOfRows } from './correlation.ts';
import { precisionRecallCurve, rocCurve, type Curve } from './curves.ts';
import { aucWithInterval } from './delong.ts';
import { falseAlarms } from './false-alarms.ts';
import { measure } from './measures.ts';
import { pairedDifference } from './paired-bootstrap.ts';
import { ratesAt } from './rates.ts';
import { rankScores } from './scored.ts';
import { scoreHistogram } from './score-histogram.ts';
import { shrinkRates } from './shrinkage.ts';
import { stratifiedOrder } from './stratified-order.ts';
import { binormal, draws, ranked } from './test-scores.ts';
import { worstCase } from './worst-case.ts';

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('scores', () => {
  it.each([
    [[0.1, NaN], [0, 1], { code: 'not-finite', at: 1, found: NaN }],
    [[Infinity, 0], [0, 1], { code: 'not-finite', at: 0, found: Infinity }],
    [[0.1, 0.2], [0], { code: 'lengths-differ', scores: 2, labels: 1 }],
    [[0.1, 0.2], [0, 255], { code: 'not-a-label', at: 1, found: 255 }],
  ])('%j with labels %j are refused', (scores, labels, failure) => {
    const refused = { ok: false, failure };
    expect(rankScores(Float64Array.from(scores), Uint8Array.from(labels))).toEqual(refused);
  });

  it('of single precision are ranked as they are', () => {
    const result = rankScores(Float32Array.of(0.1, 0.7, 0.7), Uint8Array.of(0, 1, 0));
    expect(result.ok && [...result.value.order]).toEqual([1, 2, 0]);
    expect(result.ok && [...result.value.ends]).toEqual([2, 3]);
  });

  it('of nothing give counts of 0 and no figure', () => {
    const { real, ai, atHalf, atOperatingPoint, ...others } = measure(ranked([], []), 0.5);
    expect([real, ai]).toEqual([0, 0]);
    expect(atHalf.accuracy).toBeNull();
    expect(atOperatingPoint?.balancedAccuracy).toBeNull();
    expect(Object.values(others).every((figure) => figure === null)).toBe(true);
    expect(scoreHistogram(ranked([], []), 2).real).toEqual(Uint32Array.of(0, 0));
    expect(rocCurve(ranked([], []))).toBeNull();
  });

  it('outside 0..1 are ranked, but no probabilities', () => {
    const { auc: area, brier, expectedCalibrationError } = measure(ranked([-3, 2, 5], [0, 1, 1]), 0);
    expect([area?.value, brier, expectedCalibrationError]).toEqual([1, null, null]);
  });
});

describe('properties over random scores', () => {
  const source = draws(21);
  const sets = Array.from({ length: 40 }, (_, i) =>
    binormal(source, 1 + Math.floor(60 * source.uniform()), 1 + i, 3 * source.uniform(), 1 + (i % 3)),
  );

  it('AUC is that of the count of pairs, and 1 minus that of the labels swapped', () => {
    for (const scored of sets) {
      const swapped = ranked(
        scored.scores,
        scored.labels.map((label) => 1 - label),
      );
      expect(aucWithInterval(scored)?.value).toBeCloseTo(auc(scored.scores, scored.labels)!, 12);
      const [a, b] = [aucWithInterval(scored)!, aucWithInterval(swapped)!];
      expect(a.value).toBeCloseTo(1 - b.value, 12);
      expect(a.low).toBeCloseTo(1 - b.high, 9);
    }
  });

  it('ranking figures stay where scores are stretched, and where samples come in another order', () => {
    for (const scored of sets) {
      const { auc: area, averagePrecision, recallAt5Percent } = measure(scored, null);
      const shuffled = stratifiedOrder([new Uint32Array(scored.scores.length)], 3);
      const stretched = ranked(
        Float64Array.from(shuffled, (i) => Math.exp(3 * scored.scores[i]!)),
        Uint8Array.from(shuffled, (i) => scored.labels[i]!),
      );
      const again = measure(stretched, null);
      expect(again.auc?.value).toBeCloseTo(area!.value, 12);
      expect(again.auc?.low).toBeCloseTo(area!.low, 9);
      expect(again.averagePrecision?.value).toBeCloseTo(averagePrecision!.value, 12);
      expect(again.averagePrecision?.high).toBeCloseTo(averagePrecision!.high, 9);
      expect(again.recallAt5Percent?.value).toBe(recallAt5Percent?.value);
      expect(again.recallAt5Percent?.low).toBeCloseTo(recallAt5Percent!.low, 12);
    }
  });

  it('accuracy is the mean of both rates weighted by samples; false alarms are what real accuracy leaves', () => {
    for (const scored of sets) {
      const { accuracy, realAccuracy, fakeAccuracy } = ratesAt(scored, 0.4);
      const right = (realAccuracy?.successes ?? 0) + (fakeAccuracy?.successes ?? 0);
      expect(accuracy?.value).toBe(right / scored.scores.length);
      const alarms = falseAlarms(scored, 0.4, 1_000_000);
      expect(alarms!.calledAi / 1e6).toBeCloseTo(1 - realAccuracy!.value, 5);
      expect(alarms!.high / 1e6).toBeCloseTo(1 - realAccuracy!.low, 5);
    }
  });

  it('histograms hold every sample once', () => {
    for (const scored of sets) {
      const { real, ai, edges } = scoreHistogram(scored, 7);
      const sum = (counts: Uint32Array) => counts.reduce((a, b) => a + b, 0);
      expect([sum(real), sum(ai), edges.length]).toEqual([scored.realCount, scored.aiCount, 8]);
    }
  });
});

it('says the price of a threshold in photographs', () => {
  const labels = Uint8Array.from({ length: 300 }, (_, i) => (i < 200 ? 0 : 1));
  const scored = ranked(
    labels.map((ai, i) => (i < 9 ? 1 : ai)),
    labels,
  );
  // 9 of 200: 4.5 %, Wilson 2.38 % to 8.32 %.
  expect(falseAlarms(scored, 0.5)).toEqual({ per: 1000, calledAi: 45, low: 23, high: 84, n: 200 });
  expect(falseAlarms(ranked([1], [1]), 0.5)).toBeNull();
});

describe('curves', () => {
  const area = ({ x, y }: Curve) =>
    x.reduce((sum, at, i) => (i === 0 ? 0 : sum + (at - x[i - 1]!) * ((y[i]! + y[i - 1]!) / 2)), 0);

  it.each([
    [0.3, 500],
    [2, 500],
    [4, 200],
    [2, 60],
  ])('keep their area when thinned, %d apart, at most %i points', (shift, most) => {
    const scored = binormal(draws(31), 20_000, 5000, shift);
    const tolerance = 0.3 / most;
    const roc = rocCurve(scored, most)!;
    expect(roc.x.length).toBeLessThanOrEqual(most);
    expect(roc.x.length).toBeGreaterThan(most / 5);
    expect(Math.abs(area(roc) - aucWithInterval(scored)!.value)).toBeLessThan(tolerance);
    const [whole, thin] = [1e9, most].map((points) => precisionRecallCurve(scored, points)!) as [
      Curve,
      Curve,
    ];
    expect(thin.x.length).toBeLessThanOrEqual(most);
    expect(Math.abs(area(whole) - area(thin))).toBeLessThan(tolerance);
    for (const curve of [roc, thin]) {
      expect(curve.x.at(-1)).toBe(1);
      expect(curve.thresholds[0]).toBe(Infinity);
      expect(curve.thresholds.slice(1)).toEqual(curve.thresholds.slice(1).sort((a, b) => b - a));
    }
  });

  it('name thresholds that give their points', () => {
    const scored = binormal(draws(32), 300, 200, 1, 2);
    const { x, y, thresholds } = rocCurve(scored, 20)!;
    thresholds.forEach((threshold, i) => {
      const rates = ratesAt(scored, threshold);
      expect([1 - rates.realAccuracy!.value, rates.fakeAccuracy!.value]).toEqual([
        expect.closeTo(x[i]!, 12),
        expect.closeTo(y[i]!, 12),
      ]);
    });
  });
});

describe('the paired bootstrap', () => {
  it(
    'covers a difference that is known, and is far narrower than two figures apart',
    { timeout: 20_000 },
    () => {
      const { normal } = draws(41);
      const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
      // Accuracy at 0 falls from 0.841 to 0.691 where a shift of 1 to either side becomes 0.5.
      const truth = 0.8413447460685429 - 0.6914624612740131;
      let [inside, width] = [0, 0];
      const repeats = 400;
      for (let n = 0; n < repeats; n++) {
        const noise = Float64Array.from(labels, normal);
        const [a, b] = [1, 0.5].map((shift) =>
          ranked(
            noise.map((each, i) => each + (labels[i] === 1 ? shift : -shift)),
            labels,
          ),
        );
        const statistic = { kind: 'accuracy', threshold: 0 } as const;
        const { difference } = finish(pairedDifference(a!, b!, null, statistic, { seed: n, draws: 400 }))!;
        if (difference.low <= truth && truth <= difference.high) inside++;
        width += (difference.high - difference.low) / repeats;
      }
      expect(inside / repeats).toBeGreaterThan(0.92);
      expect(inside / repeats).toBeLessThan(0.98);
      // Two independent accuracies of 200 would be apart by +-1.96 sqrt(0.134 / 200 + 0.213 / 200) = 0.16 wide.
      expect(width).toBeLessThan(0.12);
    },
  );

  it('compares a set with its subset, by seed', () => {
    const first = binormal(draws(42), 150, 150, 1.5);
    const kept = Uint32Array.from({ length: 150 }, (_, i) => 2 * i);
    const second = ranked(
      Float64Array.from(kept, (i) => first.scores[i]!),
      Uint8Array.from(kept, (i) => first.labels[i]!),
    );
    const difference = (seed: number) =>
      finish(pairedDifference(first, second, kept, { kind: 'auc' }, { seed, draws: 200 }))!;
    const found = difference(1);
    expect(found.first).toBeCloseTo(aucWithInterval(first)!.value, 12);
    expect(found.second).toBeCloseTo(aucWithInterval(second)!.value, 12);
    expect(found.difference.low).toBeLessThan(0);
    expect(found.difference.high).toBeGreaterThan(0);
    expect(difference(1)).toEqual(found);
    expect(difference(2)).not.toEqual(found);
  });

  it('finds nothing between a set and itself, and refuses other images', () => {
    const scored = binormal(draws(43), 20, 20, 1);
    const same = finish(pairedDifference(scored, scored, null, { kind: 'auc' }, { seed: 1, draws: 20 }));
    expect(same?.difference).toEqual({ value: 0, low: 0, high: 0, n: 40 });
    expect(compareAucs(scored, scored)).toMatchObject({ difference: { value: 0, low: 0, high: 0 }, p: 1 });
    const other = ranked(
      scored.scores,
      scored.labels.map((label) => 1 - label),
    );
    expect(() => finish(pairedDifference(scored, other, null, { kind: 'auc' }, { seed: 1 }))).toThrow(
      RangeError,
    );
    expect(() => compareAucs(scored, other)).toThrow(RangeError);
    const oneLabel = ranked([1, 2], [0, 0]);
    expect(finish(pairedDifference(oneLabel, oneLabel, null, { kind: 'auc' }, { seed: 1 }))).toBeNull();
  });
});

describe('correlation', () => {
  it('is undefined where a row is constant or hardly anything is common', () => {
    const table = [
      [1, 2, 3, 4],
      [0.7, 0.7, 0.7, 0.7],
      [2, 4, 6.5, null],
      [null, 1, null, 3],
    ];
    const r = correlationOfRows(table);
    expect(r[0]?.[1]).toBeNull();
    expect(r[1]?.[1]).toBeNull();
    expect(r[0]?.[2]).toBeCloseTo(0.997949, 6); // numpy.corrcoef([1, 2, 3], [2, 4, 6.5])
    expect(r[2]?.[3]).toBeNull();
    expect(r[3]?.[3]).toBeNull();
    expect(correlationOfColumns(table)).toHaveLength(4);
    expect(correlationOfColumns([])).toEqual([]);
  });

  it('puts groups together, whatever is undefined or tied', () => {
    const r = [
      [1, 0, 0.9, null],
      [0, 1, 0, 0.9],
      [0.9, 0, 1, 0],
      [null, 0.9, 0, 1],
    ];
    expect(clusterOrder(r)).toEqual([0, 2, 1, 3]);
    expect(clusterOrder([])).toEqual([]);
    expect(clusterOrder([[1]])).toEqual([0]);
  });
});

describe('shrinkage', () => {
  it('draws small classes further, and keeps large ones', () => {
    const counts = [
      { successes: 2, n: 2 },
      { successes: 400, n: 400 },
      { successes: 120, n: 400 },
      { successes: 280, n: 400 },
      { successes: 0, n: 0 },
    ];
    const { rates, overall } = shrinkRates(counts)!;
    const [small, large, , , empty] = rates;
    expect(large!.shrunk.value).toBeGreaterThan(0.97);
    expect(small!.shrunk.value).toBeLessThan(0.95);
    expect(small!.shrunk.value).toBeGreaterThan(overall);
    expect(empty).toMatchObject({ raw: null, shrunk: { value: expect.closeTo(overall, 9) as number, n: 0 } });
  });

  it('finds the prior that rates were drawn from', () => {
    // Beta(8, 2) as the 8th smallest of nine uniform numbers.
    const { uniform } = draws(51);
    const counts = Array.from({ length: 3000 }, () => {
      const rate = Array.from({ length: 9 }, uniform).sort((a, b) => a - b)[7]!;
      const n = 5 + Math.floor(30 * uniform());
      return { n, successes: Array.from({ length: n }, uniform).filter((u) => u < rate).length };
    });
    const { overall, priorSamples } = shrinkRates(counts)!;
    expect(overall).toBeCloseTo(0.8, 1);
    expect(priorSamples).toBeGreaterThan(8.5);
    expect(priorSamples).toBeLessThan(11.5);
  });

  it('gives alike classes one rate, and all or nothing as it is', () => {
    const alike = shrinkRates(Array.from({ length: 10 }, () => ({ successes: 7, n: 10 })))!;
    expect(alike.priorSamples).toBe(Infinity);
    expect(alike.rates[0]!.shrunk.value).toBeCloseTo(0.7, 12);
    expect(alike.rates[0]!.shrunk.low).toBeGreaterThan(0.59);
    const perfect = shrinkRates([{ successes: 4, n: 4 }])!;
    expect(perfect.rates[0]!.shrunk).toMatchObject({ value: 1, high: 1 });
    expect(perfect.rates[0]!.shrunk.low).toBeLessThan(1);
    const apart = shrinkRates([
      { successes: 50, n: 50 },
      { successes: 0, n: 50 },
    ])!;
    expect(apart.rates.map(({ shrunk }) => Math.round(shrunk.value))).toEqual([1, 0]);
    expect(shrinkRates([{ successes: 0, n: 0 }])).toBeNull();
  });
});

describe('the confusion matrix', () => {
  it('takes unknown for right where the truth is no name of the head', () => {
    const truth = Uint8Array.of(0, 0, 0, 1, 1, 2, 2, 2, 2);
    const said = Uint8Array.of(0, 1, saidUnknown, 1, 1, saidUnknown, saidUnknown, saidUnknown, 0);
    const { rows, right, wrong, unknown } = confusionMatrix(
      ['GAN', 'diffusion', 'new'],
      ['GAN', 'diffusion'],
      truth,
      said,
    );
    expect(rows.map(({ counts }) => counts)).toEqual([
      [1, 1, 1],
      [0, 2, 0],
      [1, 0, 3],
    ]);
    expect(rows[2]?.shares[2]).toMatchObject({ value: 0.75, n: 4 });
    expect([right, wrong, unknown].map((each) => each?.successes)).toEqual([6, 2, 1]);
  });

  it('has empty rows, and refuses what it cannot place', () => {
    const empty = confusionMatrix(['a'], ['a'], new Uint8Array(0), new Uint8Array(0));
    expect(empty).toMatchObject({ rows: [{ n: 0, shares: [null, null] }], right: null });
    expect(() => confusionMatrix(['a'], ['a'], Uint8Array.of(1), Uint8Array.of(0))).toThrow(RangeError);
    expect(() => confusionMatrix(['a'], ['a'], Uint8Array.of(0), Uint8Array.of(1))).toThrow(RangeError);
    expect(() => confusionMatrix(['a'], ['a'], Uint8Array.of(0), new Uint8Array(2))).toThrow(RangeError);
  });
});

it('the worst case is the lowest, names what is missing, and one condition keeps its interval', () => {
  const of = (key: string, value: number) => ({
    key,
    estimate: { value, low: value - 0.1, high: value + 0.05, n: 9 },
  });
  const worst = worstCase([of('a', 0.9), of('b', 0.6), { key: 'c', estimate: null }, of('d', 0.6)])!;
  expect(worst).toMatchObject({ key: 'b', conditions: 3, missing: ['c'], worst: { value: 0.6, n: 9 } });
  expect(worst.mean).toBeCloseTo(0.7, 12);
  // Sidak's factor for three: the 99.15 % point over the 97.5 % one, 2.3877 / 1.96.
  expect(worst.worst.low).toBeCloseTo(0.6 - 0.1 * (2.3877 / 1.96), 4);
  expect(worstCase([of('a', 0.9)])?.worst.low).toBeCloseTo(0.8, 9);
  expect(worstCase([{ key: 'c', estimate: null }])).toBeNull();
});

describe('adaptive sampling', () => {
  it('stops when the interval is narrow, and never before 30 samples', () => {
    // +-0.02 at a rate of 0.5 takes about 1.96^2 0.25 / 0.02^2 = 2,401 samples.
    expect(intervalIsNarrowEnough(1190, 2380, 0.02)).toBe(false);
    expect(intervalIsNarrowEnough(1205, 2410, 0.02)).toBe(true);
    expect(intervalIsNarrowEnough(0, 0, 1)).toBe(false);
    expect(intervalIsNarrowEnough(29, 29, 0.5)).toBe(false);
    expect(intervalIsNarrowEnough(30, 30, 0.5)).toBe(true);
  });

  it('takes samples so that every beginning is balanced', () => {
    const { uniform } = draws(61);
    const cells = Uint32Array.from({ length: 3000 }, () => Math.floor(8 * uniform() ** 2) * 1000);
    const order = stratifiedOrder([cells], 5);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from(cells, (_, i) => i));
    expectBalanced(order, cells);
    expect(stratifiedOrder([cells], 5)).toEqual(order);
    expect(stratifiedOrder([cells], 6)).not.toEqual(order);
  });

  it('balances coarse cells before fine ones, and fine ones within each coarse one', () => {
    const { uniform } = draws(62);
    // One maker of ten is real, as in a data set of nine generators; classes are many and uneven.
    const maker = Uint32Array.from({ length: 4000 }, () => Math.floor(10 * uniform()));
    const label = maker.map((code) => (code === 0 ? 0 : 1));
    const cell = maker.map((code) => code * 100 + Math.floor(40 * uniform() ** 2));
    const order = stratifiedOrder([label, maker, cell], 5);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from(maker, (_, i) => i));
    expectBalanced(order, label);
    for (const of of [0, 1])
      expectBalanced(
        order.filter((i) => label[i] === of),
        maker,
      );
    for (const of of new Set(maker))
      expectBalanced(
        order.filter((i) => maker[i] === of),
        cell,
      );
    // The first 200 hold 100 real ones, and each of nine generators 11 or 12 times.
    const first = Array.from(order.subarray(0, 200), (i) => maker[i]!);
    expect(first.filter((code) => code === 0)).toHaveLength(100);
    for (let code = 1; code < 10; code++) {
      const count = first.filter((each) => each === code).length;
      expect([11, 12]).toContain(count);
    }
  });
});

/** After every sample, cells that still have others were taken equally often, give or take one. */
function expectBalanced(order: Uint32Array, cells: Uint32Array) {
  const left = new Map<number, number>();
  for (const i of order) left.set(cells[i]!, (left.get(cells[i]!) ?? 0) + 1);
  const taken = new Map([...left.keys()].map((cell) => [cell, 0]));
  for (const i of order) {
    const cell = cells[i]!;
    taken.set(cell, taken.get(cell)! + 1);
    left.set(cell, left.get(cell)! - 1);
    const open = [...taken].filter(([each]) => left.get(each)! > 0).map(([, count]) => count);
    if (open.length > 1) expect(Math.max(...open) - Math.min(...open)).toBeLessThanOrEqual(1);
  }
}
