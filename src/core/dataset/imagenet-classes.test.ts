import { describe, expect, it } from 'vitest';
import { searchClasses } from './class-search.ts';
import { loadImagenetClasses } from './imagenet-classes.ts';

const classes = await loadImagenetClasses();

describe('the classes of ImageNet', () => {
  it('are a thousand in the order of their wnids', () => {
    expect(classes.length).toBe(1000);
    for (const { wnid, name } of classes) {
      expect(wnid).toMatch(/^n\d{8}$/);
      expect(name).not.toBe('');
    }
    const wnids = classes.map(({ wnid }) => wnid);
    expect([...new Set(wnids)].sort()).toEqual(wnids);
  });

  it('have the numbers that papers use', () => {
    const names = [0, 1, 207, 281, 388, 504, 817, 999].map((n) => classes[n]?.name);
    expect(names).toEqual([
      'tench',
      'goldfish',
      'golden retriever',
      expect.stringContaining('tabby'),
      expect.stringContaining('panda'),
      'coffee mug',
      'sports car',
      expect.stringMatching(/toilet (tissue|paper)/u),
    ]);
  });
});

describe('the search of classes', () => {
  it('finds wnids and names, beginnings before words before parts', () => {
    const found = (text: string) => searchClasses(classes, text).map((n) => classes[n]?.name ?? '');
    expect(searchClasses(classes, 'n01440764')).toEqual([0]);
    expect(searchClasses(classes, ' TENCH ')).toEqual([0]);
    expect(searchClasses(classes, '').length).toBe(1000);
    expect(found('nothing of the kind')).toEqual([]);
    const cats = found('cat');
    const kinds = cats.map((name) =>
      name.startsWith('cat') ? 0 : /(?:\s|-)cat/u.test(name.toLowerCase()) ? 1 : 2,
    );
    expect(cats.length).toBeGreaterThan(2);
    expect([...kinds].sort()).toEqual(kinds);
  });
});
