/** A colour and a dash for each detector, in the order of the tables; both say it, for those who see no colours. */
const dashes = [undefined, '6 3', '2 3', '9 3 2 3', '4 2', '1 2', '8 2', '3 5', '12 3'] as const;

export function lineColour(place: number): string {
  return `var(--group-${String(place % dashes.length)})`;
}

export function lineDash(place: number): string | undefined {
  return dashes[place % dashes.length];
}
