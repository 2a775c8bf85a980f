import { describe, expect, it } from 'vitest';
import { patternTensor } from '../detector/self-test.ts';
import { sourceOf } from '../image/pixels.ts';
import { testPicture } from '../image/test-pictures.ts';
import { prepareSquare } from '../zoo/prepare.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';
import { inputShape, modelPicture, modelProbe } from './model-input.ts';

const plan: TemplatePreprocessing = {
  resize: null,
  crop: { sizePx: 5 },
  mean: [0.1, 0.2, 0.3],
  std: [0.5, 0.6, 0.7],
};

describe('what a model is given', () => {
  it('is in planes what templates are given, and interleaved the same numbers', () => {
    const source = sourceOf(testPicture(9, 7));
    const planes = prepareSquare(source, plan).tensor;
    expect(modelPicture(source, plan, 'nchw').tensor).toEqual(planes);
    const mixed = modelPicture(source, plan, 'nhwc').tensor;
    for (let y = 0; y < 5; y++)
      for (let x = 0; x < 5; x++)
        for (let c = 0; c < 3; c++) expect(mixed[(y * 5 + x) * 3 + c]).toBe(planes[(c * 5 + y) * 5 + x]);
  });

  it('has the shape of its order', () => {
    expect(inputShape('nchw', 5)).toEqual([1, 3, 5, 5]);
    expect(inputShape('nhwc', 5)).toEqual([1, 5, 5, 3]);
  });

  it('is for the probe the pattern of the contract', () => {
    const probe = modelProbe(plan, 'nchw');
    const expected = patternTensor([1, 3, 5, 5], plan);
    expect(probe).toHaveLength(expected.length);
    for (const [i, value] of expected.entries()) expect(probe[i]).toBeCloseTo(value, 5);
  });
});
