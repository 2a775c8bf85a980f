import { describe, expect, it } from 'vitest';
import { allNarrow } from './narrow.ts';
import { plainDetector, tableOf } from './test-table.ts';

/** So many real pictures and as many of one generator, all of them called rightly or not. */
function pictures(count: number, right: boolean) {
  return tableOf(
    Array.from({ length: 2 * count }, (_, n) => {
      const maker = n % 2 === 0 ? null : 1;
      return { maker, score: (maker === null) === right ? 0.1 : 0.9 };
    }),
  );
}

describe('enough pictures', () => {
  it('are as many as make every interval narrow', () => {
    // Wilson's interval of 100 of 100 reaches 1.8 points to either side, that of 25 of 25 is 6.7.
    expect(allNarrow(pictures(100, true), [plainDetector], 200)).toBe(true);
    expect(allNarrow(pictures(100, false), [plainDetector], 200)).toBe(true);
    expect(allNarrow(pictures(100, true), [plainDetector], 50)).toBe(false);
  });

  it('are never there while a detector is not known, or has judged nothing', () => {
    expect(allNarrow(pictures(100, true), [], 200)).toBe(false);
    const unjudged = pictures(100, true);
    unjudged.lanes[0]?.raw.fill(NaN);
    expect(allNarrow(unjudged, [plainDetector], 200)).toBe(false);
  });
});
