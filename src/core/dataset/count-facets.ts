import { binOf, bitOfFacet, groupList } from './facet-groups.ts';
import { facetNames, type FacetCounts, type FacetName } from './facets.ts';

/** The code columns of all rows. `judgement` may be a single code where nothing was judged. */
export interface CodeColumns {
  readonly origin: Uint16Array;
  readonly sides: Uint16Array;
  readonly file: Uint16Array;
  readonly classes: Uint16Array;
  readonly judgement: Uint8Array;
}

export interface Counted {
  readonly matches: number;
  readonly facets: FacetCounts;
}

/** Behind the bits of the facets. */
const textBit = 1 << facetNames.length;
const sidesFrom = bitOfFacet.width;
const fileFrom = bitOfFacet.quality;
const classFrom = bitOfFacet.class;
const judgementFrom = bitOfFacet.score;

/** Where the histogram of each group, then of each facet (and of the text, never read) begins; the last is the end. */
const facetGroupOf = facetNames.map((name) => groupList.findIndex(({ facets }) => facets.includes(name)));
const starts = startsOf([
  ...groupList.map(({ codes }) => codes),
  ...facetNames.map((_, i) => groupList[facetGroupOf[i]!]!.codes),
  groupList[4].codes,
]);
const [originAt, sidesAt, fileAt, classesAt, judgementAt] = starts as unknown as [
  number,
  number,
  number,
  number,
  number,
];
const facetsAt = Uint32Array.from(starts.slice(groupList.length));
/** One for all calls: most of it is never touched, and a new one would have to be cleared as well. */
const histogram = new Uint32Array(starts.at(-1)!);

/**
 * One pass over all rows counts every facet, each without its own filter, and says which rows pass.
 *
 * A row that fails nothing counts in every facet: five increments, one a group. A row that fails one facet's filter
 * counts in that facet alone. Nothing is carried over from the filter before, so the time is the same whatever
 * changed, and nothing can drift.
 *
 * @param failures of each group's codes (filter-tables.ts)
 * @param hidden bit i % 32 of word i / 32 is set where the text filter rejects row i
 * @param passed receives the rows that pass in the same layout; as long as `hidden`
 * @param classCount the classes that have a name; the others are counted together behind them
 */
export function countFacets(
  columns: CodeColumns,
  rows: number,
  failures: readonly Uint16Array[],
  hidden: Uint32Array,
  passed: Uint32Array,
  classCount: number,
): Counted {
  histogram.fill(0);
  const matches = countRows(columns, rows, failures, hidden, passed);
  const facets = Object.fromEntries(
    facetNames.map((name, i) => [name, facetCounts(i, classCount)]),
  ) as Record<FacetName, Uint32Array<ArrayBuffer>>;
  return { matches, facets };
}

function countRows(
  { origin, sides, file, classes, judgement }: CodeColumns,
  rows: number,
  failures: readonly Uint16Array[],
  hidden: Uint32Array,
  passed: Uint32Array,
): number {
  const [originFails, sidesFail, fileFails, classFails, judgementFails] = failures as [
    Uint16Array,
    Uint16Array,
    Uint16Array,
    Uint16Array,
    Uint16Array,
  ];
  const counts = histogram;
  // Where nothing was judged every row reads the one code.
  const judged = judgement.length === 1 ? 0 : -1;
  let matches = 0;
  for (let base = 0, word = 0; base < rows; base += 32, word++) {
    const end = Math.min(base + 32, rows);
    let hiddenBits = hidden[word]!;
    let passedBits = 0;
    for (let row = base; row < end; row++, hiddenBits >>>= 1) {
      const o = origin[row]!;
      const s = sides[row]!;
      const f = file[row]!;
      const c = classes[row]!;
      const j = judgement[row & judged]!;
      const fails =
        originFails[o]! |
        sidesFail[s]! |
        fileFails[f]! |
        classFails[c]! |
        judgementFails[j]! |
        ((hiddenBits & 1) * textBit);
      if (fails === 0) {
        counts[originAt + o]!++;
        counts[sidesAt + s]!++;
        counts[fileAt + f]!++;
        counts[classesAt + c]!++;
        counts[judgementAt + j]!++;
        passedBits |= 1 << row;
        matches++;
      } else if ((fails & (fails - 1)) === 0) {
        const code =
          fails < sidesFrom
            ? o
            : fails < fileFrom
              ? s
              : fails < classFrom
                ? f
                : fails < judgementFrom
                  ? c
                  : j;
        counts[facetsAt[31 - Math.clz32(fails)]! + code]!++;
      }
    }
    passed[word] = passedBits;
  }
  return matches;
}

/** The rows that pass everything, by the group's codes, and those that fail this facet's filter alone. */
function facetCounts(facet: number, classCount: number): Uint32Array<ArrayBuffer> {
  const name = facetNames[facet]!;
  const groupIndex = facetGroupOf[facet]!;
  const group = groupList[groupIndex]!;
  const passing = histogram.subarray(starts[groupIndex], starts[groupIndex]! + group.codes);
  const alone = histogram.subarray(facetsAt[facet], facetsAt[facet]! + group.codes);
  if (name === 'class') {
    const counts = new Uint32Array(classCount + 1);
    for (let code = 0; code < classCount; code++) counts[code] = passing[code]! + alone[code]!;
    counts[classCount] = passing.at(-1)! + alone.at(-1)!;
    return counts;
  }
  const n = group.facets.indexOf(name);
  const counts = new Uint32Array(group.sizes[n]!);
  for (let code = 0; code < group.codes; code++) {
    const count = passing[code]! + alone[code]!;
    if (count > 0) counts[binOf(group, n, code)]! += count;
  }
  return counts;
}

function startsOf(lengths: readonly number[]): number[] {
  return lengths.reduce<number[]>((all, length) => [...all, all.at(-1)! + length], [0]);
}
