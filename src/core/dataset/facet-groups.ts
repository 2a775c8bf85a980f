import { imageFormats } from '../image/facts.ts';
import { byteLengthBinCount, qualityBinCount, scoreBinCount, sideBinCount } from './bins.ts';
import type { FacetName } from './facets.ts';
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
export const groupList = [origin, sides, file, classes, judgement] as const;

/*
 * Lanes are the columns of codes that are filtered and counted: the groups in their order, then the folders, whose codes
 * are positions in the source's list.
 */
export const folderLane = groupList.length;
export const laneCount = groupList.length + 1;

function groupOf(facets: readonly FacetName[], sizes: readonly number[]): FacetGroup {
  const strides = sizes.map((_, i) => sizes.slice(0, i).reduce((product, size) => product * size, 1));
  return { facets, sizes, strides, codes: sizes.reduce((product, size) => product * size, 1) };
}

/** The bin of the group's n-th facet in a code. */
export function binOf({ sizes, strides }: FacetGroup, n: number, code: number): number {
  return Math.floor(code / strides[n]!) % sizes[n]!;
}
