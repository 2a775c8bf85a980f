import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auc, aucStandardError } from './auc.ts';

interface Case {
  readonly name: string;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly auc: number | null;
}

const cases = JSON.parse(readFileSync(new URL('goldens/auc.json', import.meta.url), 'utf8')) as Case[];

describe('auc', () => {
  it.each(cases)('of $name is that of scikit-learn', ({ scores, labels, auc: expected }) => {
    const found = auc(Float64Array.from(scores), Uint8Array.from(labels));
    if (expected === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(expected, 12);
  });

  it('of nothing is null', () => {
    expect(auc(new Float64Array(0), new Uint8Array(0))).toBeNull();
  });

  it('varies from draw to draw as its standard error says', () => {
    let state = 1;
    const uniform = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const labels = Uint8Array.from({ length: 200 }, (_, i) => (i < 80 ? 1 : 0));
    const drawn = Array.from(
      { length: 1000 },
      () =>
        auc(
          Float64Array.from(labels, (ai) => normal() + ai),
          labels,
        ) ?? NaN,
    );
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length);
    expect(aucStandardError(mean, 120, 80) / deviation).toBeGreaterThan(0.85);
    expect(aucStandardError(mean, 120, 80) / deviation).toBeLessThan(1.15);
  });
});
