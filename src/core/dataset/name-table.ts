import { Column } from './column.ts';

/** Names of files in UTF-8, one after another, as they came: what is no text (a lone byte) stays what it is. */
export class NameTable {
  readonly #bytes = new Column(Uint8Array);
  readonly #ends = new Column(Uint32Array);
  #count = 0;
  #byteCount = 0;

  get count(): number {
    return this.#count;
  }

  /** All bytes; those behind the last end mean nothing. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.array;
  }

  /** Where each name ends; it begins where the one before it ends. */
  get ends(): Uint32Array<ArrayBuffer> {
    return this.#ends.array;
  }

  get byteLength(): number {
    return this.#bytes.byteLength + this.#ends.byteLength;
  }

  /**
   * @param nameEnds where in `names` each one ends
   * @throws RangeError where all names together would be longer than 4 GiB, or an end lies outside
   */
  append(names: Uint8Array, nameEnds: Uint32Array): void {
    const added = nameEnds.at(-1) ?? 0;
    if (added > names.length) throw new RangeError(`names end at ${added}, but have ${names.length} bytes`);
    const base = this.#byteCount;
    if (base + added >= 2 ** 32) throw new RangeError('the names are longer than 4 GiB in all');
    this.#bytes.reserve(base + added).set(names.subarray(0, added), base);
    const ends = this.#ends.reserve(this.#count + nameEnds.length);
    for (let i = 0; i < nameEnds.length; i++) ends[this.#count + i] = base + nameEnds[i]!;
    this.#count += nameEnds.length;
    this.#byteCount = base + added;
  }

  /** The bytes of one name, not copied. */
  bytesOf(id: number): Uint8Array<ArrayBuffer> {
    const start = id === 0 ? 0 : this.#ends.array[id - 1]!;
    return this.#bytes.array.subarray(start, this.#ends.array[id]);
  }

  trim(): void {
    this.#bytes.trim(this.#byteCount);
    this.#ends.trim(this.#count);
  }
}
