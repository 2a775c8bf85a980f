import type { ImagenetClass } from './imagenet-classes.ts';

/**
 * The classes that a person may mean, as positions in the list: those whose wnid or name begins with the text first,
 * then those with a word that does, then those that merely contain it; each in the order of the list. In either case.
 */
export function searchClasses(classes: readonly ImagenetClass[], text: string): number[] {
  const wanted = text.trim().toLowerCase();
  const ranked = classes.map(({ wnid, name }, position) => ({
    position,
    rank: Math.min(rankOf(wnid.toLowerCase(), wanted), rankOf(name.toLowerCase(), wanted)),
  }));
  return ranked
    .filter(({ rank }) => rank < notFound)
    .sort((a, b) => a.rank - b.rank || a.position - b.position)
    .map(({ position }) => position);
}

const notFound = 3;

function rankOf(name: string, wanted: string): number {
  if (name.startsWith(wanted)) return 0;
  if (name.split(/[\s-]+/u).some((word) => word.startsWith(wanted))) return 1;
  return name.includes(wanted) ? 2 : notFound;
}
