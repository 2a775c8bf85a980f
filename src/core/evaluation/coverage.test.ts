import { describe, expect, it } from 'vitest';
import { intervalIsNarrowEnough } from './adaptive-sampling.ts';
import { averagePrecision } from './average-precision.ts';
import { compareAucs } from './compare-aucs.ts';
import { aucWithInterval } from './delong.ts';
import type { Estimate } from './estimate.ts';
import { normalCdf, normalQuantile } from './normal.ts';
import { proportion } from './proportion.ts';
import { ratesAt } from './rates.ts';
import { calibrationOf, type Calibration } from './reliability.ts';
import { shrinkRates } from './shrinkage.ts';
import { binormal, draws, ranked } from './test-scores.ts';
import { recallAtLimit } from './tpr-at-fpr.ts';
import { worstCase } from './worst-case.ts';

/* How often 95 % intervals hold the truth, over seeded draws from distributions whose truth is known. */

const repeats = 2000;

function coverage(truth: number, interval: () => Pick<Estimate, 'low' | 'high'> | null | undefined): number {
  let inside = 0;
  for (let n = 0; n < repeats; n++) {
    const found = interval();
    if (found && found.low <= truth && truth <= found.high) inside++;
  }
  return inside / repeats;
}

function expectCovers(share: number, least = 0.93, most = 0.97) {
  expect(share).toBeGreaterThanOrEqual(least);
  expect(share).toBeLessThanOrEqual(most);
}

function successes(n: number, rate: number, uniform: () => number): number {
  let count = 0;
  for (let i = 0; i < n; i++) if (uniform() < rate) count++;
  return count;
}

describe('Wilson', () => {
  it.each([
    [30, 0.5],
    [50, 0.2],
    [200, 0.05],
    [400, 0.95],
    [1000, 0.01],
    [1000, 0.005],
  ])('covers, n = %i, p = %d', (n, rate) => {
    const { uniform } = draws(11);
    expectCovers(coverage(rate, () => proportion(successes(n, rate, uniform), n)));
  });

  // With a handful of expected successes coverage swings from rate to rate, as the comment on `proportion` says.
  it.each([
    [200, 0.02],
    [100, 0.01],
    [50, 0.02],
  ])('covers 90 to 99 %, n = %i, p = %d', (n, rate) => {
    const { uniform } = draws(11);
    expectCovers(
      coverage(rate, () => proportion(successes(n, rate, uniform), n)),
      0.9,
      0.99,
    );
  });
});

const binormals = [
  [50, 50, 1],
  [100, 40, 2],
  [30, 30, 0],
  [200, 200, 3],
] as const;

describe.each(binormals)('%i real and %i AI samples, %d standard deviations apart', (real, ai, shift) => {
  const drawing = (seed: number) => {
    const source = draws(seed);
    return () => binormal(source, real, ai, shift);
  };

  it('AUC', () => {
    const draw = drawing(5);
    expectCovers(coverage(normalCdf(shift / Math.SQRT2), () => aucWithInterval(draw())));
  });

  it('balanced accuracy', () => {
    const draw = drawing(8);
    expectCovers(coverage(normalCdf(shift / 2), () => ratesAt(draw(), 0.5).balancedAccuracy));
  });

  it('true positive rate at 5 % false positives', () => {
    const draw = drawing(6);
    const truth = 1 - normalCdf(normalQuantile(0.95) - shift);
    // Both parts of the interval are on the safe side with few samples, and below 50 real ones it starts at 0.
    expectCovers(
      coverage(truth, () => recallAtLimit(draw())),
      0.93,
      real < 50 ? 1 : 0.985,
    );
  });
});

it('true positive rate at 5 % false positives, 500 samples of either label', () => {
  const source = draws(6);
  const truth = 1 - normalCdf(normalQuantile(0.95) - 2);
  expectCovers(coverage(truth, () => recallAtLimit(binormal(source, 500, 500, 2))));
});

it('AUC with ties', () => {
  const source = draws(5);
  const truth = aucWithInterval(binormal(draws(99), 50_000, 50_000, 2, 1))!.value;
  expectCovers(coverage(truth, () => aucWithInterval(binormal(source, 200, 200, 2, 1))));
});

// Its truth at the share of AI samples is taken from a very large draw.
it.each([
  [50, 50, 1],
  [100, 40, 2],
  [200, 200, 3],
])('average precision of %i real and %i AI samples, %d apart', (real, ai, shift) => {
  const truth = averagePrecision(binormal(draws(98), 1000 * real, 1000 * ai, shift))!.value;
  const source = draws(7);
  expectCovers(coverage(truth, () => averagePrecision(binormal(source, real, ai, shift))));
});

describe('a detector that says too much by a known step', () => {
  function drawing(n: number, tooMuch: number): () => Calibration {
    const { uniform } = draws(9);
    return () => {
      const p = Float64Array.from({ length: n }, () => 0.1 + 0.8 * uniform());
      return calibrationOf(
        ranked(
          p,
          p.map((said) => (uniform() < said - tooMuch ? 1 : 0)),
        ),
      )!;
    };
  }

  it.each([
    [100, 0.1],
    [1000, 0.05],
    [1000, 0],
  ])('ECE of %i samples, %d too much: at least 95 %', (n, tooMuch) => {
    const draw = drawing(n, tooMuch);
    expectCovers(
      coverage(tooMuch, () => draw().expectedError),
      0.95,
      1,
    );
  });

  it('Brier score', () => {
    // q (1 - p)^2 + (1 - q) p^2 with q = p - 0.1, its mean over p from 0.1 to 0.9, in closed form: p - p^2 - 0.1 (1 - 2 p).
    const truth = 0.5 - (0.9 ** 3 - 0.1 ** 3) / 3 / 0.8;
    const draw = drawing(300, 0.1);
    expectCovers(coverage(truth, () => draw().brier));
  });
});

it("DeLong's difference of two detectors that agree in part", () => {
  const { normal } = draws(10);
  const labels = Uint8Array.from({ length: 200 }, (_, i) => i % 2);
  const difference = () => {
    const common = Float64Array.from(labels, normal);
    const one = (shift: number) =>
      ranked(
        common.map((each, i) => 0.8 * each + 0.6 * normal() + shift * labels[i]!),
        labels,
      );
    return compareAucs(one(1), one(1.4))?.difference;
  };
  expectCovers(coverage(normalCdf(1 / Math.SQRT2) - normalCdf(1.4 / Math.SQRT2), difference));
});

it('the worst of several equal conditions, which a plain interval of the lowest would miss', () => {
  const { uniform } = draws(13);
  const conditions = () =>
    Array.from({ length: 6 }, (_, key) => ({
      key,
      estimate: proportion(successes(200, 0.8, uniform), 200),
    }));
  expectCovers(
    coverage(0.8, () => worstCase(conditions())?.worst),
    0.95,
    1,
  );
  const lowest = () => {
    const all = conditions().map(({ estimate }) => estimate!);
    return all.reduce((a, b) => (b.value < a.value ? b : a));
  };
  expect(coverage(0.8, lowest)).toBeLessThan(0.9);
});

it('rates at the moment at which adaptive sampling stops', () => {
  const { uniform } = draws(14);
  const stopped = (rate: number) => () => {
    let [n, found] = [0, 0];
    while (!intervalIsNarrowEnough(found, n, 0.05)) {
      n += 10;
      found += successes(10, rate, uniform);
    }
    return proportion(found, n);
  };
  for (const rate of [0.5, 0.8, 0.95]) expectCovers(coverage(rate, stopped(rate)), 0.93, 0.99);
});

it('shrunk rates of classes, on average over classes', () => {
  const { uniform, normal } = draws(15);
  let [inside, all, rawError, shrunkError] = [0, 0, 0, 0];
  for (let repeat = 0; repeat < 100; repeat++) {
    const truths = Array.from({ length: 40 }, () => 1 / (1 + Math.exp(-1.5 - 0.6 * normal())));
    const counts = truths.map((rate, i) => ({
      n: 5 + (i % 20),
      successes: successes(5 + (i % 20), rate, uniform),
    }));
    shrinkRates(counts)?.rates.forEach(({ raw, shrunk }, i) => {
      const truth = truths[i]!;
      if (shrunk.low <= truth && truth <= shrunk.high) inside++;
      all++;
      rawError += (raw!.value - truth) ** 2;
      shrunkError += (shrunk.value - truth) ** 2;
    });
  }
  // Short of 95 %: the prior is fitted to the same data and taken for known.
  expectCovers(inside / all, 0.88, 0.96);
  expect(shrunkError / rawError).toBeLessThan(0.5);
});
