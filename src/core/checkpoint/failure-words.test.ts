import { describe, expect, it } from 'vitest';
import { failureSentence } from './failure-words.ts';
import type { CheckpointFailure } from './failures.ts';

const failures: readonly CheckpointFailure[] = [
  { code: 'not-a-checkpoint', found: 'a PDF document' },
  { code: 'truncated', what: 'the header' },
  { code: 'damaged', detail: 'the header is no JSON object' },
  { code: 'lying-header', detail: 'a lies over b' },
  { code: 'too-large', what: 'bytes of the header', limit: 100_000_000, found: 2 ** 40 },
  { code: 'refused-global', name: 'os.system' },
  { code: 'refused-opcode', opcode: 'INST' },
  { code: 'compressed-entry', name: 'archive/data.pkl' },
  { code: 'no-tensors' },
  { code: 'unsupported-type', name: 'fc.weight', dtype: 'complex64' },
  { code: 'unknown-tensor', name: 'fc.weight' },
  { code: 'does-not-fit', name: 'fc.weight' },
  { code: 'not-finite', name: 'fc.weight', count: 12 },
  { code: 'out-of-memory', bytes: 1_200_000_000 },
  { code: 'unreadable', detail: 'gone' },
];

describe('failureSentence', () => {
  it.each(failures)('says of $code what is wrong and what to do now', (failure) => {
    const sentence = failureSentence(failure);
    for (const [key, fact] of Object.entries(failure)) {
      if (key !== 'code' && typeof fact === 'string') expect(sentence).toContain(fact);
    }
    expect(sentence).toMatch(/\b(?:choose|fetch|save|convert|close|made to deceive)\b/i);
    expect(sentence).toMatch(/\.$/);
  });

  it('writes large numbers so that they can be read', () => {
    expect(
      failureSentence({ code: 'too-large', what: 'tensors', limit: 50_000, found: 1_234_567 }),
    ).toContain('holds 1,234,567 tensors; at most 50,000');
    expect(failureSentence({ code: 'out-of-memory', bytes: 1_200_000_001 })).toContain('1,201 MB');
  });
});
