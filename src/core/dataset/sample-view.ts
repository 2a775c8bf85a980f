import { radixSort } from './radix-sort.ts';
import { shuffleKey } from './shuffle.ts';

/** The rows that passed a filter, as ids in an order; worked out when first asked for. */
export class SampleView {
  readonly matches: number;
  readonly #passed: Uint32Array;
  readonly #order: Uint32Array | null;
  #ids: Uint32Array<ArrayBuffer> | null = null;

  /**
   * @param passed bit i % 32 of word i / 32 is set where row i passed
   * @param order all rows in the order of the view; null: that of arrival
   */
  constructor(matches: number, passed: Uint32Array, order: Uint32Array | null) {
    this.matches = matches;
    this.#passed = passed;
    this.#order = order;
  }

  get ids(): Uint32Array<ArrayBuffer> {
    this.#ids ??= this.#order ? this.#inOrder(this.#order) : this.#inArrival();
    return this.#ids;
  }

  has(id: number): boolean {
    return id >>> 5 < this.#passed.length && (this.#passed[id >>> 5]! & (1 << id)) !== 0;
  }

  /** -1 where it was filtered out. */
  positionOf(id: number): number {
    return this.has(id) ? this.ids.indexOf(id) : -1;
  }

  /** Those at places from..to-1, laid out as `passed`. */
  mask(from: number, to: number): Uint32Array<ArrayBuffer> {
    if (from <= 0 && to >= this.matches) return this.#passed.slice();
    const mask = new Uint32Array(this.#passed.length);
    for (const id of this.ids.subarray(Math.max(from, 0), Math.max(to, 0))) mask[id >>> 5]! |= 1 << id;
    return mask;
  }

  /**
   * Every set of so many rows is as likely; ascending. Those whose shuffle keys are smallest: a row stays in the
   * sample when others are filtered out.
   */
  sample(count: number, seed: number): Uint32Array<ArrayBuffer> {
    const shuffled = this.#inArrival();
    radixSort(
      shuffled,
      shuffled.map((id) => shuffleKey(id, seed)),
    );
    return shuffled.slice(0, count).sort();
  }

  #inArrival(): Uint32Array<ArrayBuffer> {
    const ids = new Uint32Array(this.matches);
    let n = 0;
    for (let word = 0; word < this.#passed.length; word++) {
      // The lowest set bit is taken until none is left.
      for (let bits = this.#passed[word]!; bits !== 0; bits &= bits - 1) {
        ids[n++] = word * 32 + 31 - Math.clz32(bits & -bits);
      }
    }
    return ids;
  }

  #inOrder(order: Uint32Array): Uint32Array<ArrayBuffer> {
    const ids = new Uint32Array(this.matches);
    let n = 0;
    for (const id of order) if (this.has(id)) ids[n++] = id;
    return ids;
  }
}
