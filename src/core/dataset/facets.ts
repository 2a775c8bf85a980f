/** What samples can be filtered and counted by. */
export const facetNames = [
  'label',
  'generator',
  'split',
  'format',
  'width',
  'height',
  'quality',
  'byteLength',
  'class',
  'score',
  'verdict',
] as const;
export type FacetName = (typeof facetNames)[number];

/** How many samples have each value (bin) of a facet; the last entry counts those where it is unknown. */
export type FacetCounts = Readonly<Record<FacetName, Uint32Array<ArrayBuffer>>>;

/**
 * Which samples are shown: those that every filter lets through. Plain data, so that it can stand in an address.
 * A facet that is absent lets everything through; otherwise the bins that are listed pass, and no others.
 */
export interface DatasetFilter {
  readonly bins: Readonly<Partial<Record<FacetName, readonly number[]>>>;
  /** Part of the file's name; letters A to Z match in either case, everything else byte for byte. '' matches all. */
  readonly text: string;
  /** Path of a folder: what lies in it or below passes. Absent: everything. */
  readonly folder?: string;
  /** Whose score and verdict the facets of these names are about; null or never measured: all unknown. */
  readonly detector: string | null;
}
