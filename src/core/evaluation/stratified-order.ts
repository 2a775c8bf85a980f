import { shuffleKey } from '../dataset/shuffle.ts';

/**
 * An order of samples in which every beginning is balanced: round after round it takes one sample of each cell (such as
 * generator x label), in an order of cells drawn anew each round, until cells run out. In the first k samples two cells that
 * still have samples differ by at most one. Samples of a cell come in random order. The same seed gives the same order.
 *
 * @param cells by sample: the number of its cell
 * @returns sample numbers
 */
export function stratifiedOrder(cells: Uint32Array, seed: number): Uint32Array<ArrayBuffer> {
  const n = cells.length;
  const key = Uint32Array.from({ length: n }, (_, i) => shuffleKey(i, seed));
  const shuffled = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => key[a]! - key[b]!);
  // The n-th sample of a cell, in random order, belongs to round n.
  const seen = new Map<number, number>();
  const round = new Uint32Array(n);
  for (const i of shuffled) {
    const before = seen.get(cells[i]!) ?? 0;
    round[i] = before;
    seen.set(cells[i]!, before + 1);
  }
  return shuffled.sort((a, b) => round[a]! - round[b]! || key[a]! - key[b]!);
}
