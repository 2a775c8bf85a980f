/** A table of figures, null where one is missing: rows of equal length. */
export type FigureTable = readonly (readonly (number | null)[])[];

/** Pearson's r of every two rows; null where it is undefined. Symmetric, 1 on the diagonal where defined. */
export type CorrelationMatrix = readonly (readonly (number | null)[])[];

/** With fewer common figures than this r says nothing: through two points there is always a line. */
const fewestCommon = 3;

/**
 * Correlation of the rows of a table, as of detectors over generators (GenImage, Figure 3). Each r is taken over the
 * columns where both rows have a figure. Undefined with fewer than three of them, or where one row is constant there.
 */
export function correlationOfRows(table: FigureTable): CorrelationMatrix {
  return table.map((a) => table.map((b) => pearson(a, b)));
}

/** The same of the columns. */
export function correlationOfColumns(table: FigureTable): CorrelationMatrix {
  const columns = (table[0] ?? []).map((_, column) => table.map((row) => row[column] ?? null));
  return correlationOfRows(columns);
}

function pearson(a: readonly (number | null)[], b: readonly (number | null)[]): number | null {
  const pairs = a.flatMap((x, i) => {
    const y = b[i] ?? null;
    return x === null || y === null ? [] : [[x, y] as const];
  });
  if (pairs.length < fewestCommon) return null;
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / pairs.length;
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / pairs.length;
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  // Equal figures leave rounding errors of about 1e-16 of their size, which must not pass for variance.
  const isFlat = (square: number, mean: number) => Math.sqrt(square / pairs.length) <= 1e-12 * Math.abs(mean);
  if (isFlat(xx, meanX) || isFlat(yy, meanY)) return null;
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}
