import type { Place, Template } from './template.ts';

/** The names under which a part may come. */
export interface Spelling {
  readonly places: readonly Place[];
  /** Names of the same network that the graph does not compute with. */
  readonly unread: ReadonlySet<string>;
}

/** What may be saved in a file of its own, with names that begin alike. */
export interface Part {
  /** With its article; null where the network has one part only. */
  readonly name: string | null;
  /** The graph's own names first. */
  readonly spellings: readonly Spelling[];
}

/** The parts of a template; a network that comes whole is one part. */
export function partsOf({ weights }: Template): readonly Part[] {
  if (!weights.parts)
    return [{ name: null, spellings: [{ places: weights.tensors, unread: new Set<string>() }] }];
  return weights.parts.map(({ name, bytes: [begin, end], unread, alsoSpelt }) => {
    const own = weights.tensors.filter(({ offset }) => offset >= begin && offset < end);
    return {
      name,
      spellings: [
        { places: own, unread: new Set(unread) },
        ...alsoSpelt.map((other) => ({ places: other.tensors, unread: new Set(other.unread) })),
      ],
    };
  });
}
