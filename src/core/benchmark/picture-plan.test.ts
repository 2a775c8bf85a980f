import { describe, expect, it } from 'vitest';
import type { PreprocessingPlan } from '../detector/model-card.ts';
import { sourceOf, type RgbImage } from '../image/pixels.ts';
import { testPicture } from '../image/test-pictures.ts';
import type { TemplatePreprocessing } from '../zoo/template.ts';
import { planPicture } from './picture-plan.ts';

/** Every pixel has the same three values. */
function flat(widthPx: number, heightPx: number, rgb: readonly number[]): RgbImage {
  return {
    widthPx,
    heightPx,
    data: Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, i) => rgb[i % 3]!),
  };
}

describe('a picture for an opened detector', () => {
  const plan: TemplatePreprocessing = {
    resize: { rule: 'shorter-side', sidePx: 8, filter: 'bilinear' },
    crop: { sizePx: 4 },
    mean: [0.5, 0.25, 0],
    std: [0.5, 1, 2],
  };
  // (1 - 0.5) / 0.5, (0 - 0.25) / 1, (0.2 - 0) / 2
  const expected = [1, -0.25, 0.1];
  const source = sourceOf(flat(20, 16, [255, 0, 51]));

  it('is one square by its own preprocessing, in planes or interleaved, also where there is little to see', () => {
    const planes = planPicture(source, { kind: 'square', plan, layout: 'nchw' });
    expect(planes).toMatchObject({ weights: [1], sizePx: 4 });
    expect(planes.tensor).toHaveLength(48);
    planes.tensor?.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[Math.floor(i / 16)]!, 6);
    });
    planPicture(source, { kind: 'square', plan, layout: 'nhwc' }).tensor?.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i % 3]!, 6);
    });
  });
});

describe('a picture for a detector that ships', () => {
  const plan: PreprocessingPlan = {
    shrink: { maxSidePx: 1536, filter: 'bicubic' },
    crops: { sizePx: 224, anchors: [[0.5, 0.5]] },
    mean: [0, 0, 0],
    std: [1, 1, 1],
  };

  it('is its crops, or nothing where there is nothing to judge', () => {
    const seen = planPicture(sourceOf(testPicture(300, 260)), { kind: 'crops', plan });
    expect(seen.tensor).toHaveLength(seen.weights.length * 3 * 224 * 224);
    const nothing = planPicture(sourceOf(flat(300, 260, [90, 90, 90])), { kind: 'crops', plan });
    expect(nothing).toMatchObject({ tensor: null, sizePx: 224 });
  });
});
