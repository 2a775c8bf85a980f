import { describe, expect, it } from 'vitest';
import { namedIn, planOf, readBenchmarkSearch, readPublishedSearch, writeConditions } from './search.ts';

const shipped = ['large-1', 'small-2'];
const plainly = (ids: readonly string[]) => ids.map((id) => ({ id, swapped: false }));

describe('the address of the benchmark', () => {
  it('says nothing where all is as usual', () => {
    expect(planOf(readBenchmarkSearch({}), shipped)).toEqual({
      scope: 'all',
      detectors: plainly(shipped),
      conditions: ['untouched'],
      images: null,
      adaptive: true,
      seed: 1,
    });
  });

  it('holds a whole plan', () => {
    const search = readBenchmarkSearch({
      scope: 'view',
      with: 'small-2',
      conditions: 'blur:3,jpeg:65',
      images: '250',
      seed: '7',
    });
    expect(planOf(search, shipped)).toEqual({
      scope: 'view',
      detectors: plainly(['small-2']),
      // In the order in which they are offered.
      conditions: ['untouched', 'jpeg:65', 'blur:3'],
      images: 250,
      adaptive: false,
      seed: 7,
    });
  });

  it.each([
    ['conditions', 'sharpen:3,jpeg:65', ['untouched', 'jpeg:65']],
    ['conditions', 'jpeg:0', ['untouched']],
    ['conditions', '<script>', ['untouched']],
  ])('drops %s that do not exist: %s', (key, value, expected) => {
    expect(planOf(readBenchmarkSearch({ [key]: value }), shipped).conditions).toEqual(expected);
  });

  it('drops what it does not understand', () => {
    expect(readBenchmarkSearch({ tab: 'nonsense', threshold: '2', metric: 'f1', images: '-3' })).toEqual({});
    expect(readPublishedSearch({ table: '9' })).toEqual({});
    expect(readPublishedSearch({ table: '5' })).toEqual({ table: '5' });
  });

  it('names opened detectors beside those that ship, with the order of their classes', () => {
    const search = readBenchmarkSearch({ with: 'small-2,npr-0123456789ab~,deit-s-ba9876543210' });
    const here = [...shipped, 'npr-0123456789ab'];
    expect(planOf(search, shipped, here).detectors).toEqual([
      { id: 'small-2', swapped: false },
      { id: 'npr-0123456789ab', swapped: true },
    ]);
    // What is not here is not silently replaced by what ships: the view says what to open.
    expect(namedIn(search, shipped).map(({ id }) => id)).toContain('deit-s-ba9876543210');
    expect(planOf(readBenchmarkSearch({ with: 'gone-1' }), shipped).detectors).toEqual([]);
  });

  it('leaves the condition out that is always there', () => {
    expect(writeConditions(['untouched', 'jpeg:65', 'blur:3'])).toBe('jpeg:65,blur:3');
    expect(writeConditions(['untouched'])).toBeUndefined();
  });
});
