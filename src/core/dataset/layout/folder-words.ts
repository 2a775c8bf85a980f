import { knownGenerator } from './generators.ts';
import type { FolderMeaning, Label, Split } from './meanings.ts';

const labels: ReadonlyMap<string, Label> = new Map([
  ['real', 'real'],
  ['reals', 'real'],
  ['0_real', 'real'],
  ['nature', 'real'],
  ['natural', 'real'],
  ['photo', 'real'],
  ['photos', 'real'],
  ['authentic', 'real'],
  ['human', 'real'],
  ['camera', 'real'],
  ['ai', 'ai'],
  ['fake', 'ai'],
  ['fakes', 'ai'],
  ['1_fake', 'ai'],
  ['generated', 'ai'],
  ['ai_generated', 'ai'],
  ['ai-generated', 'ai'],
  ['synthetic', 'ai'],
  ['artificial', 'ai'],
  ['aigc', 'ai'],
]);

const splits: ReadonlyMap<string, Split> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'val'],
  ['valid', 'val'],
  ['validation', 'val'],
  ['dev', 'val'],
  ['test', 'test'],
  ['testing', 'test'],
]);

const wnid = /^n\d{8}$/iu;

export function labelOf(folder: string): Label | null {
  return labels.get(folder.toLowerCase()) ?? null;
}

/** Also of a shard: 'train-00012', 'val_0003-of-0010'. */
export function splitOf(folder: string): Split | null {
  return splits.get(folder.toLowerCase().replace(/(?:[-_.]\d+(?:-of-\d+)?)$/u, '')) ?? null;
}

/** What a folder's name says by itself; null where it says nothing that is known. */
export function meaningOf(folder: string): FolderMeaning | null {
  const label = labelOf(folder);
  if (label) return { kind: 'label', label };
  const split = splitOf(folder);
  if (split) return { kind: 'split', split };
  if (wnid.test(folder)) return { kind: 'class', className: folder };
  const generator = knownGenerator(folder);
  return generator === null ? null : { kind: 'generator', generator };
}
