import * as v from 'valibot';

/** More detectors than this are no comparison any more. */
const mostCompared = 16;

/** An id, and a tilde where the other of the two classes means AI than the architecture says. */
const withSchema = v.object({
  with: v.fallback(
    v.optional(v.pipe(v.string(), v.regex(/^(?:[a-z0-9-]{1,80}~?(?:,[a-z0-9-]{1,80}~?)*)?$/u))),
    undefined,
  ),
});

export interface CompareSearch {
  /** Identifiers of detectors and checkpoints, comma between; empty: none; absent: all that ship. */
  readonly with?: string;
}

/** A detector that the address names. */
export interface Named {
  readonly id: string;
  /** The other of the two classes means AI. */
  readonly swapped: boolean;
}

/** The address of the comparison. What is not understood is dropped. */
export function readCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const { with: ids } = v.parse(withSchema, raw);
  return ids === undefined ? {} : { with: ids };
}

/** The detectors of the address, each once; named twice, the first counts. */
export function namedDetectors(search: CompareSearch, shipped: readonly string[]): readonly Named[] {
  if (search.with === undefined) return shipped.map((id) => ({ id, swapped: false }));
  const named = new Map<string, Named>();
  for (const item of search.with.split(',').filter((each) => each !== '')) {
    const swapped = item.endsWith('~');
    const id = swapped ? item.slice(0, -1) : item;
    if (!named.has(id)) named.set(id, { id, swapped });
  }
  return [...named.values()].slice(0, mostCompared);
}

/** The value of `?with=` that names these. */
export function writeNamed(named: readonly Named[]): string {
  return named.map(({ id, swapped }) => (swapped ? `${id}~` : id)).join(',');
}
