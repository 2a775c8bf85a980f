import type { CodeFilter, CodeFilters } from './code-filters.ts';
import { codeColumn, countChanges, markPassing, wordsFor, type CodeColumn, type Codes } from './row-bits.ts';

export interface Rows {
  /** The codes of all rows, one column a lane. A column of a single code stands for rows that all have it. */
  readonly codes: readonly Codes[];
  /** How many codes each lane has. */
  readonly codeCounts: readonly number[];
  readonly count: number;
  /** Bit i % 32 of word i / 32 is set where row i is in no view, whatever its codes. Another array whenever it changes. */
  readonly hidden: Uint32Array;
  /** Changes with codes and count. */
  readonly version: string;
}

export interface Counted {
  readonly matches: number;
  /** For each lane and code the rows that pass the filters of all other lanes. They are valid until the next call. */
  readonly byCode: readonly Uint32Array[];
  /** The rows that pass, laid out as `hidden`. */
  readonly passed: Uint32Array;
}

/** Rows that pass one thing that may hold them back. */
interface Gate {
  bits: Uint32Array<ArrayBuffer>;
  passesAll: boolean;
}

/** A column whose codes are filtered and counted. */
interface Lane extends Gate {
  readonly column: CodeColumn;
  readonly counts: Uint32Array;
  filter: CodeFilter;
}

/**
 * Counts the rows of every code in every lane, each lane without its own filter.
 *
 * Which rows pass each lane is kept, a bit a row. Where one lane's filter changes, its own counts stay; in the others only
 * rows are counted that begin or cease to pass it, and that the rest lets through. After any other change all rows are
 * counted anew.
 */
export class RowCounter {
  #version = '';
  #lanes: readonly Lane[] = [];
  #shown: Gate = { bits: new Uint32Array(0), passesAll: true };
  #hidden: Uint32Array | null = null;
  #all = new Uint32Array(0);
  /** What a gate becomes; then what it was. */
  #spare = new Uint32Array(0);
  /** Room for two intersections. */
  #rooms: readonly [Uint32Array, Uint32Array] = [new Uint32Array(0), new Uint32Array(0)];

  count(rows: Rows, filters: CodeFilters): Counted {
    if (rows.version !== this.#version) this.#begin(rows, filters);
    else this.#follow(rows, filters);
    const passed = this.#within(this.#gates(), this.#rooms[0]).slice();
    return { matches: this.#matches(), byCode: this.#lanes.map(({ counts }) => counts), passed };
  }

  #begin({ codes, codeCounts, count, hidden, version }: Rows, filters: CodeFilters): void {
    const words = wordsFor(count);
    const room = () => new Uint32Array(words);
    this.#version = version;
    this.#all = room().fill(0xffff_ffff);
    if (count % 32 > 0) this.#all[words - 1] = 2 ** (count % 32) - 1;
    this.#spare = room();
    this.#rooms = [room(), room()];
    this.#lanes = codes.map((each, n) => {
      const filter = filters[n]!;
      const column = codeColumn(each, count);
      const bits = room();
      markPassing(column, count, filter.passes, bits);
      return { column, counts: new Uint32Array(codeCounts[n]!), filter, bits, passesAll: filter.passesAll };
    });
    this.#shown = this.#gateOf(hidden, room());
    this.#hidden = hidden;
    const none = room();
    for (const lane of this.#lanes) {
      const within = this.#within(this.#gates(lane), this.#rooms[0]);
      countChanges(lane.column, none, within, within, lane.counts);
    }
  }

  #follow({ count, hidden }: Rows, filters: CodeFilters): void {
    for (const [n, lane] of this.#lanes.entries()) {
      const filter = filters[n]!;
      if (filter === lane.filter) continue;
      lane.filter = filter;
      markPassing(lane.column, count, filter.passes, this.#spare);
      this.#change(lane, { bits: this.#spare, passesAll: filter.passesAll });
    }
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    this.#change(this.#shown, this.#gateOf(hidden, this.#spare));
  }

  #change(gate: Gate, { bits, passesAll }: Gate): void {
    const others = this.#gates(gate);
    const common = this.#within(others, this.#rooms[0]);
    for (const lane of this.#lanes) {
      if (lane === gate) continue;
      const within = lane.passesAll
        ? common
        : this.#within(
            others.filter((other) => other !== lane),
            this.#rooms[1],
          );
      countChanges(lane.column, gate.bits, bits, within, lane.counts);
    }
    this.#spare = gate.bits;
    gate.bits = bits;
    gate.passesAll = passesAll;
  }

  /** All that holds rows back, but for one. */
  #gates(except?: Gate): Gate[] {
    return [...this.#lanes, this.#shown].filter((gate) => gate !== except && !gate.passesAll);
  }

  /** The rows that pass all gates; in `room` where there are several. */
  #within([first, second, ...others]: readonly Gate[], room: Uint32Array): Uint32Array {
    if (!first) return this.#all;
    if (!second) return first.bits;
    for (let word = 0; word < room.length; word++) room[word] = first.bits[word]! & second.bits[word]!;
    for (const { bits } of others) for (let word = 0; word < room.length; word++) room[word]! &= bits[word]!;
    return room;
  }

  #gateOf(hidden: Uint32Array, bits: Uint32Array<ArrayBuffer>): Gate {
    let passesAll = true;
    for (let word = 0; word < bits.length; word++) {
      bits[word] = this.#all[word]! & ~hidden[word]!;
      passesAll &&= bits[word] === this.#all[word];
    }
    return { bits, passesAll };
  }

  #matches(): number {
    const [lane] = this.#lanes;
    return lane ? lane.counts.reduce((sum, count, code) => sum + count * lane.filter.passes[code]!, 0) : 0;
  }
}
