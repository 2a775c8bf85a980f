import { describe, expect, it } from 'vitest';
import { readRuns, writeRuns } from '../../core/dataset/number-runs.ts';
import {
  isFiltered,
  matchingOf,
  readCompared,
  readExploreSearch,
  readMatching,
  shownOf,
  withoutFilters,
  writeMatching,
} from './search.ts';

describe('the address of explore', () => {
  it('reads what it wrote', () => {
    for (const values of [[3], [0, 1, 2], [1, 3, 4, 5, 9], [7, 2, 2, 3]]) {
      const text = writeRuns(values) ?? '';
      expect(readRuns(text)).toEqual([...new Set(values)].sort((a, b) => a - b));
    }
    expect(writeRuns([1, 3, 4, 5])).toBe('1,3-5');
    expect(writeRuns([])).toBeUndefined();
  });

  it('drops what it does not understand, and keeps the rest', () => {
    const search = readExploreSearch({
      set: 'file:///etc/passwd',
      view: 'pie',
      tile: '144',
      label: '1',
      generator: '0;drop',
      width: 12,
      order: 'arrival',
      seed: '-1',
      at: '17',
      q: '<script>',
      compare: '1',
    });
    expect(search).toEqual({ tile: 144, label: '1', width: '12', at: 17, q: '<script>' });
  });

  it('takes a set that ships, and one of the hub', () => {
    expect(readExploreSearch({ set: 'built-in' }).set).toBe('built-in');
    expect(readExploreSearch({ set: 'hub:TheKernel01/Tiny-GenImage' }).set).toBe(
      'hub:TheKernel01/Tiny-GenImage',
    );
    expect(readExploreSearch({ set: 'hub:../../x' }).set).toBeUndefined();
  });

  it('asks the index for everything where nothing is said', () => {
    expect(shownOf({})).toEqual({
      filter: { bins: {}, text: '', detector: null },
      order: { by: 'arrival', descending: false },
    });
  });

  it('asks for what is said', () => {
    expect(shownOf({ label: '1', class: '3-5', q: 'cat', order: 'width', desc: true, by: 'npr' })).toEqual({
      filter: { bins: { label: [1], class: [3, 4, 5] }, text: 'cat', detector: 'npr' },
      order: { by: 'width', descending: true },
    });
    expect(shownOf({ order: 'random', seed: 9 }).order).toEqual({ by: 'random', seed: 9 });
  });

  it('forgets filters and nothing else', () => {
    const search = { set: 'built-in', label: '1', q: 'x', order: 'name', at: 4, matched: '1' } as const;
    expect(isFiltered(search)).toBe(true);
    expect(withoutFilters(search)).toEqual({ set: 'built-in', order: 'name', at: 4 });
    expect(isFiltered(withoutFilters(search))).toBe(false);
  });

  it('names a matched subset by what it was drawn from', () => {
    for (const search of [{}, { label: '1', width: '3-9' }, { q: '~a=b%7E ✓%', by: 'npr', score: '2' }]) {
      const matched = writeMatching(search, 7);
      expect(readExploreSearch({ matched }).matched).toBe(matched);
      expect(readMatching(matched)).toEqual(matchingOf(search, 7));
    }
    expect(readExploreSearch({ matched: 1 }).matched).toBe('1');
    expect(readExploreSearch({ matched: '1~label' }).matched).toBeUndefined();
    expect(readMatching('1~q=%')).toBeNull();
    expect(readMatching('2~label=drop~nothing=3')).toEqual(matchingOf({}, 2));
  });

  it('compares a sample once, however often it is named', () => {
    expect(readCompared({ compare: '4,9,4' })).toEqual([4, 9]);
    expect(readCompared({})).toEqual([]);
  });
});
