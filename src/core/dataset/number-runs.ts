/* Sets of whole numbers as they stand in an address. */

/** '1,3-5' -> [1, 3, 4, 5]; a range that runs backwards is empty. */
export function readRuns(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  });
}

/** [1, 3, 4, 5] -> '1,3-5'; undefined where none is listed, which means all. */
export function writeRuns(values: Iterable<number>): string | undefined {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const runs: [first: number, last: number][] = [];
  for (const value of sorted) {
    const run = runs.at(-1);
    if (run && value === run[1] + 1) run[1] = value;
    else runs.push([value, value]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}
