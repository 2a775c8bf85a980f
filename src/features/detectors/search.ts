import * as v from 'valibot';
import { namedPattern, readNamed, type Named } from '../../core/zoo/named.ts';

/** More detectors than this are no comparison any more. */
const mostCompared = 16;

const withSchema = v.object({
  with: v.fallback(v.optional(v.pipe(v.string(), v.regex(namedPattern))), undefined),
});

export interface CompareSearch {
  /** Identifiers of detectors and checkpoints, comma between; empty: none; absent: all that ship. */
  readonly with?: string;
}

/** The address of the comparison. What is not understood is dropped. */
export function readCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const { with: ids } = v.parse(withSchema, raw);
  return ids === undefined ? {} : { with: ids };
}

/** The detectors of the address, each once; named twice, the first counts. */
export function namedDetectors(search: CompareSearch, shipped: readonly string[]): readonly Named[] {
  if (search.with === undefined) return shipped.map((id) => ({ id, swapped: false }));
  return readNamed(search.with).slice(0, mostCompared);
}
