import { describe, expect, it } from 'vitest';
import type { Families } from '../core/detector/model-card.ts';
import { familyHonesty, familyName } from './family-words.ts';

const families: Families = {
  output: 'family',
  names: [
    { id: 'latent-diffusion', name: 'latent diffusion', examples: 'Stable Diffusion 1' },
    { id: 'gan', name: 'GAN', examples: 'StyleGAN' },
  ],
  temperature: 1,
  namedAbove: 0.6,
  measured: {
    seen: { images: 300, right: 0.6, wrong: 0.1, unknown: 0.3 },
    leftOut: [
      { family: 'pixel-diffusion', images: 90, named: 0.2, unknown: 0.8 },
      { family: 'autoregressive', images: 10, named: 0.7, unknown: 0.3 },
    ],
    conditions: 'a test',
  },
};

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('how often the name of a family was right', () => {
  it('weights the families that were left out by their pictures', () => {
    // (0.2 * 90 + 0.7 * 10) / 100 = 0.25
    expect(plain(familyHonesty(families))).toBe(
      'Of 300 pictures by families it was trained on, 60 % were named rightly, 10 % wrongly, and 30 % got no name. ' +
        'Of 100 by families left out of its training, 25 % were given the name of another family and 75 % got no name.',
    );
  });

  it('says nothing of what was not measured', () => {
    const { measured } = families;
    expect(plain(familyHonesty({ ...families, measured: { ...measured, leftOut: [] } }))).toBe(
      'Of 300 pictures by families it was trained on, 60 % were named rightly, 10 % wrongly, and 30 % got no name.',
    );
  });
});

describe('the name of a family', () => {
  it('is the one of the card, else its id in words', () => {
    expect(familyName('gan', families)).toBe('GAN');
    expect(familyName('pixel-diffusion', families)).toBe('pixel diffusion');
  });
});
