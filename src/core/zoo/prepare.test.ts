import { describe, expect, it } from 'vitest';
import { mirrored } from '../image/pad-crop.ts';
import { sourceOf, type RgbImage } from '../image/pixels.ts';
import { resize } from '../image/resample.ts';
import { testPicture } from '../image/test-pictures.ts';
import { cropStart, prepareSquare, resizedSize } from './prepare.ts';
import type { TemplatePreprocessing } from './template.ts';

const mean: TemplatePreprocessing['mean'] = [0.485, 0.456, 0.406];
const std: TemplatePreprocessing['std'] = [0.229, 0.224, 0.225];

describe('resizedSize', () => {
  it.each([
    [640, 480, [341, 256]],
    [480, 640, [256, 341]],
    [100, 100, [256, 256]],
    // int(500 * 256 / 333) = int(384.38)
    [333, 500, [256, 384]],
  ] as const)('brings the shorter side of %s x %s to 256', (width, height, expected) => {
    expect(resizedSize(width, height, { rule: 'shorter-side', sidePx: 256, filter: 'bilinear' })).toEqual(
      expected,
    );
  });

  it('brings both sides to the same, or leaves them', () => {
    expect(resizedSize(640, 480, { rule: 'both-sides', sidePx: 224, filter: 'bicubic' })).toEqual([224, 224]);
    expect(resizedSize(640, 480, null)).toEqual([640, 480]);
  });
});

describe('cropStart', () => {
  // Python: [round((n - 224) / 2) for n in (224, 225, 226, 227, 228, 229)]
  it.each([
    [224, 0],
    [225, 0],
    [226, 1],
    [227, 2],
    [228, 2],
    [229, 2],
    [231, 4],
  ])('of %s samples is %s', (length, expected) => {
    expect(cropStart(length, 224)).toBe(expected);
  });

  it('lies before the line where that is padded, the smaller half on the left', () => {
    expect(cropStart(221, 224)).toBe(-1);
  });
});

describe('prepareSquare', () => {
  const plans: readonly TemplatePreprocessing[] = [
    {
      resize: { rule: 'shorter-side', sidePx: 64, filter: 'bilinear' },
      crop: { sizePx: 56 },
      mean,
      std,
    },
    { resize: { rule: 'both-sides', sidePx: 60, filter: 'bicubic' }, crop: { sizePx: 60 }, mean, std },
    { resize: null, crop: { sizePx: 48 }, mean, std },
    { resize: { rule: 'shorter-side', sidePx: 20, filter: 'lanczos' }, crop: { sizePx: 33 }, mean, std },
  ];

  it.each(plans)('equals resizing, padding and cutting the whole picture, plan %#', (plan) => {
    for (const [width, height] of [
      [101, 67],
      [67, 101],
      [30, 200],
      [17, 9],
    ] as const) {
      const picture = testPicture(width, height);
      const { tensor } = prepareSquare(sourceOf(picture), plan);
      const expected = bruteForce(picture, plan);
      expect(tensor).toHaveLength(expected.length);
      expect(Math.max(...expected.map((value, i) => Math.abs(value - (tensor[i] ?? NaN))))).toBeLessThan(
        1e-5,
      );
    }
  });

  it('tells where the square lies in the picture', () => {
    const [plan] = plans;
    const { rect, resizedWidthPx } = prepareSquare(sourceOf(testPicture(256, 128)), plan!);
    expect(resizedWidthPx).toBe(128);
    expect(rect).toEqual({ x: 72, y: 8, widthPx: 112, heightPx: 112 });
  });
});

/** Every step on the whole picture, one sample after another. */
function bruteForce(picture: RgbImage, { resize: rule, crop, ...norm }: TemplatePreprocessing): number[] {
  const { sizePx } = crop;
  const shorter = Math.min(picture.widthPx, picture.heightPx);
  const scaled = (side: number): number =>
    !rule
      ? side
      : rule.rule === 'both-sides' || side === shorter
        ? rule.sidePx
        : Math.floor((side * rule.sidePx) / shorter);
  const [width, height] = [scaled(picture.widthPx), scaled(picture.heightPx)];
  const resized = rule ? resize(sourceOf(picture), width, height, rule.filter) : picture;
  const at = (i: number, length: number): number => {
    const padded = Math.max(length, sizePx);
    const half = (padded - sizePx) / 2;
    const margin = Number.isInteger(half) ? half : 2 * Math.round(half / 2);
    return mirrored(i + margin - Math.floor((padded - length) / 2), length);
  };
  const values: number[] = [];
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < sizePx; y++) {
      for (let x = 0; x < sizePx; x++) {
        const value = resized.data[(at(y, height) * width + at(x, width)) * 3 + channel]!;
        values.push((value / 255 - norm.mean[channel]!) / norm.std[channel]!);
      }
    }
  }
  return values;
}
