import { describe, expect, it } from 'vitest';
import { readScore, type TemplateOutput } from './score.ts';

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
