import { describe, expect, it } from 'vitest';
import { cropWeights, weightedMean } from './crop-weights.ts';

const crops = (count: number, side: number) =>
  Array.from({ length: count }, () => ({ resizedWidthPx: side, resizedHeightPx: side }));

describe('cropWeights', () => {
  it('lets every crop of one size count alike', () => {
    expect(cropWeights(crops(4, 300))).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it('lets every size count alike, however many crops it has', () => {
    expect(cropWeights([...crops(2, 300), ...crops(1, 212)])).toEqual([0.25, 0.25, 0.5]);
  });

  it('tells sizes apart by both sides', () => {
    const wide = { resizedWidthPx: 300, resizedHeightPx: 200 };
    expect(cropWeights([...crops(1, 300), wide])).toEqual([0.5, 0.5]);
  });

  it('sums to 1', () => {
    const weights = cropWeights([...crops(9, 1536), ...crops(5, 1086), ...crops(3, 768)]);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
});

describe('weightedMean', () => {
  it('is the mean of the means of the sizes', () => {
    const weights = cropWeights([...crops(3, 300), ...crops(2, 212)]);
    expect(weightedMean([1, 2, 6, -1, 3], weights)).toBeCloseTo((3 + 1) / 2, 12);
  });

  it.each([
    [[], []],
    [[1], []],
    [[1, 2], [1]],
  ])('refuses %j with weights %j', (values, weights) => {
    expect(() => weightedMean(values, weights)).toThrow(RangeError);
  });
});
