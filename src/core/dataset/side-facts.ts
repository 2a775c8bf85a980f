import { labelOf } from './layout/folder-words.ts';
import { knownGenerator } from './layout/generators.ts';
import type { Label, PathFacts } from './layout/meanings.ts';
import type { ClassLookup } from './layout/read-path.ts';

/** 0 real, 1 AI, or a word for either; null for everything else. */
export function labelOfValue(value: unknown): Label | null {
  if (value === 0 || value === '0' || value === false) return 'real';
  if (value === 1 || value === '1' || value === true) return 'ai';
  return typeof value === 'string' ? labelOf(value.trim()) : null;
}

/** A generator's name as written; null for words that say that nobody generated it. */
export function generatorOfValue(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const name = value.trim();
  if (name === '' || labelOf(name) === 'real' || /^(?:none|null|n\/a)$/iu.test(name)) return null;
  return knownGenerator(name) ?? name;
}

/** A class by wnid, name or number, as far as it is one of ImageNet's; any other name as written. */
export function classOfValue(
  value: unknown,
  classes: ClassLookup,
): Pick<PathFacts, 'classIndex' | 'className'> | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '';
  if (text === '') return null;
  if (/^\d+$/u.test(text)) return Number(text) < 1000 ? { classIndex: Number(text), className: null } : null;
  const classIndex = classes.indexOf(text);
  return { classIndex, className: classIndex === null ? text : null };
}

/** Names under which tables and JSON files keep each fact, in lower case; the first that is there counts. */
export const factKeys = {
  label: ['label', 'is_fake', 'is_ai', 'is_generated', 'fake', 'target', 'real_fake'],
  generator: ['generator', 'model', 'generator_name', 'model_name', 'architecture'],
  class: ['wnid', 'class', 'class_index', 'class_id', 'class_name', 'category'],
} as const;

/** Facts of a JSON object such as WebDataset's side files hold; unknown keys say nothing. */
export function factsOfRecord(record: unknown, classes: ClassLookup): Partial<PathFacts> {
  if (typeof record !== 'object' || record === null) return {};
  const values = new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  const valueOf = (keys: readonly string[]): unknown =>
    values.get(keys.find((key) => values.has(key)) ?? '') ?? null;
  const label = labelOfValue(valueOf(factKeys.label));
  const generator = generatorOfValue(valueOf(factKeys.generator));
  const found = classOfValue(valueOf(factKeys.class), classes);
  return {
    ...(label ? { label } : generator === null ? {} : { label: 'ai' }),
    ...(generator === null || label === 'real' ? {} : { generator }),
    ...found,
  };
}
