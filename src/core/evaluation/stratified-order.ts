import { shuffleKey } from '../dataset/shuffle.ts';

/**
 * An order of samples in which every beginning is balanced, first over the coarsest cells (such as real and generated),
 * within each of them over the next finer ones (generators), and so on. Round after round it takes one sample of each
 * coarsest cell, in an order drawn anew each round, until cells run out; which one is settled within the cell in the same
 * way. So among the first k samples of a cell two cells of the next level that still have samples differ by at most one.
 * Samples of a finest cell come in random order. The same seed gives the same order.
 *
 * @param levels from coarse to fine, one number a sample; samples of one cell lie in one cell of every coarser level
 * @returns sample numbers
 */
export function stratifiedOrder(levels: readonly Uint32Array[], seed: number): Uint32Array<ArrayBuffer> {
  const n = levels[0]?.length ?? 0;
  const key = Uint32Array.from({ length: n }, (_, i) => shuffleKey(i, seed));
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => key[a]! - key[b]!);
  const round = new Uint32Array(n);
  for (const cells of levels.toReversed()) {
    // The k-th sample of a cell, in the order that the finer cells have given it, belongs to round k.
    const seen = new Map<number, number>();
    for (const i of order) {
      const before = seen.get(cells[i]!) ?? 0;
      round[i] = before;
      seen.set(cells[i]!, before + 1);
    }
    order.sort((a, b) => round[a]! - round[b]! || key[a]! - key[b]!);
  }
  return order;
}
