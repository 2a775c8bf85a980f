/** What a picture of an ImageNet class shows, roughly. */
export type ContentGroup = 'Animals' | 'Objects' | 'Food' | 'Landscapes' | 'People' | 'Plants and fungi';

/**
 * WordNet 3.0 numbers its synsets field after field, so that the thousand classes of ILSVRC 2012 fall into runs. Each entry
 * is the first number that belongs to its group no more; signs, book jackets and toilet tissue count as objects.
 */
const runs: readonly (readonly [below: number, group: ContentGroup])[] = [
  [2_660_000, 'Animals'],
  [7_300_000, 'Objects'],
  [9_000_000, 'Food'],
  [9_700_000, 'Landscapes'],
  [11_000_000, 'People'],
  [14_000_000, 'Plants and fungi'],
  [Infinity, 'Objects'],
];

/** null where it is not the number of a class of ImageNet, 'n01440764'. */
export function contentGroup(wnid: string): ContentGroup | null {
  if (!/^n\d{8}$/u.test(wnid)) return null;
  const number = Number(wnid.slice(1));
  return runs.find(([below]) => number < below)?.[1] ?? null;
}
