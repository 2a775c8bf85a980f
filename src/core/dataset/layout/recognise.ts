import { labelOf, meaningOf, splitOf } from './folder-words.ts';
import { knownGenerator } from './generators.ts';
import { readFileName } from './file-names.ts';
import type { LayoutId, LayoutMapping, LevelMeaning, PathFacts } from './meanings.ts';
import { readFolder, readSample, type ClassLookup } from './read-path.ts';

/** How many of the looked-at paths say each thing. */
export interface RecognitionCounts {
  readonly paths: number;
  readonly label: number;
  readonly generator: number;
  readonly class: number;
  readonly split: number;
}

/** Which layout a data set has, and how sure that is. */
export interface Recognition {
  readonly mapping: LayoutMapping;
  /**
   * 'certain': nearly every path has a label that its names state. 'likely': most have, or folders are taken for generators
   * because of their neighbours. 'guess': the mapping should be looked at by a person.
   */
  readonly sureness: 'certain' | 'likely' | 'guess';
  readonly counts: RecognitionCounts;
  /** What each folder is read as, by its path from what was opened; at most `foldersShown`. */
  readonly folders: readonly { readonly folder: string; readonly files: number; readonly facts: PathFacts }[];
}

const foldersShown = 200;
/** Shares of paths with a label. */
const certainShare = 0.98;
const likelyShare = 0.6;

interface SplitPath {
  readonly folders: readonly string[];
  readonly name: string;
}

/**
 * Recognises a layout from a sample of paths ('/'-separated, relative to what was opened). `corrected` takes the place of
 * what would be recognised: the counts then say what the correction achieves.
 */
export function recognise(
  paths: readonly string[],
  classes: ClassLookup,
  corrected: LayoutMapping | null = null,
): Recognition {
  const split = paths.map(splitPath);
  const mapping = corrected ?? mappingOf(split);
  const counts = { paths: paths.length, label: 0, generator: 0, class: 0, split: 0 };
  const folders = new Map<string, { files: number; facts: PathFacts }>();
  for (const { folders: names, name } of split) {
    const folder = names.join('/');
    const seen = folders.get(folder) ?? { files: 0, facts: readFolder(folder, mapping, classes) };
    seen.files++;
    folders.set(folder, seen);
    const facts = readSample(name, seen.facts, classes);
    if (facts.label) counts.label++;
    if (facts.generator !== null) counts.generator++;
    if (facts.classIndex !== null || facts.className !== null) counts.class++;
    if (facts.split) counts.split++;
  }
  return {
    mapping,
    sureness: surenessOf(counts, mapping),
    counts,
    folders: Array.from(folders, ([folder, rest]) => ({ folder, ...rest })).slice(0, foldersShown),
  };
}

function splitPath(path: string): SplitPath {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return { folders, name };
}

function surenessOf({ paths, label }: RecognitionCounts, { layout }: LayoutMapping): Recognition['sureness'] {
  if (paths === 0 || label < paths * likelyShare) return 'guess';
  return layout === 'generator-class' || label < paths * certainShare ? 'likely' : 'certain';
}

function mappingOf(paths: readonly SplitPath[]): LayoutMapping {
  const layout = layoutOf(paths);
  const levels =
    layout === 'label-folders' || layout === 'cnnspot'
      ? generatorsBelowLabels(paths)
      : layout === 'generator-class'
        ? generatorLevel(paths)
        : [];
  return { layout, levels, folders: {} };
}

/** The most particular layout that at least half of the paths show. */
function layoutOf(paths: readonly SplitPath[]): LayoutId {
  const share = (shows: (path: SplitPath) => boolean): number =>
    paths.length === 0 ? 0 : paths.filter(shows).length / paths.length;
  const has = ({ folders }: SplitPath, shows: (folder: string) => boolean): boolean => folders.some(shows);
  const cnnspot = (folder: string) => /^(?:0_real|1_fake)$/iu.test(folder);
  const genimageLabel = (folder: string) => /^(?:ai|nature)$/iu.test(folder);
  const generator = (folder: string) => knownGenerator(folder) !== null;
  if (share((path) => has(path, cnnspot)) >= 0.5) return 'cnnspot';
  if (
    share((path) => has(path, genimageLabel) && (has(path, generator) || readFileName(path.name) !== null)) >=
    0.5
  )
    return 'genimage';
  if (share((path) => has(path, (folder) => labelOf(folder) === 'ai')) > 0) return 'label-folders';
  if (share((path) => has(path, generator) || has(path, (folder) => labelOf(folder) === 'real')) > 0)
    return 'generator-class';
  if (share(({ name }) => readFileName(name)?.label === 'ai') >= 0.5) return 'genimage';
  if (share((path) => has(path, (folder) => meaningOf(folder)?.kind === 'class')) >= 0.5) return 'imagenet';
  return share(({ folders }) => folders.length > 0) >= 0.5 ? 'class-folders' : 'flat';
}

/**
 * Folders below 'ai' and 'real' are classes where the same stand below both, and generators where those below 'ai' are
 * others.
 */
function generatorsBelowLabels(paths: readonly SplitPath[]): LevelMeaning[] {
  const below = { ai: new Set<string>(), real: new Set<string>() };
  const levels = new Set<number>();
  for (const { folders } of paths) {
    const at = folders.findIndex((folder) => labelOf(folder) !== null);
    const label = labelOf(folders[at] ?? '');
    const next = folders[at + 1];
    if (!label || next === undefined || splitOf(next)) continue;
    if (label === 'ai') levels.add(at + 1);
    below[label].add(next.toLowerCase());
  }
  const [level] = levels;
  const shared = [...below.ai].some((name) => below.real.has(name));
  const named = [...below.ai].every((name) => meaningOf(name) !== null);
  if (level === undefined || levels.size > 1 || shared || named) return [];
  if (!isAllUnknownAbove(paths, level - 1)) return [];
  return levelsUntil(level, 'generator');
}

/** A generator above the label makes what is below it classes. */
function isAllUnknownAbove(paths: readonly SplitPath[], labelLevel: number): boolean {
  return !paths.some(({ folders }) =>
    folders.slice(0, labelLevel).some((folder) => knownGenerator(folder) !== null),
  );
}

/** The level on which known generators or 'real' stand; their neighbours there are generators too. */
function generatorLevel(paths: readonly SplitPath[]): LevelMeaning[] {
  const votes = new Map<number, number>();
  for (const { folders } of paths) {
    const at = folders.findIndex((folder) => knownGenerator(folder) !== null || labelOf(folder) !== null);
    if (at >= 0) votes.set(at, (votes.get(at) ?? 0) + 1);
  }
  const [level] = [...votes.entries()].sort((a, b) => b[1] - a[1])[0] ?? [];
  return level === undefined ? [] : levelsUntil(level, 'generator');
}

function levelsUntil(level: number, meaning: LevelMeaning): LevelMeaning[] {
  return [...Array.from({ length: level }, () => 'automatic' as const), meaning];
}
