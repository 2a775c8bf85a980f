import { imageFormats } from '../image/facts.ts';
import { byteLengthBinCount, qualityBinCount, scoreBinCount, sideBinCount } from './bins.ts';
import { facetNames, type FacetName } from './facets.ts';
import { unknownClass } from './sample-batch.ts';

/**
 * Facets that share a column. A row's code in a group is a number in mixed radix, one digit a facet, so that one
 * increment counts a row for all of them, and one look-up says which of their filters it fails.
 */
export interface FacetGroup {
  readonly facets: readonly FacetName[];
  /** Bins of each facet. */
  readonly sizes: readonly number[];
  /** What a step of each facet adds to the code. */
  readonly strides: readonly number[];
  /** Codes run below this; at most 65,536. */
  readonly codes: number;
}

export const labelBinCount = 3;
const generatorBinCount = 256;
export const splitBinCount = 4;
export const formatBinCount = imageFormats.length + 1;
export const verdictBinCount = 4;

const origin = groupOf(
  ['label', 'generator', 'split', 'format'],
  [labelBinCount, generatorBinCount, splitBinCount, formatBinCount],
);
const sides = groupOf(['width', 'height'], [sideBinCount, sideBinCount]);
const file = groupOf(['quality', 'byteLength'], [qualityBinCount, byteLengthBinCount]);
/** The class's own number, so that it needs no second column. */
const classes = groupOf(['class'], [unknownClass + 1]);
const judgement = groupOf(['score', 'verdict'], [scoreBinCount, verdictBinCount]);

export const groups = { origin, sides, file, classes, judgement } as const;
/** In the order of `facetNames`: the bits of a mask are facets in this order too. */
export const groupList = [origin, sides, file, classes, judgement] as const;

export const bitOfFacet = Object.fromEntries(facetNames.map((name, i) => [name, 1 << i])) as Readonly<
  Record<FacetName, number>
>;

function groupOf(facets: readonly FacetName[], sizes: readonly number[]): FacetGroup {
  const strides = sizes.map((_, i) => sizes.slice(0, i).reduce((product, size) => product * size, 1));
  return { facets, sizes, strides, codes: sizes.reduce((product, size) => product * size, 1) };
}

/** The bin of the group's n-th facet in a code. */
export function binOf({ sizes, strides }: FacetGroup, n: number, code: number): number {
  return Math.floor(code / strides[n]!) % sizes[n]!;
}
