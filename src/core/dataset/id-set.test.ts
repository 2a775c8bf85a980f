import { describe, expect, it } from 'vitest';
import { IdSet } from './id-set.ts';

describe('IdSet', () => {
  it('does what a Set of numbers does', () => {
    const ours = new IdSet();
    const oracle = new Set<number>();
    let seed = 1;
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let i = 0; i < 20_000; i++) {
      const id = next(5000);
      if (next(3) === 0) {
        ours.delete(id);
        oracle.delete(id);
      } else {
        ours.add(id);
        oracle.add(id);
      }
    }
    expect(ours.size).toBe(oracle.size);
    expect(Array.from(ours.toArray())).toEqual([...oracle].sort((a, b) => a - b));
    for (let id = 0; id < 5100; id++) expect(ours.has(id)).toBe(oracle.has(id));
  });

  it('holds the ids at the ends of words', () => {
    const ids = new IdSet();
    for (const id of [0, 31, 32, 63, 2_681_166]) ids.add(id);
    expect(Array.from(ids.toArray())).toEqual([0, 31, 32, 63, 2_681_166]);
    ids.clear();
    expect(ids.size).toBe(0);
    expect(ids.has(31)).toBe(false);
  });
});
