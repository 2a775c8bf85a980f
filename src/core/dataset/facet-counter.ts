import { binOf, bitOfFacet, groupList } from './facet-groups.ts';
import { facetNames, type FacetCounts, type FacetName } from './facets.ts';

/** The code columns of all rows, in the order of `groupList`. */
export type CodeColumns = readonly [
  origin: Uint16Array,
  sides: Uint16Array,
  file: Uint16Array,
  classes: Uint16Array,
  /** As long as the others, or a single code where nothing was judged. */
  judgement: Uint8Array,
];

/** What each group's codes fail (filter-tables.ts). */
export type FailureTables = readonly [Uint16Array, Uint16Array, Uint16Array, Uint16Array, Uint16Array];

export interface Rows {
  readonly columns: CodeColumns;
  readonly count: number;
  /** Bit i % 32 of word i / 32 is set where the text filter rejects row i. */
  readonly hidden: Uint32Array;
  /** Changes with any of the above. */
  readonly version: string;
}

export interface Counted {
  readonly matches: number;
  readonly facets: FacetCounts;
  /** The rows that pass, laid out as `hidden`. */
  readonly passed: Uint32Array;
}

/** Behind the bits of the facets. */
const textBit = 1 << facetNames.length;
const sidesFrom = bitOfFacet.width;
const fileFrom = bitOfFacet.quality;
const classFrom = bitOfFacet.class;
const judgementFrom = bitOfFacet.score;

const groupOfFacet = facetNames.map((name) => groupList.findIndex(({ facets }) => facets.includes(name)));
/** Where the histogram of each group begins, then that of each facet, of the text (never read), and the end. */
const starts = [
  ...groupList.map(({ codes }) => codes),
  ...facetNames.map((_, i) => groupList[groupOfFacet[i]!]!.codes),
  groupList[4].codes,
].reduce<number[]>((all, length) => [...all, all.at(-1)! + length], [0]);
const originAt = starts[0]!;
const sidesAt = starts[1]!;
const fileAt = starts[2]!;
const classesAt = starts[3]!;
const judgementAt = starts[4]!;
const facetsAt = Uint32Array.from(starts.slice(groupList.length));

/**
 * Counts the rows in every bin of every facet, each facet without its own filter.
 *
 * A row fails a set of filters. One that fails nothing counts in every facet: five increments, one a group. One that
 * fails a single filter counts in that facet alone. Others count nowhere. What each row fails is kept, so that a
 * change of one group's filters costs a comparison a row, and counting only for rows whose failures changed; after any
 * other change all rows are counted anew.
 */
export class FacetCounter {
  readonly #histogram = new Uint32Array(starts.at(-1)!);
  /** Bits of the filters that each row fails. */
  #fails = new Uint16Array(0);
  #passed = new Uint32Array(0);
  #matches = 0;
  #version = '';
  #tables: FailureTables | null = null;

  /** @param classCount the classes that have a name; the others are counted together behind them */
  count(rows: Rows, tables: FailureTables, classCount: number): Counted {
    const before = rows.version === this.#version ? this.#tables : null;
    const changed = groupList.flatMap((_, group) => (before?.[group] === tables[group] ? [] : [group]));
    if (before === null || changed.length > 1) this.#countAll(rows, tables);
    else for (const group of changed) this.#countChanged(rows, group, before[group]!, tables[group]!);
    this.#tables = tables;
    this.#version = rows.version;
    const facets = Object.fromEntries(
      facetNames.map((name, i) => [name, this.#facetCounts(i, classCount)]),
    ) as Record<FacetName, Uint32Array<ArrayBuffer>>;
    return { matches: this.#matches, facets, passed: this.#passed.slice() };
  }

  #countAll({ columns, count, hidden }: Rows, tables: FailureTables): void {
    if (this.#fails.length !== count) {
      this.#fails = new Uint16Array(count);
      this.#passed = new Uint32Array(Math.ceil(count / 32));
    }
    const [origin, sides, file, classes, judgement] = columns;
    const [originFails, sidesFail, fileFails, classFails, judgementFails] = tables;
    const counts = this.#histogram.fill(0);
    const allFails = this.#fails;
    // Where nothing was judged every row reads the one code.
    const judged = judgement.length === 1 ? 0 : -1;
    let matches = 0;
    for (let base = 0, word = 0; base < count; base += 32, word++) {
      const end = Math.min(base + 32, count);
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
        allFails[row] = fails;
        if (fails === 0) {
          counts[originAt + o]!++;
          counts[sidesAt + s]!++;
          counts[fileAt + f]!++;
          counts[classesAt + c]!++;
          counts[judgementAt + j]!++;
          passedBits |= 1 << row;
          matches++;
        } else if ((fails & (fails - 1)) === 0) {
          const code = codeOfOnly(fails, o, s, f, c, j);
          counts[facetsAt[31 - Math.clz32(fails)]! + code]!++;
        }
      }
      this.#passed[word] = passedBits;
    }
    this.#matches = matches;
  }

  #countChanged({ columns, count }: Rows, group: number, was: Uint16Array, is: Uint16Array): void {
    const [origin, sides, file, classes, judgement] = columns;
    const counts = this.#histogram;
    const allFails = this.#fails;
    const passed = this.#passed;
    const codes = columns[group]!;
    const coded = codes.length === 1 ? 0 : -1;
    const judged = judgement.length === 1 ? 0 : -1;
    // Which filters a code begins or ceases to fail.
    const flips = is.map((fails, code) => fails ^ was[code]!);
    let matches = this.#matches;
    for (let row = 0; row < count; row++) {
      const flip = flips[codes[row & coded]!]!;
      if (flip === 0) continue;
      const before = allFails[row]!;
      const now = before ^ flip;
      allFails[row] = now;
      const didCount = (before & (before - 1)) === 0;
      const doesCount = (now & (now - 1)) === 0;
      if (!didCount && !doesCount) continue;
      const o = origin[row]!;
      const s = sides[row]!;
      const f = file[row]!;
      const c = classes[row]!;
      const j = judgement[row & judged]!;
      if (before === 0 || now === 0) {
        const step = now === 0 ? 1 : -1;
        counts[originAt + o]! += step;
        counts[sidesAt + s]! += step;
        counts[fileAt + f]! += step;
        counts[classesAt + c]! += step;
        counts[judgementAt + j]! += step;
        passed[row >>> 5]! ^= 1 << row;
        matches += step;
      }
      if (didCount && before !== 0)
        counts[facetsAt[31 - Math.clz32(before)]! + codeOfOnly(before, o, s, f, c, j)]!--;
      if (doesCount && now !== 0) counts[facetsAt[31 - Math.clz32(now)]! + codeOfOnly(now, o, s, f, c, j)]!++;
    }
    this.#matches = matches;
  }

  /** The rows that pass everything, by the group's codes, and those that fail this facet's filter alone. */
  #facetCounts(facet: number, classCount: number): Uint32Array<ArrayBuffer> {
    const name = facetNames[facet]!;
    const groupIndex = groupOfFacet[facet]!;
    const group = groupList[groupIndex]!;
    const passing = this.#histogram.subarray(starts[groupIndex], starts[groupIndex]! + group.codes);
    const alone = this.#histogram.subarray(facetsAt[facet], facetsAt[facet]! + group.codes);
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
}

/** The code that counts where a single filter is failed: that of its facet's group (any for the text). */
function codeOfOnly(fails: number, o: number, s: number, f: number, c: number, j: number): number {
  if (fails < sidesFrom) return o;
  if (fails < fileFrom) return s;
  if (fails < classFrom) return f;
  return fails < judgementFrom ? c : j;
}
