type ColumnArray =
  Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/**
 * A typed array that grows. An eighth more each time it is full: appending stays linear in all (each value is moved
 * some nine times), and little room is left unused.
 */
export class Column<A extends ColumnArray> {
  readonly #make: new (length: number) => A;
  readonly #fill: number;
  #array: A;

  /** @param fill what entries are until they are set */
  constructor(make: new (length: number) => A, fill = 0) {
    this.#make = make;
    this.#fill = fill;
    this.#array = new make(0);
  }

  /** At least as long as was reserved. Another one after `reserve` and `trim`. */
  get array(): A {
    return this.#array;
  }

  get byteLength(): number {
    return this.#array.byteLength;
  }

  /** Makes room for so many entries in all. */
  reserve(length: number): A {
    const held = this.#array.length;
    if (length > held) this.#resize(Math.max(length, 1024, held + Math.ceil(held / 8)));
    return this.#array;
  }

  /** Gives the room behind the first `length` entries back. */
  trim(length: number): void {
    if (length < this.#array.length) this.#resize(length);
  }

  #resize(length: number): void {
    const old = this.#array;
    this.#array = new this.#make(length);
    this.#array.set(old.subarray(0, length));
    if (this.#fill !== 0 && length > old.length) this.#array.fill(this.#fill, old.length);
  }
}
