import type { Families } from '../core/detector/model-card.ts';
import { finePercent, integer, plural } from './format.ts';

/*
 * How often naming the generator's family was right, in the numbers of the card. Said beside every name and on the
 * card's own page.
 */

/** One sentence about families it was trained on, and one about families it never saw where that was measured. */
export function familyHonesty({ measured: { seen, leftOut } }: Families): string {
  const known =
    `Of ${plural(seen.images, 'picture')} by families it was trained on, ${finePercent(seen.right)} were named rightly, ` +
    `${finePercent(seen.wrong)} wrongly, and ${finePercent(seen.unknown)} got no name.`;
  const images = leftOut.reduce((sum, row) => sum + row.images, 0);
  if (images === 0) return known;
  const named = leftOut.reduce((sum, row) => sum + row.named * row.images, 0) / images;
  const unknown = leftOut.reduce((sum, row) => sum + row.unknown * row.images, 0) / images;
  return (
    `${known} Of ${integer(images)} by families left out of its training, ${finePercent(named)} were given the name of ` +
    `another family and ${finePercent(unknown)} got no name.`
  );
}

/** The name of a family that may be one of the card's, or one that was left out and never named there. */
export function familyName(id: string, { names }: Families): string {
  return names.find((family) => family.id === id)?.name ?? id.replaceAll('-', ' ');
}
