import { describe, expect, it } from 'vitest';
import { hasOrder, readScore, swapScore, type TemplateOutput } from './score.ts';

const logit: TemplateOutput = { kind: 'ai-logit', name: 'logit' };
const two: TemplateOutput = { kind: 'classes', name: 'logits', classes: ['AI', 'real'], aiClass: 0 };
const generators: TemplateOutput = {
  kind: 'classes',
  name: 'source',
  classes: ['StyleGAN', 'SDXL', 'DALL-E'],
  aiClass: null,
};

describe('readScore', () => {
  it('turns a logit into a share', () => {
    expect(readScore(logit, [0])).toEqual({ kind: 'score', ai: 0.5, logit: 0 });
    // 1 / (1 + e^-2)
    expect(readScore(logit, [2])).toMatchObject({ ai: expect.closeTo(0.880797, 6) as number, logit: 2 });
  });

  it('takes two classes as one logit, whichever of them is AI', () => {
    expect(readScore(two, [3, 1])).toMatchObject({ ai: expect.closeTo(0.880797, 6) as number, logit: 2 });
    expect(readScore({ ...two, aiClass: 1 }, [3, 1])).toMatchObject({ logit: -2 });
  });

  it('does not overflow', () => {
    expect(readScore(two, [2000, 0])).toMatchObject({ ai: 1 });
  });

  it('names the class where no class is AI', () => {
    const score = readScore(generators, [0, 2, 1]);
    // e^2 / (1 + e^2 + e)
    expect(score).toEqual({ kind: 'class', name: 'SDXL', share: expect.closeTo(0.665241, 6) as number });
  });

  it.each([
    [logit, [1, 2]],
    [two, [1]],
    [logit, [NaN]],
    [two, [Infinity, 0]],
    [{ ...two, aiClass: 2 }, [0, 1]],
  ])('refuses numbers that mean nothing', (output, values) => {
    expect(() => readScore(output, values)).toThrow(RangeError);
  });
});

describe('the order of the classes', () => {
  it('gives, swapped, what a template with the other class for AI gives', () => {
    for (const values of [
      [3, 1],
      [-40, 40],
      [0, 0],
    ]) {
      const other = readScore({ ...two, aiClass: 1 }, values);
      const swapped = swapScore(readScore(two, values));
      expect(swapped).toEqual({ ...other, ai: expect.closeTo((other as { ai: number }).ai, 12) as number });
    }
  });

  it('turns the sign of one logit, and keeps the digits of a small share', () => {
    expect(swapScore(readScore(logit, [2]))).toEqual(readScore(logit, [-2]));
    // e^-40
    expect(swapScore(readScore(logit, [40]))).toMatchObject({ ai: expect.closeTo(4.2484e-18, 21) as number });
  });

  it('leaves alone what has no order', () => {
    const many = { ...generators, aiClass: 1 };
    expect([logit, two, generators, many].map(hasOrder)).toEqual([true, true, false, false]);
    for (const output of [generators, many]) {
      const score = readScore(output, [0, 2, 1]);
      expect(swapScore(score)).toEqual(score);
    }
  });
});
