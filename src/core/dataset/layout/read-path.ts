import { labelOf, meaningOf, splitOf } from './folder-words.ts';
import { knownGenerator } from './generators.ts';
import { readFileName } from './file-names.ts';
import {
  nothingKnown,
  type FolderMeaning,
  type LayoutMapping,
  type LevelMeaning,
  type PathFacts,
} from './meanings.ts';

/** Finds ImageNet's classes: a wnid (n01440764), or a name as written on a folder. */
export interface ClassLookup {
  indexOf(wnidOrName: string): number | null;
}

/**
 * What the folders of a path say. The same for all files of a folder, so it is asked once a folder.
 *
 * @param folder '/'-separated, without a leading or trailing slash; '' for what was opened itself
 */
export function readFolder(folder: string, mapping: LayoutMapping, classes: ClassLookup): PathFacts {
  if (folder === '') return nothingKnown;
  const names = folder.split('/');
  const meanings = names.map((name, level) => meaningAt(name, level, mapping));
  fillUnknown(names, meanings, mapping);
  let facts = nothingKnown;
  for (const meaning of meanings) if (meaning) facts = withMeaning(facts, meaning, classes);
  return facts.label === 'real' ? { ...facts, generator: null } : facts;
}

/** What folder and file name say together. The folder is believed where they contradict each other. */
export function readSample(name: string, folder: PathFacts, classes: ClassLookup): PathFacts {
  const said = readFileName(name);
  if (!said) return folder;
  const label = folder.label ?? said.label;
  return {
    label,
    generator: label === 'real' ? null : (folder.generator ?? said.generator),
    classIndex:
      folder.classIndex ?? said.classIndex ?? (said.wnid === null ? null : classes.indexOf(said.wnid)),
    className: folder.className,
    split: folder.split,
  };
}

function meaningAt(name: string, level: number, mapping: LayoutMapping): FolderMeaning | null {
  // Of archives alone: no folder is called so.
  if (name === '.' || name === '..') return { kind: 'nothing' };
  const own = Object.hasOwn(mapping.folders, name.toLowerCase())
    ? mapping.folders[name.toLowerCase()]
    : undefined;
  return own ?? meaningAs(name, mapping.levels[level] ?? 'automatic');
}

function meaningAs(name: string, level: LevelMeaning): FolderMeaning | null {
  switch (level) {
    case 'automatic':
      return meaningOf(name);
    case 'label': {
      const label = labelOf(name);
      return label ? { kind: 'label', label } : { kind: 'nothing' };
    }
    case 'split': {
      const split = splitOf(name);
      return split ? { kind: 'split', split } : { kind: 'nothing' };
    }
    case 'generator':
      // A folder 'real' among folders of generators is no generator.
      return labelOf(name) === 'real'
        ? { kind: 'label', label: 'real' }
        : { kind: 'generator', generator: knownGenerator(name) ?? name };
    case 'class':
      return { kind: 'class', className: name };
    case 'nothing':
      return { kind: 'nothing' };
    default:
      return level satisfies never;
  }
}

/** LSUN's categories, the folders of CNNSpot's training set ('train' is read as a split). */
const cnnspotClasses = new Set(
  (
    'airplane bicycle bird boat bottle bus car cat chair cow diningtable dog horse motorbike person pottedplant ' +
    'sheep sofa tvmonitor'
  ).split(' '),
);

/**
 * Folders whose names say nothing by themselves get the meaning of their place. CNNSpot and trees like it: the folder
 * above the label is the generator, where none is known by name; one between generator and label is the class. Below
 * the label, and below the generator where there is no label, it is the class too.
 */
function fillUnknown(
  names: readonly string[],
  meanings: (FolderMeaning | null)[],
  { layout }: LayoutMapping,
): void {
  const labelAt = meanings.findIndex((meaning) => meaning?.kind === 'label');
  if (labelAt > 0 && !meanings.some((meaning) => meaning?.kind === 'generator')) {
    const above = lastUnknownBefore(meanings, labelAt);
    const name = names[above] ?? '';
    if (cnnspotClasses.has(name.toLowerCase())) meanings[above] = { kind: 'class', className: name };
    else if (above >= 0) meanings[above] = { kind: 'generator', generator: name };
  }
  const from = meanings.findIndex((meaning) => meaning?.kind === 'label' || meaning?.kind === 'generator');
  if (from === -1 && layout !== 'class-folders') return;
  if (meanings.some((meaning) => meaning?.kind === 'class')) return;
  const last = meanings.lastIndexOf(null);
  if (last > from) meanings[last] = { kind: 'class', className: names[last] ?? '' };
}

function lastUnknownBefore(meanings: readonly (FolderMeaning | null)[], end: number): number {
  for (let at = end - 1; at >= 0; at--) if (meanings[at] === null) return at;
  return -1;
}

function withMeaning(facts: PathFacts, meaning: FolderMeaning, classes: ClassLookup): PathFacts {
  switch (meaning.kind) {
    case 'label':
      return { ...facts, label: meaning.label };
    case 'generator':
      // A tree of generators without labels: what a generator made is AI.
      return { ...facts, generator: meaning.generator, label: facts.label ?? 'ai' };
    case 'class': {
      const classIndex = classes.indexOf(meaning.className);
      return { ...facts, classIndex, className: classIndex === null ? meaning.className : null };
    }
    case 'split':
      return { ...facts, split: meaning.split };
    case 'nothing':
      return facts;
    default:
      return meaning satisfies never;
  }
}
