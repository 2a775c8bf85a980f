import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { datasetCatalogue } from './catalogue.ts';

it('lists known public sets, each once, Tiny-GenImage first', () => {
  const text = readFileSync(new URL('../../../public/catalogue/datasets.json', import.meta.url), 'utf8');
  const sets = v.parse(datasetCatalogue, JSON.parse(text));
  expect(sets[0]?.id).toBe('TheKernel01/Tiny-GenImage');
  expect(new Set(sets.map(({ id }) => id)).size).toBe(sets.length);
  for (const { id, address } of sets) expect(address).toBe(`https://huggingface.co/datasets/${id}`);
});
