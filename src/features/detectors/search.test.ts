import { describe, expect, it } from 'vitest';
import { writeNamed } from '../../core/zoo/named.ts';
import { namedDetectors, readCompareSearch } from './search.ts';

const ids = (search: Parameters<typeof namedDetectors>[0], shipped: readonly string[]) =>
  namedDetectors(search, shipped).map(({ id }) => id);

describe('the address of the comparison', () => {
  it('names detectors, each once', () => {
    const search = readCompareSearch({ with: 'lite-crops-7,npr-0123456789ab,lite-crops-7' });
    expect(ids(search, ['shallow-2'])).toEqual(['lite-crops-7', 'npr-0123456789ab']);
  });

  it('takes all that ship where it names none, and none where the list is empty', () => {
    expect(ids(readCompareSearch({}), ['a', 'b'])).toEqual(['a', 'b']);
    expect(ids(readCompareSearch({ with: '' }), ['a', 'b'])).toEqual([]);
  });

  it('says by a tilde that the other class means AI', () => {
    const search = readCompareSearch({ with: 'npr-0123456789ab~,deit-s-ba9876543210,npr-0123456789ab' });
    const named = namedDetectors(search, []);
    expect(named).toEqual([
      { id: 'npr-0123456789ab', swapped: true },
      { id: 'deit-s-ba9876543210', swapped: false },
    ]);
    expect(writeNamed(named)).toBe('npr-0123456789ab~,deit-s-ba9876543210');
  });

  it.each([['~'], ['a~~'], ['~a'], ['../etc'], ['a,,b'], ['<script>'], [12], [null]])('drops %j', (value) => {
    expect(readCompareSearch({ with: value })).toEqual({});
  });
});
