import type { ImagenetClass } from './imagenet-classes.ts';
import type { ClassLookup } from './layout/read-path.ts';

/** Finds ImageNet's classes by wnid or by name, whatever its case and its blanks; a name that two classes share finds none. */
export function classLookup(classes: readonly ImagenetClass[]): ClassLookup {
  const found = new Map<string, number | null>();
  classes.forEach(({ name }, index) => {
    const key = keyOf(name);
    found.set(key, found.has(key) ? null : index);
  });
  classes.forEach(({ wnid }, index) => found.set(keyOf(wnid), index));
  return { indexOf: (wnidOrName) => found.get(keyOf(wnidOrName)) ?? null };
}

function keyOf(text: string): string {
  return text.toLowerCase().replace(/[\s_-]+/gu, ' ');
}
