import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededWeights } from './seeded-weights.ts';
import { templateOf } from './test-templates.ts';

interface Seeded {
  readonly name: string;
  readonly shape: readonly number[];
  /** The first ones. */
  readonly values: readonly number[];
}

const goldens = new URL('../checkpoint/fixtures/goldens.json', import.meta.url);
const { seeded } = JSON.parse(readFileSync(goldens, 'utf8')) as { readonly seeded: readonly Seeded[] };

describe('seededWeights', () => {
  it.each(seeded)(
    'gives $name $shape the values that Python computes in whole numbers',
    ({ name, shape, values }) => {
      const bytes = seededWeights(templateOf({ [name]: shape }));
      const made = new Float32Array(bytes.buffer);
      expect(made).toHaveLength(shape.reduce((product, side) => product * side, 1));
      const compared = Math.min(values.length, made.length);
      expect([...made.subarray(0, compared)]).toEqual(values.slice(0, compared));
      expect(made.every(Number.isFinite)).toBe(true);
    },
  );

  it('puts each tensor at its offset and zeros between', () => {
    const apart = seededWeights(templateOf({ 'a.weight': [2, 3], 'b.bias': [2] }, 'some-network', 12));
    const a = seededWeights(templateOf({ 'a.weight': [2, 3] }));
    const b = seededWeights(templateOf({ 'b.bias': [2] }));
    expect([...apart]).toEqual([...a, ...new Uint8Array(12), ...b, ...new Uint8Array(12)]);
  });
});
