import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../image/test-pictures.ts';
import { PathIndex } from './path-index.ts';

function indexOf(paths: readonly string[], least: 1 | 2 = 2): PathIndex {
  return new PathIndex(paths.length, (id) => paths[id] ?? '', least);
}

describe('PathIndex', () => {
  const index = indexOf([
    'ADM/imagenet_adm/train/ai/1.png',
    'ADM/train/nature/1.png',
    'BigGAN/train/ai/1.png',
    '2.png',
  ]);

  it.each([
    ['imagenet_adm/train/ai/1.png', 0],
    ['/root/BigGAN/train/ai/1.png', 2],
    ['.\\train\\nature\\1.png', 1],
    // Name and folder alone fit two.
    ['ai/1.png', -1],
    ['1.png', -1],
    ['2.png', 3],
    ['train/ai/3.png', -1],
    ['', -1],
  ])('finds %j as %i', (path, id) => {
    expect(index.find(path)).toBe(id);
  });

  it('finds what a search through all finds', () => {
    const random = randomNumbers(7);
    const word = () => String.fromCharCode(97 + Math.floor(random() * 4));
    const path = () => Array.from({ length: 2 + Math.floor(random() * 4) }, word).join('/');
    const paths = [...new Set(Array.from({ length: 300 }, path))];
    const some = indexOf(paths);
    for (let n = 0; n < 500; n++) {
      const asked = path();
      const fits = paths.map((each) => shared(asked, each));
      const best = Math.max(...fits);
      const only = fits.filter((each) => each === best).length === 1;
      expect(some.find(asked)).toBe(best >= 2 && only ? fits.indexOf(best) : -1);
    }
  });

  it('finds by the name alone where that is enough', () => {
    const byName = indexOf(['a/1.png', 'b/1.png', 'b/2.png'], 1);
    expect(byName.find('2.png')).toBe(2);
    expect(byName.find('elsewhere/2.png')).toBe(2);
    expect(byName.find('1.png')).toBe(-1);
    expect(byName.find('b/1.png')).toBe(1);
  });

  it('holds nothing', () => {
    expect(indexOf([]).find('a')).toBe(-1);
  });
});

/** Parts at the end that agree, counted one after another. */
function shared(a: string, b: string): number {
  const [left, right] = [a.split('/').reverse(), b.split('/').reverse()];
  const unequal = left.findIndex((part, at) => part !== right[at]);
  return unequal === -1 ? left.length : unequal;
}
