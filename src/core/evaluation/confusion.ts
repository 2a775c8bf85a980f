import { proportion, type Proportion } from './proportion.ts';

/** What a generator head says of samples of known generators. */
export interface ConfusionMatrix {
  /** One a generator that samples come from. */
  readonly rows: readonly ConfusionRow[];
  /** All samples: how many were named rightly, named wrongly, or called unknown. null without samples. */
  readonly right: Proportion | null;
  readonly wrong: Proportion | null;
  readonly unknown: Proportion | null;
}

export interface ConfusionRow {
  readonly truth: string;
  readonly n: number;
  /** One a name the head knows, then one for 'unknown'; they sum to n. */
  readonly counts: readonly number[];
  /** Shares of the row, in the same order; null where the row is empty. */
  readonly shares: readonly (Proportion | null)[];
}

/** What stands in `said` for 'unknown'. */
export const saidUnknown = 255;

/**
 * Counts and row-wise shares. A truth that the head does not know gets a row too: there 'unknown' is the right answer,
 * and it counts as such.
 *
 * @param truths names of the generators that samples come from
 * @param names names that the head can say
 * @param truth by sample: place in `truths`
 * @param said by sample: place in `names`, or `saidUnknown`
 * @throws RangeError where the two are not equally long, or a place is none
 */
export function confusionMatrix(
  truths: readonly string[],
  names: readonly string[],
  truth: Uint8Array,
  said: Uint8Array,
): ConfusionMatrix {
  if (truth.length !== said.length)
    throw new RangeError(`${truth.length} truths, but ${said.length} answers`);
  const counts = truths.map(() => new Uint32Array(names.length + 1));
  for (let i = 0; i < truth.length; i++) {
    const row = counts[truth[i]!];
    const isPlace = said[i] === saidUnknown || said[i]! < names.length;
    if (!row || !isPlace) throw new RangeError(`sample ${i}: truth ${truth[i]}, answer ${said[i]}`);
    const column = said[i] === saidUnknown ? names.length : said[i]!;
    row[column]!++;
  }
  const rows = truths.map((name, at) => {
    const row = Array.from(counts[at]!);
    const n = row.reduce((sum, count) => sum + count, 0);
    return { truth: name, n, counts: row, shares: row.map((count) => proportion(count, n)) };
  });
  const n = truth.length;
  const right = rows.reduce((sum, row) => sum + row.counts[rightColumn(row.truth, names)]!, 0);
  const unknown = rows.reduce(
    (sum, row) => (names.includes(row.truth) ? sum + row.counts[names.length]! : sum),
    0,
  );
  return {
    rows,
    right: proportion(right, n),
    wrong: proportion(n - right - unknown, n),
    unknown: proportion(unknown, n),
  };
}

function rightColumn(truth: string, names: readonly string[]): number {
  const at = names.indexOf(truth);
  return at < 0 ? names.length : at;
}
