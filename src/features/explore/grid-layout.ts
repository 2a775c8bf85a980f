export interface GridLayout {
  readonly columns: number;
  /** Side of a tile in whole CSS pixels, so that nothing is blurred. */
  readonly sidePx: number;
  readonly gapPx: number;
}

const gapPx = 4;
const leastColumns = 2;

/** As many columns as fit tiles of about the wanted side; the tiles then grow until they fill the width. */
export function columnsThatFit(widthPx: number, wantedPx: number): GridLayout {
  const columns = Math.max(leastColumns, Math.floor((widthPx + gapPx) / (wantedPx + gapPx)));
  const sidePx = Math.max(1, Math.floor((widthPx - (columns - 1) * gapPx) / columns));
  return { columns, sidePx, gapPx };
}
