/** What samples can be sorted by; equal ones stay in the order of arrival, unknown ones come last either way. */
export const sortKeys = [
  'arrival',
  'name',
  'byteLength',
  'width',
  'height',
  'quality',
  'class',
  'generator',
  'score',
] as const;
export type SortKey = (typeof sortKeys)[number];

export type DatasetOrder =
  | { readonly by: SortKey; readonly descending: boolean }
  /** Shuffled: the same seed gives the same order, and a filter only leaves samples out of it. */
  | { readonly by: 'random'; readonly seed: number };
