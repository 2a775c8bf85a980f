import { describe, expect, it } from 'vitest';
import { orderSentence } from './order-words.ts';

const logit = { kind: 'ai-logit', name: 'logit' } as const;

describe('the order of the classes in words', () => {
  it('names the class that means AI, and who says so', () => {
    const folders = { kind: 'classes' as const, name: 'logits', classes: ['AI', 'real'], aiClass: 0 };
    expect(orderSentence(folders, false)).toBe('Class 0 of 0 and 1 means AI, as its architecture says.');
    expect(orderSentence(folders, true)).toBe(
      'Class 1 of 0 and 1 means AI, the other way round than its architecture says.',
    );
    expect(orderSentence({ ...folders, aiClass: 1 }, true)).toMatch(/^Class 0 /u);
  });

  it('names the sign of a single number', () => {
    expect(orderSentence(logit, false)).toMatch(/^A positive number/u);
    expect(orderSentence(logit, true)).toMatch(/^A negative number/u);
  });
});
