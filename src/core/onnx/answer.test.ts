import { describe, expect, it } from 'vitest';
import { readAnswer, type Answer } from './answer.ts';
import { guessAnswer, likelyOutput, usableOutputs } from './guess-answer.ts';

const one: Answer = { kind: 'one', output: 'y', scale: 'logits', speaksFor: 'ai' };
const classes: Answer = {
  kind: 'classes',
  output: 'y',
  scale: 'logits',
  classes: ['real', 'sdxl', 'midjourney'],
  aiClasses: [1, 2],
};

/** Values by hand: sigmoid(ln 3) = 3/4; softmax of logarithms is their numbers over the sum. */
const ln = Math.log;

describe('readAnswer', () => {
  it.each([
    [one, [ln(3)], 0.75],
    [{ ...one, speaksFor: 'real' }, [ln(3)], 0.25],
    [{ ...one, scale: 'shares' }, [0.9], 0.9],
    [{ ...one, scale: 'shares', speaksFor: 'real' }, [0.9], 0.1],
    [classes, [ln(5), ln(2), ln(3)], 0.5],
    [{ ...classes, aiClasses: [0] }, [ln(5), ln(2), ln(3)], 0.5],
    [{ ...classes, aiClasses: [2] }, [ln(5), ln(2), ln(3)], 0.3],
    [{ ...classes, scale: 'shares' }, [0.2, 0.7, 0.1], 0.8],
    [{ ...classes, scale: 'shares' }, [0, 0.9, 0.1004], 1],
  ] as const)('reads %j, %j', (answer, values, ai) => {
    const score = readAnswer(answer as Answer, values);
    expect(score.kind === 'score' && score.ai).toBeCloseTo(ai, 6);
  });

  it('turns the logit round with the share, and tells none of shares', () => {
    expect(readAnswer({ ...one, speaksFor: 'real' }, [2])).toMatchObject({ logit: -2 });
    expect(readAnswer({ ...one, scale: 'shares' }, [0.5])).toMatchObject({ logit: null });
  });

  it.each([
    [one, [NaN]],
    [one, [1, 2]],
    [classes, [1, 2]],
    [classes, [1, 2, Infinity]],
    [{ ...one, scale: 'shares' }, [1.5]],
    [{ ...classes, scale: 'shares' }, [0.5, 0.5, 0.5]],
  ] as const)('makes no score of %j, %j', (answer, values) => {
    expect(() => readAnswer(answer as Answer, values)).toThrow(RangeError);
  });
});

describe('the guess', () => {
  const tried = (name: string, values: readonly number[], madeBy: string | null = null) => ({
    name,
    values,
    madeBy,
  });

  it('takes the output that is named so, among those that can be answers', () => {
    const features = tried('features', new Array<number>(768).fill(0));
    const [odd, logits] = [tried('odd', [1]), tried('logits', [1, 2])];
    expect(usableOutputs([features, odd, logits])).toEqual([odd, logits]);
    expect(likelyOutput([odd, logits])).toBe(logits);
    expect(likelyOutput([odd])).toBe(odd);
    expect(likelyOutput([])).toBeNull();
  });

  it('takes names of classes where they are as many as numbers', () => {
    expect(guessAnswer(tried('logits', [1, 2]), ['artificial', 'human'])).toEqual({
      answer: { ...classes, output: 'logits', classes: ['artificial', 'human'], aiClasses: [0] },
      sure: true,
    });
    expect(guessAnswer(tried('logits', [1, 2]), ['a', 'b', 'c'])).toMatchObject({
      answer: { classes: ['class 0', 'class 1'], aiClasses: [1] },
      sure: false,
    });
  });

  it('takes numbers for shares only where the graph says and they are some', () => {
    expect(guessAnswer(tried('y', [0.2, 0.8], 'Softmax'), null).answer.scale).toBe('shares');
    expect(guessAnswer(tried('y', [0.2, 0.8], 'Gemm'), null).answer.scale).toBe('logits');
    expect(guessAnswer(tried('y', [3, 0.8], 'Softmax'), null).answer.scale).toBe('logits');
    expect(guessAnswer(tried('y', [0.2], 'Sigmoid'), null).answer).toEqual({ ...one, scale: 'shares' });
  });
});
