import { onesIn } from './row-bits.ts';

/** A set of sample ids as one bit each: a third of a megabyte for GenImage, whatever is selected. */
export class IdSet {
  #bits = new Uint32Array(1);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(id: number): boolean {
    return ((this.#bits[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0;
  }

  add(id: number): void {
    if (this.has(id)) return;
    this.#makeRoom((id >>> 5) + 1);
    this.#bits[id >>> 5] = this.#bits[id >>> 5]! | (1 << (id & 31));
    this.#size++;
  }

  delete(id: number): void {
    if (!this.has(id)) return;
    this.#bits[id >>> 5] = this.#bits[id >>> 5]! & ~(1 << (id & 31));
    this.#size--;
  }

  /** Adds all of a mask: bit i % 32 of word i / 32 stands for id i. */
  addMask(mask: Uint32Array): void {
    this.#makeRoom(mask.length);
    const bits = this.#bits;
    for (let word = 0; word < mask.length; word++) bits[word] = (bits[word] ?? 0) | (mask[word] ?? 0);
    this.#count();
  }

  /** Those of the mask that were not in the set are, and nothing else. */
  invertWithin(mask: Uint32Array): void {
    const former = this.#bits;
    this.#bits = Uint32Array.from(mask).map((word, i) => word & ~(former[i] ?? 0));
    this.#count();
  }

  clear(): void {
    this.#bits = new Uint32Array(1);
    this.#size = 0;
  }

  /** Ascending. */
  toArray(): Uint32Array<ArrayBuffer> {
    const ids = new Uint32Array(this.#size);
    let at = 0;
    for (let word = 0; word < this.#bits.length; word++) {
      for (let bits = this.#bits[word]!; bits !== 0; bits &= bits - 1) {
        // The lowest bit that is set: 31 minus the leading zeros of it alone.
        ids[at++] = word * 32 + 31 - Math.clz32(bits & -bits);
      }
    }
    return ids;
  }

  #count(): void {
    this.#size = this.#bits.reduce((sum, word) => sum + onesIn(word), 0);
  }

  #makeRoom(words: number): void {
    if (words <= this.#bits.length) return;
    const bits = new Uint32Array(Math.max(words, 2 * this.#bits.length));
    bits.set(this.#bits);
    this.#bits = bits;
  }
}
