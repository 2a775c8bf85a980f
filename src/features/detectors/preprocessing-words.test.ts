import { describe, expect, it } from 'vitest';
import type { TemplatePreprocessing } from '../../core/zoo/template.ts';
import { preprocessingSentence, presetOf } from './preprocessing-words.ts';

const imagenet: TemplatePreprocessing = {
  resize: { rule: 'shorter-side', sidePx: 256, filter: 'bilinear' },
  crop: { sizePx: 224 },
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};
const whole = { rule: 'both-sides', sidePx: 224, filter: 'bicubic' } as const;

const words = (plan: Partial<TemplatePreprocessing>): string =>
  preprocessingSentence({ ...imagenet, ...plan }).replaceAll('\u00a0', ' ');

describe('preprocessingSentence', () => {
  it('says where the square comes from and what becomes of its bytes', () => {
    expect(words({})).toBe(
      'Shorter side to 256 px (bilinear), centre of 224 × 224 px; values of 0 to 1, mean 0.485, 0.456, 0.406, deviation 0.229, 0.224, 0.225.',
    );
    expect(words({ resize: whole, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] })).toBe(
      'Whole picture to 224 × 224 px (bicubic); values of 0 to 1, mean 0.5, deviation 0.5.',
    );
    expect(words({ resize: { ...whole, sidePx: 256 }, mean: [0, 0, 0], std: [1, 1, 1] })).toBe(
      'Whole picture to 256 × 256 px (bicubic), centre of 224 × 224 px; values of 0 to 1.',
    );
    expect(words({ resize: null, rescaleFactor: 1, mean: [0, 0, 0], std: [1, 1, 1] })).toBe(
      'Not resized, centre of 224 × 224 px; values of 0 to 255.',
    );
    expect(words({ resize: null, rescaleFactor: 0.5, mean: [1, 1, 1], std: [2, 2, 2] })).toBe(
      'Not resized, centre of 224 × 224 px; bytes × 0.5, mean 1, deviation 2.',
    );
  });
});

describe('presetOf', () => {
  it('knows the usual ways, and a factor that is 1/255 by rounding', () => {
    expect(presetOf(imagenet)).toBe('imagenet');
    expect(presetOf({ ...imagenet, rescaleFactor: 0.00392156862745098 })).toBe('imagenet');
    expect(presetOf({ ...imagenet, rescaleFactor: 1 })).toBeNull();
    expect(presetOf({ mean: [0, 0, 0], std: [1, 1, 1], rescaleFactor: 1 })).toBe('bytes');
    expect(presetOf({ mean: [0, 0, 0], std: [1, 1, 1] })).toBe('unit');
    expect(presetOf({ mean: [0.1, 0, 0], std: [1, 1, 1] })).toBeNull();
  });
});
