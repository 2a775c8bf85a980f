import type { NameTable } from './name-table.ts';
import { radixSort } from './radix-sort.ts';

/** Up to this many, comparing is faster than another round of digits. */
const fewRows = 48;

interface Run {
  readonly from: number;
  readonly to: number;
  /** Bytes in which all names of the run are equal. */
  readonly depth: number;
}

/**
 * Ids 0..rows-1 by name, compared byte by byte as if zero bytes followed each name; equal names in the order of
 * arrival either way. Four bytes at a time: a run is radix-sorted by the next four, and those that are equal in these go into
 * the next round.
 *
 * A generator, so that its caller can let messages in and give up; it yields nothing.
 */
export function* sortedByName(
  names: NameTable,
  rows: number,
  descending: boolean,
): Generator<undefined, Uint32Array<ArrayBuffer>> {
  const ids = new Uint32Array(rows);
  for (let i = 0; i < rows; i++) ids[i] = i;
  const pending: Run[] = [{ from: 0, to: rows, depth: 0 }];
  for (let run = pending.pop(); run; run = pending.pop()) {
    const part = ids.subarray(run.from, run.to);
    if (part.length <= fewRows) insertionSort(part, names, run.depth, descending ? -1 : 1);
    else {
      const keys = keysOf(part, names, run.depth, descending ? -1 : 0);
      radixSort(part, keys);
      pushEqualRuns(pending, keys, part, names, run);
    }
    yield;
  }
  return ids;
}

function pushEqualRuns(pending: Run[], keys: Uint32Array, ids: Uint32Array, names: NameTable, run: Run) {
  const depth = run.depth + 4;
  for (let start = 0, end = 0; start < keys.length; start = end) {
    let goesOn = false;
    for (end = start; end < keys.length && keys[end] === keys[start]; end++) {
      goesOn ||= lengthOf(names, ids[end]!) > depth;
    }
    if (goesOn && end - start > 1) pending.push({ from: run.from + start, to: run.from + end, depth });
  }
}

/**
 * Bytes depth..depth+3 of each name as one number, zero where it has ended.
 *
 * @param flip -1 turns the order round, 0 does not
 */
function keysOf(
  ids: Uint32Array,
  { bytes, ends }: NameTable,
  depth: number,
  flip: -1 | 0,
): Uint32Array<ArrayBuffer> {
  const keys = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const end = ends[id]!;
    let at = (id === 0 ? 0 : ends[id - 1]!) + depth;
    let key = 0;
    for (let n = 0; n < 4; n++, at++) key = (key << 8) | (at < end ? bytes[at]! : 0);
    keys[i] = key ^ flip;
  }
  return keys;
}

/** Stable: a name moves in front of larger ones only (of smaller ones where the sign is -1). */
function insertionSort(ids: Uint32Array, names: NameTable, depth: number, sign: -1 | 1): void {
  for (let i = 1; i < ids.length; i++) {
    const id = ids[i]!;
    let to = i;
    for (; to > 0 && compareNames(names, ids[to - 1]!, id, depth) * sign > 0; to--) ids[to] = ids[to - 1]!;
    ids[to] = id;
  }
}

function compareNames({ bytes, ends }: NameTable, a: number, b: number, depth: number): number {
  const [endA, endB] = [ends[a]!, ends[b]!];
  let atA = (a === 0 ? 0 : ends[a - 1]!) + depth;
  let atB = (b === 0 ? 0 : ends[b - 1]!) + depth;
  for (; atA < endA || atB < endB; atA++, atB++) {
    const difference = (atA < endA ? bytes[atA]! : 0) - (atB < endB ? bytes[atB]! : 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function lengthOf({ ends }: NameTable, id: number): number {
  return ends[id]! - (id === 0 ? 0 : ends[id - 1]!);
}
