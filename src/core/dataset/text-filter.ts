import type { NameTable } from './name-table.ts';
import { searchNames } from './text-search.ts';

/** Which rows the text filter hides, kept until the text changes; rows that arrived since are searched alone. */
export class TextFilter {
  readonly #names: NameTable;
  #text = '';
  #searched = 0;
  #hidden = new Uint32Array(0);

  constructor(names: NameTable) {
    this.#names = names;
  }

  /** A bit a row, set where the name does not contain the text; another array whenever it changes. */
  hidden(text: string): Uint32Array {
    const rows = this.#names.count;
    const words = Math.ceil(rows / 32);
    if (text !== this.#text) {
      this.#text = text;
      this.#searched = 0;
    }
    if (this.#searched === rows && this.#hidden.length === words) return this.#hidden;
    const hidden = new Uint32Array(words).fill(text === '' ? 0 : 0xffff_ffff);
    hidden.set(this.#hidden.subarray(0, Math.ceil(this.#searched / 32)));
    if (text !== '') searchNames(this.#names, text, this.#searched, rows, hidden);
    this.#hidden = hidden;
    this.#searched = rows;
    return hidden;
  }
}
