/*
 * The samples of a view by class and maker, as GenImage's first figure shows them: a row a class, a column a generator.
 */

/** Samples of a view sorted into cells; each keeps the order of the view. */
export interface Cells {
  /** Codes of the classes that have a sample, ascending. */
  readonly classes: readonly number[];
  /** Codes of the makers that have one: real first, then as the source lists them, unknown last. */
  readonly makers: readonly number[];
  /** All ids, cell by cell, classes outermost. */
  readonly ids: Uint32Array<ArrayBuffer>;
  /** Where in `ids` each cell begins, and the end: classes * makers + 1 entries. */
  readonly starts: Uint32Array<ArrayBuffer>;
}

/**
 * Counting sort: two passes over the ids.
 *
 * @param classOf code of a sample's class
 * @param makerOf code of a sample's maker
 * @param rank makers are put in the order of this number
 */
export function cellsOf(
  ids: Uint32Array,
  classOf: (id: number) => number,
  makerOf: (id: number) => number,
  rank: (maker: number) => number,
): Cells {
  const classes = codesOf(ids, classOf).sort((a, b) => a - b);
  const makers = codesOf(ids, makerOf).sort((a, b) => rank(a) - rank(b));
  const rowOf = positions(classes);
  const columnOf = positions(makers);
  const cellOf = (id: number): number => rowOf[classOf(id)]! * makers.length + columnOf[makerOf(id)]!;
  const starts = new Uint32Array(classes.length * makers.length + 1);
  for (const id of ids) starts[cellOf(id) + 1]!++;
  for (let cell = 1; cell < starts.length; cell++) starts[cell]! += starts[cell - 1]!;
  const next = starts.slice();
  const sorted = new Uint32Array(ids.length);
  for (const id of ids) sorted[next[cellOf(id)]!++] = id;
  return { classes, makers, ids: sorted, starts };
}

/** The ids of one cell; empty where class or maker have none. */
export function cellAt(
  { classes, makers, ids, starts }: Cells,
  classCode: number,
  maker: number,
): Uint32Array {
  const row = classes.indexOf(classCode);
  const column = makers.indexOf(maker);
  if (row < 0 || column < 0) return new Uint32Array();
  const cell = row * makers.length + column;
  return ids.subarray(starts[cell], starts[cell + 1]);
}

const codeLimit = 65_536;

function codesOf(ids: Uint32Array, codeOf: (id: number) => number): number[] {
  const seen = new Uint8Array(codeLimit);
  for (const id of ids) seen[codeOf(id)] = 1;
  const codes: number[] = [];
  for (let code = 0; code < codeLimit; code++) if (seen[code] === 1) codes.push(code);
  return codes;
}

function positions(codes: readonly number[]): Uint16Array {
  const at = new Uint16Array(codeLimit);
  for (const [position, code] of codes.entries()) at[code] = position;
  return at;
}
