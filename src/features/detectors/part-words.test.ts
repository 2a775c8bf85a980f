import { expect, it } from 'vitest';
import { completionSentence, partHeading } from './part-words.ts';

it('says of a head which encoder it needs, and of an encoder which heads it may have', () => {
  const head = { held: ['the head of A'], completions: [{ templateId: 'a', wanted: ['the encoder'] }] };
  expect(partHeading(head)).toBe('This is the head of A');
  expect(completionSentence(head)).toBe('It needs the encoder too: add its file. This one waits.');
  const completions = [
    { templateId: 'a', wanted: ['the head of A'] },
    { templateId: 'b', wanted: ['the head of B'] },
    { templateId: 'b-again', wanted: ['the head of B'] },
  ];
  expect(completionSentence({ held: ['the encoder'], completions })).toBe(
    'It needs the head of A or the head of B too: add its file. This one waits.',
  );
});
