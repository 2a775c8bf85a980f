/** Long enough to smooth over single pictures, short enough to notice that known scores have ended. */
const windowMs = 20_000;

/** Says how long work will take by how fast it went lately. Time in which it is held does not count. */
export class WorkPace {
  readonly #marks: { readonly atMs: number; readonly done: number }[] = [];
  readonly #now: () => number;
  #heldMs = 0;
  #heldSince: number | null = null;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.note(0);
  }

  hold(): void {
    this.#heldSince ??= this.#now();
  }

  goOn(): void {
    if (this.#heldSince !== null) this.#heldMs += this.#now() - this.#heldSince;
    this.#heldSince = null;
  }

  note(done: number): void {
    const atMs = this.#activeMs();
    this.#marks.push({ atMs, done });
    // The one before the window stays, so that the window is never empty.
    while ((this.#marks[1]?.atMs ?? Infinity) < atMs - windowMs) this.#marks.shift();
  }

  /** null while nothing is done yet. */
  msLeft(total: number): number | null {
    const first = this.#marks[0];
    const last = this.#marks.at(-1);
    if (!first || !last || last.done <= first.done) return null;
    const msEach = (last.atMs - first.atMs) / (last.done - first.done);
    return Math.max(0, total - last.done) * msEach;
  }

  #activeMs(): number {
    return (this.#heldSince ?? this.#now()) - this.#heldMs;
  }
}
