/** Names in the order in which they came up, each with its position; those not yet handed on can be taken. */
export class NameList {
  readonly #positions = new Map<string, number>();
  #fresh: string[] = [];

  get size(): number {
    return this.#positions.size;
  }

  position(name: string): number {
    const known = this.#positions.get(name);
    if (known !== undefined) return known;
    const position = this.#positions.size;
    this.#positions.set(name, position);
    this.#fresh.push(name);
    return position;
  }

  get hasFresh(): boolean {
    return this.#fresh.length > 0;
  }

  takeFresh(): string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}
