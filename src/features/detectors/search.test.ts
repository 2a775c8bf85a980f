import { describe, expect, it } from 'vitest';
import { comparedIds, readCompareSearch } from './search.ts';

describe('the address of the comparison', () => {
  it('names detectors, each once', () => {
    const search = readCompareSearch({ with: 'lite-crops-4,npr-0123456789ab,lite-crops-4' });
    expect(comparedIds(search, ['shallow-2'])).toEqual(['lite-crops-4', 'npr-0123456789ab']);
  });

  it('takes all that ship where it names none, and none where the list is empty', () => {
    expect(comparedIds(readCompareSearch({}), ['a', 'b'])).toEqual(['a', 'b']);
    expect(comparedIds(readCompareSearch({ with: '' }), ['a', 'b'])).toEqual([]);
  });

  it.each([['../etc'], ['a,,b'], ['<script>'], [12], [null]])('drops %j', (value) => {
    expect(readCompareSearch({ with: value })).toEqual({});
  });
});
