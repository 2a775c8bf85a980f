import { describe, expect, it } from 'vitest';
import type { Calibration, OperatingPoint } from './model-card.ts';
import { judge, zoneOf } from './verdict.ts';

const calibration: Calibration = {
  method: 'platt',
  slope: 1,
  intercept: 0,
  covariance: [
    [0, 0],
    [0, 0],
  ],
  fittedOn: 'a test',
  images: 1,
};

const rate = { value: 0.05, low: 0.03, high: 0.08, images: 100 };

const operatingPoint: OperatingPoint = {
  aiAbove: 0.8,
  cameraBelow: 0.2,
  falsePositiveRate: rate,
  missRate: rate,
  conditions: 'a test',
};

describe('zoneOf', () => {
  it.each([
    [0.01, 'camera'],
    [0.2, 'camera'],
    [0.200_001, 'inconclusive'],
    [0.799_999, 'inconclusive'],
    [0.8, 'ai'],
    [0.99, 'ai'],
  ] as const)('calls %d %s', (probability, kind) => {
    expect(zoneOf(probability, operatingPoint)).toBe(kind);
  });
});

const even = [0.5, 0.5];

describe('judge', () => {
  it('puts words and numbers together', () => {
    expect(judge([3, 3], even, calibration, operatingPoint)).toMatchObject({ kind: 'ai' });
    expect(judge([-3, -3], even, calibration, operatingPoint)).toMatchObject({ kind: 'camera' });
    expect(judge([0, 0], even, calibration, operatingPoint)).toMatchObject({
      kind: 'inconclusive',
      probability: 0.5,
    });
  });

  it.each([[NaN], [Infinity], [-Infinity]])('makes no verdict of %d', (value) => {
    expect(() => judge([0, value], even, calibration, operatingPoint)).toThrow(RangeError);
  });
});
