import { expect, it } from 'vitest';
import { groupsOf } from './named-groups.ts';

function named(...paths: readonly string[]) {
  return { files: paths.map((path) => ({ path, file: new File([], path.split('/').at(-1) ?? '') })) };
}

const shape = (groups: ReturnType<typeof groupsOf>) => groups.map(({ name, files }) => [name, files.length]);

it('makes one group of each folder inside a folder, as data sets are laid out', () => {
  const incoming = named('set/real/a.png', 'set/real/deep/b.png', 'set/fake/c.png');
  expect(shape(groupsOf(incoming, 9))).toEqual([
    ['real', 2],
    ['fake', 1],
  ]);
});

it('makes one group of several dropped folders each', () => {
  expect(shape(groupsOf(named('one/a.png', 'two/b.png', 'two/c.png'), 9))).toEqual([
    ['one', 1],
    ['two', 2],
  ]);
});

it('makes one group where there are more folders than room', () => {
  expect(shape(groupsOf(named('set/a/1.png', 'set/b/2.png', 'set/c/3.png'), 2))).toEqual([['set', 3]]);
});

it('leaves files without a folder unnamed, and makes nothing of nothing', () => {
  expect(shape(groupsOf(named('a.png', 'b.png'), 9))).toEqual([['', 2]]);
  expect(groupsOf({ files: [] }, 9)).toEqual([]);
});
