import { expect, it } from 'vitest';
import { foldersAbove, foldersBelow, foldersMatching } from './folder-tree.ts';

const folders = [
  '',
  'ADM/imagenet/train/ai',
  'ADM/imagenet/train/nature',
  'ADM/imagenet/val/ai',
  'b/10',
  'b/9',
  'b',
  'bc',
];
const counts = Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8);

it('lists what lies right below a folder, with all that lies deeper', () => {
  expect(foldersBelow(folders, counts, '')).toEqual([
    { path: 'ADM/imagenet', name: 'ADM/imagenet', count: 9 },
    { path: 'b', name: 'b', count: 18 },
    { path: 'bc', name: 'bc', count: 8 },
  ]);
  expect(foldersBelow(folders, counts, 'ADM/imagenet')).toEqual([
    { path: 'ADM/imagenet/train', name: 'train', count: 5 },
    { path: 'ADM/imagenet/val/ai', name: 'val/ai', count: 4 },
  ]);
  expect(foldersBelow(folders, counts, 'b').map(({ name }) => name)).toEqual(['9', '10']);
  expect(foldersBelow(folders, counts, 'bc')).toEqual([]);
});

it('lists folders below one that was reached in one step, and below each on the way', () => {
  expect(foldersBelow(folders, counts, 'ADM').map(({ path }) => path)).toEqual(['ADM/imagenet']);
  expect(foldersAbove('ADM/imagenet/train')).toEqual(['ADM', 'ADM/imagenet']);
  expect(foldersAbove('ADM')).toEqual([]);
});

it('finds folders anywhere, the topmost ones that fit', () => {
  expect(foldersMatching(folders, counts, 'TRAIN')).toEqual([
    { path: 'ADM/imagenet/train', name: 'ADM/imagenet/train', count: 5 },
  ]);
  expect(foldersMatching(folders, counts, 'ai')).toEqual([
    { path: 'ADM/imagenet/train', name: 'ADM/imagenet/train', count: 5 },
    { path: 'ADM/imagenet/val/ai', name: 'ADM/imagenet/val/ai', count: 4 },
  ]);
});
