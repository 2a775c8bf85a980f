/** One colour a group in every chart and chip, told apart by people with colour-blindness too (after Okabe and Ito 2008). */
export function groupColour(place: number): string {
  return `var(--group-${String(place % 9)})`;
}

/** Dashes repeat what the colour says. */
export function groupDash(place: number): string {
  return ['', '6 3', '2 3', '9 3 2 3', '12 4', '1 4', '6 2 1 2', '4 4', '14 3 3 3'][place % 9] ?? '';
}
