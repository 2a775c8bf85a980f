/** A detector that an address names. */
export interface Named {
  readonly id: string;
  /** The other of its two classes means AI than its architecture says. */
  readonly swapped: boolean;
}

/** What an address may hold: ids with commas between, a tilde after one whose classes are the other way round. */
export const namedPattern = /^(?:[a-z0-9-]{1,80}~?(?:,[a-z0-9-]{1,80}~?)*)?$/u;

/** Each once; named twice, the first counts. */
export function readNamed(list: string): readonly Named[] {
  const named = new Map<string, Named>();
  for (const item of list.split(',').filter((each) => each !== '')) {
    const swapped = item.endsWith('~');
    const id = swapped ? item.slice(0, -1) : item;
    if (!named.has(id)) named.set(id, { id, swapped });
  }
  return [...named.values()];
}

/** The inverse. */
export function writeNamed(named: readonly Named[]): string {
  return named.map(({ id, swapped }) => (swapped ? `${id}~` : id)).join(',');
}
