import { describe, expect, it } from 'vitest';
import { answerSentence, modelProblemSentence, originWords } from './model-words.ts';

describe('what is said of a model', () => {
  it('says what its numbers are taken for', () => {
    const one = { kind: 'one', output: 'y', scale: 'logits', speaksFor: 'ai' } as const;
    expect(answerSentence(one)).toBe('One logit; a large one means AI.');
    expect(answerSentence({ ...one, scale: 'shares', speaksFor: 'real' })).toBe(
      'One share of 0 to 1; a large one means real.',
    );
    expect(
      answerSentence({
        kind: 'classes',
        output: 'y',
        scale: 'shares',
        classes: ['real', 'sdxl', 'flux'],
        aiClasses: [1, 2],
      }),
    ).toBe('3 classes (shares of 0 to 1); AI: ‘sdxl’, ‘flux’.');
  });

  it('says where it is from, and its licence or that none is stated', () => {
    const hub = {
      kind: 'hub',
      owner: 'a',
      name: 'b',
      commit: '0123456789',
      path: 'x',
      licence: null,
    } as const;
    expect(originWords(hub)).toBe('From huggingface.co/a/b at 0123456, no licence stated');
    expect(originWords({ ...hub, licence: 'mit' })).toContain('licence mit');
  });

  it('names the file and the cause where it was not opened', () => {
    const missing = { code: 'external-missing', locations: ['w.bin'] } as const;
    expect(modelProblemSentence('m', { code: 'onnx', path: 'm/model.onnx', failure: missing })).toBe(
      'm/model.onnx was not opened. Its weights lie in w.bin, which was not given. Choose or drop all files of the model together.',
    );
  });
});
