import { describe, expect, it } from 'vitest';
import { unknownClass } from '../../core/dataset/sample-batch.ts';
import { shrinkRates } from '../../core/evaluation/shrinkage.ts';
import { groupsOf, ratesOfGroups } from './class-groups.ts';

// Tench and goldfish, the abacus, and what has no class.
const ids = ['n01440764', 'n01443537', 'n02666196'];
const codes = [0, 1, 2, unknownClass];

describe('classes by what they show', () => {
  it('are groups where ImageNet knows them, and what has no class is one of its own', () => {
    expect(groupsOf(codes, ids)).toEqual([
      { name: 'Animals', classes: [0, 1] },
      { name: 'Objects', classes: [2] },
      { name: 'Class not known', classes: [unknownClass] },
    ]);
    expect(groupsOf([0, 1], ['house cat', 'boats'])).toEqual([]);
  });

  it('have the counts of their classes together', () => {
    const shrinkage = shrinkRates([
      { successes: 3, n: 4 },
      { successes: 1, n: 6 },
      { successes: 5, n: 5 },
      { successes: 0, n: 0 },
    ]);
    const rates = {
      detector: 'a',
      condition: 'untouched',
      classes: codes,
      atHalf: shrinkage,
      atOperatingPoint: null,
    };
    if (!shrinkage) throw new Error('there are pictures');
    const found = ratesOfGroups(rates, shrinkage, groupsOf(codes, ids))?.rates.map(({ raw }) => raw);
    expect(found?.map((raw) => [raw?.successes, raw?.n])).toEqual([
      [4, 10],
      [5, 5],
      [undefined, undefined],
    ]);
  });
});
