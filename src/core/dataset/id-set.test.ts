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

  it('adds and inverts by masks as one by one', () => {
    const maskOf = (ids: readonly number[], words: number) => {
      const mask = new Uint32Array(words);
      for (const id of ids) mask[id >>> 5] = (mask[id >>> 5] ?? 0) | (1 << id);
      return mask;
    };
    const before = [0, 5, 31, 64, 99];
    const shown = [5, 30, 31, 32, 63, 95];
    const ours = new IdSet();
    for (const id of before) ours.add(id);
    ours.addMask(maskOf(shown, 3));
    const both = [0, 5, 30, 31, 32, 63, 64, 95, 99];
    expect([ours.size, Array.from(ours.toArray())]).toEqual([both.length, both]);
    ours.invertWithin(maskOf([...shown, 70], 3));
    expect([ours.size, Array.from(ours.toArray())]).toEqual([1, [70]]);
    ours.invertWithin(new Uint32Array(0));
    ours.addMask(new Uint32Array(0));
    expect(ours.size).toBe(0);
    ours.add(2_681_166);
    ours.addMask(new Uint32Array(83_787).fill(0xffff_ffff));
    expect(ours.size).toBe(83_787 * 32);
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
