/**
 * Rows of a CSV file with a header, by RFC 4180.
 *
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function manifestRows(text) {
  const [header = [], ...lines] = text.trim().split(/\r?\n/u).map(cellsOf);
  return lines.map((cells) => Object.fromEntries(header.map((name, n) => [name, cells[n] ?? ''])));
}

/** @param {string} line without line breaks inside cells */
function cellsOf(line) {
  return Array.from(line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu), ([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}

/**
 * The three most frequent values, with how many rows have each where there are several.
 *
 * @param {Record<string, string>[]} rows
 * @param {(row: Record<string, string>) => string} valueOf
 */
export function mostFrequent(rows, valueOf) {
  const counts = new Map();
  for (const row of rows) counts.set(valueOf(row), (counts.get(valueOf(row)) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  if (sorted.length === 1) return [sorted[0][0]];
  const first = sorted.slice(0, 3).map(([value, count]) => `${value} (${count})`);
  return sorted.length > 3 ? [...first, `and ${sorted.length - 3} others`] : first;
}
