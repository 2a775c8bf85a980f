import { describe, expect, it } from 'vitest';
import { readFamily, softmax } from './family.ts';

const families = {
  names: ['a', 'b', 'c'].map((id) => ({ id, name: id, examples: '' })),
  temperature: 1,
  namedAbove: 0.6,
};

describe('softmax', () => {
  it('gives the values of scipy.special.softmax', () => {
    const found = softmax([1, 2, 3]);
    [0.090_030_573_170_38, 0.244_728_471_054_8, 0.665_240_955_774_8].forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 12);
    });
  });

  it('does not overflow', () => {
    expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
    expect(softmax([-1000, 0])).toEqual([0, 1]);
  });
});

describe('readFamily', () => {
  it('takes the mean over crops before the softmax', () => {
    // Crops [0 2 4] and [2 2 2]: mean [1 2 3].
    const { probabilities, best, named } = readFamily([0, 2, 4, 2, 2, 2], [0.5, 0.5], families);
    expect(probabilities[2]).toBeCloseTo(0.665_240_955_774_8, 12);
    expect([best, named]).toEqual([2, true]);
  });

  it('divides by the temperature: a hot one makes it unsure', () => {
    const { probabilities, named } = readFamily([2, 4, 6], [1], { ...families, temperature: 2 });
    expect(probabilities[2]).toBeCloseTo(0.665_240_955_774_8, 12);
    expect(named).toBe(true);
    expect(readFamily([2, 4, 6], [1], { ...families, temperature: 4 }).named).toBe(false);
  });

  it('names the best family at the threshold and not below it', () => {
    const even = { ...families, names: families.names.slice(0, 2) };
    expect(readFamily([0, 0], [1], { ...even, namedAbove: 0.5 })).toEqual({
      probabilities: [0.5, 0.5],
      best: 0,
      named: true,
    });
    expect(readFamily([0, 0], [1], { ...even, namedAbove: 0.500_001 }).named).toBe(false);
  });

  it.each([
    [[1, 2], [1]],
    [[1, 2, 3, 4], [1]],
    [
      [1, 2, 3],
      [0.5, 0.5],
    ],
    [[], []],
  ])('refuses %j for crops of three families with weights %j', (logits, weights) => {
    expect(() => readFamily(logits, weights, families)).toThrow(RangeError);
  });

  it.each([NaN, Infinity])('makes no family of %d', (value) => {
    expect(() => readFamily([0, value, 1], [1], families)).toThrow(RangeError);
  });
});
