import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { contentSentence } from '../../ui/verdict-words.ts';
import { familySentence, missSentence, operatingSentence } from './verdict-words.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

const operatingPoint: ModelCard['operatingPoint'] = {
  aiAbove: 0.8,
  cameraBelow: 0.2,
  falsePositiveRate: { value: 0.042, low: 0.025, high: 0.073, images: 281 },
  missRate: { value: 0.074, low: 0.047, high: 0.112, images: 247 },
  conditions: 'a test',
};

const measured = [0.32, 0.29, 0.38].map((truePositiveRate): ModelCard['measured'][number] => ({
  condition: 'a test',
  set: 'validation',
  images: { real: 281, ai: 247 },
  auc: { value: 0.85, low: 0.8, high: 0.9 },
  falsePositiveRate: 0.04,
  truePositiveRate,
  inconclusiveRate: 0.5,
}));

describe('what the setting costs, in the numbers of the card', () => {
  it('says how often photographs were called AI', () => {
    expect(plain(operatingSentence(operatingPoint))).toBe(
      'At this setting 4.2 % of 281 validation photographs were called AI (95 % interval 2.5 % to 7.3 %).',
    );
  });

  it('says how few AI pictures were recognised, over all conditions', () => {
    expect(plain(missSentence({ operatingPoint, measured }))).toBe(
      'Of 247 validation pictures made by AI, 7.4 % were called camera photographs (4.7 % to 11 %) and 29–38 % were called AI, depending on compression; the rest were inconclusive.',
    );
  });

  it('says nothing that was not measured', () => {
    expect(plain(missSentence({ operatingPoint, measured: [] }))).toBe(
      'Of 247 validation pictures made by AI, 7.4 % were called camera photographs (4.7 % to 11 %).',
    );
  });
});

describe('why a picture cannot be judged', () => {
  it.each([
    [{ judgeable: false, reason: 'tiny', shortSidePx: 40 } as const, /40 pixels.*at least 64/u],
    [{ judgeable: false, reason: 'flat', contrastLevels: 0 } as const, /one even colour/u],
    [{ judgeable: false, reason: 'noise', correlation: 0 } as const, /pure noise/u],
  ])('gives the reason of %o', (content, sentence) => {
    expect(contentSentence(content)).toMatch(sentence);
  });
});

describe('the family that a picture resembles', () => {
  const families = {
    names: [
      { id: 'gan', name: 'GAN', examples: 'StyleGAN' },
      { id: 'latent-diffusion', name: 'latent diffusion', examples: 'Stable Diffusion 1' },
    ],
  } as NonNullable<ModelCard['families']>;

  it('is named with its probability and an example', () => {
    expect(plain(familySentence({ probabilities: [0.39, 0.61], best: 1, named: true }, families))).toBe(
      'Resembles: latent diffusion (61 %), as Stable Diffusion 1.',
    );
  });

  it('is unknown where it is not probable enough', () => {
    expect(familySentence({ probabilities: [0.49, 0.51], best: 1, named: false }, families)).toMatch(
      /^Generator family: unknown\./u,
    );
  });
});
