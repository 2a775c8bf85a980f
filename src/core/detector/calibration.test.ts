import { describe, expect, it } from 'vitest';
import { calibrate } from './calibration.ts';
import type { Calibration } from './model-card.ts';

function platt(slope: number, intercept: number, covariance: Calibration['covariance']): Calibration {
  return { method: 'platt', slope, intercept, covariance, fittedOn: 'a test', images: 1 };
}

const certain = [
  [0, 0],
  [0, 0],
] satisfies Calibration['covariance'];

describe('calibrate', () => {
  it('is the logistic function of slope * mean + intercept', () => {
    // sigmoid(2 * 0.5 - 0.3) = 1 / (1 + e^-0.7), by hand 0.66819
    const { probability } = calibrate([0, 1], [0.5, 0.5], platt(2, -0.3, certain));
    expect(probability).toBeCloseTo(0.668_188, 6);
  });

  it('never claims more than 99 %, in either direction', () => {
    expect(calibrate([50], [1], platt(1, 0, certain))).toEqual({ probability: 0.99, low: 0.99, high: 0.99 });
    const camera = calibrate([-50], [1], platt(1, 0, certain));
    expect(camera.probability).toBeCloseTo(0.01, 12);
  });

  it('has no width where nothing varies', () => {
    const { probability, low, high } = calibrate([0.4, 0.4], [0.5, 0.5], platt(1, 0, certain));
    expect(low).toBeCloseTo(probability, 12);
    expect(high).toBeCloseTo(probability, 12);
  });

  it('weighs the crops', () => {
    // sigmoid(0.25 * 0 + 0.75 * 1)
    expect(calibrate([0, 1], [0.25, 0.75], platt(1, 0, certain)).probability).toBeCloseTo(0.679_179, 6);
  });

  it.each([
    ['all alike', Array.from({ length: 25 }, () => 1 / 25)],
    [
      'in two sizes',
      [...Array.from({ length: 15 }, () => 1 / 30), ...Array.from({ length: 10 }, () => 1 / 20)],
    ],
  ])(
    'covers its own mean, crops %s: 95 %% of intervals over seeded crops hold the true probability',
    (_, weights) => {
      const normal = seededNormal(5);
      const truth = 1 / (1 + Math.exp(-0.8));
      const crops = weights.length;
      let held = 0;
      const trials = 2000;
      for (let trial = 0; trial < trials; trial++) {
        const logits = Array.from({ length: crops }, () => 0.8 + normal());
        const { low, high } = calibrate(logits, weights, platt(1, 0, certain));
        if (low <= truth && truth <= high) held++;
      }
      // The normal quantile on 25 crops covers a little less than 95 % (Student's t would be 2.06).
      expect(held / trials).toBeGreaterThan(0.92);
      expect(held / trials).toBeLessThan(0.97);
    },
  );

  it('takes the uncertainty of the fit by the delta method', () => {
    const covariance = [
      [0.04, 0.01],
      [0.01, 0.09],
    ] satisfies Calibration['covariance'];
    const z = 2;
    const { low, high } = calibrate([z], [1], platt(0.5, -0.5, covariance));
    const width = logit(high) - logit(low);
    // var = z^2 0.04 + 2 z 0.01 + 0.09 = 0.29
    expect(width).toBeCloseTo(2 * 1.96 * Math.sqrt(0.29), 6);
  });

  it('refuses an empty list', () => {
    expect(() => calibrate([], [], platt(1, 0, certain))).toThrow(RangeError);
  });
});

function logit(p: number): number {
  return Math.log(p / (1 - p));
}

/** Box-Muller over a linear congruential generator. */
function seededNormal(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
