import * as v from 'valibot';

/** More detectors than this are no comparison any more. */
const mostCompared = 16;

const withSchema = v.object({
  with: v.fallback(
    v.optional(v.pipe(v.string(), v.regex(/^(?:[a-z0-9-]{1,80}(?:,[a-z0-9-]{1,80})*)?$/u))),
    undefined,
  ),
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

/** The ids of the address, each once. */
export function comparedIds(search: CompareSearch, shipped: readonly string[]): readonly string[] {
  if (search.with === undefined) return shipped;
  const ids = search.with.split(',').filter((id) => id !== '');
  return [...new Set(ids)].slice(0, mostCompared);
}
