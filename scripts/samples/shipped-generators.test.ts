import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatorCards } from './simulated-generators.mjs';

const root = join(import.meta.dirname, '../..');
const cards = generatorCards(root);

it('ships four simulated generators that enlarge in different ways', () => {
  expect(cards.map(({ id }) => id).sort()).toEqual([
    'nearest-convolution',
    'sub-pixel-shuffle',
    'transposed-convolution',
    'vector-quantised',
  ]);
  expect(new Set(cards.map(({ upsampling }) => upsampling)).size).toBe(cards.length);
});

describe.each(cards)('the simulated generator $id', (card) => {
  const weights = readFileSync(join(root, 'public/generators', card.id, card.weights.file));

  it('has the weights that its card names, and they are small', () => {
    expect(createHash('sha256').update(weights).digest('hex')).toBe(card.weights.sha256);
    expect(weights.length).toBe(card.weights.bytes);
    expect(weights.length).toBeLessThan(1_500_000);
  });

  it('is named as what it is', () => {
    expect(card.name).toMatch(/^simulated: /u);
    expect(card.licence).toBe('Apache-2.0');
  });

  it('says what it was trained on, and how well it does on photographs that it was not', () => {
    const { training, measured } = card;
    const sum = training.sources.reduce((total, { photographs }) => total + photographs, 0);
    expect(sum).toBe(training.photographs);
    expect(measured.photographs).toBeGreaterThanOrEqual(100);
    expect(measured.psnrDb).toBeGreaterThan(27);
    expect(measured.ssim).toBeGreaterThan(0.7);
  });
});
