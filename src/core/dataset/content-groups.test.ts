import { describe, expect, it } from 'vitest';
import { contentGroup } from './content-groups.ts';
import { loadImagenetClasses } from './imagenet-classes.ts';

const classes = await loadImagenetClasses();

describe('what a class of ImageNet shows', () => {
  it('falls into runs: 398 animals, then objects', () => {
    const groups = classes.map(({ wnid }) => contentGroup(wnid));
    // The last animal of the list is the puffer, number 397; the abacus follows.
    expect(groups.slice(0, 398).every((group) => group === 'Animals')).toBe(true);
    expect(groups[398]).toBe('Objects');
    expect(groups.filter((group) => group === 'Animals')).toHaveLength(398);
    expect(groups.includes(null)).toBe(false);
  });

  it.each([
    ['tench', 'Animals'],
    ['Chihuahua', 'Animals'],
    ['puffer', 'Animals'],
    ['abacus', 'Objects'],
    ['street sign', 'Objects'],
    ['book jacket', 'Objects'],
    ['toilet tissue', 'Objects'],
    ['guacamole', 'Food'],
    ['eggnog', 'Food'],
    ['alp', 'Landscapes'],
    ['volcano', 'Landscapes'],
    ['groom', 'People'],
    ['scuba diver', 'People'],
    ['daisy', 'Plants and fungi'],
    ['bolete', 'Plants and fungi'],
  ])('is for %s: %s', (name, group) => {
    const wnid = classes.find((each) => each.name === name)?.wnid ?? '';
    expect(contentGroup(wnid)).toBe(group);
  });

  it('is not told of classes of other data sets', () => {
    expect(contentGroup('house cat')).toBeNull();
    expect(contentGroup('n123')).toBeNull();
  });
});
