export type Cell = string | number | null;

/** A table as RFC 4180 CSV: CRLF lines, fields quoted where they hold a quote, a comma or a line break. */
export function csvText(lines: readonly (readonly Cell[])[]): string {
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/**
 * Spreadsheets run cells that start with one of these as formulas, so a file name could run code on the reader's
 * machine; an apostrophe in front makes it text (OWASP, CSV injection). Numbers keep their minus.
 */
const formulaStart = /^[=+\-@\t\r]/u;

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formulaStart.test(cell) && !isNumbers(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The list of logits: a cell that starts with a minus and yet holds nothing but numbers. */
function isNumbers(text: string): boolean {
  return /^-?\d+(\.\d+)?( -?\d+(\.\d+)?)*$/u.test(text);
}
