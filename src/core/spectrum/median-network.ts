/*
 * The median of k x k values without sorting them: a fixed list of minima and maxima, the same for all data, so that
 * 16 pixels can go through it at once.
 */

/** `out` and the inputs are wires; a wire may be written again. */
export interface NetworkStep {
  readonly take: 'min' | 'max';
  readonly a: number;
  readonly b: number;
  readonly out: number;
}

export interface MedianNetwork {
  /** Side of the window. */
  readonly side: number;
  readonly steps: readonly NetworkStep[];
  /** The wire that holds the median at the end. Wires 0..side*side-1 hold the window at the beginning. */
  readonly median: number;
  readonly wires: number;
}

/**
 * Batcher's odd-even merge sort (Batcher 1968) for side * side values, without every minimum and maximum that the
 * middle value does not depend on.
 */
export function medianNetwork(side: number): MedianNetwork {
  const inputs = side * side;
  let wires = inputs;
  // Each step writes a new wire first, which makes 'depends on' a walk backwards.
  const at = Array.from({ length: inputs }, (_, i) => i);
  const all: NetworkStep[] = [];
  for (const [low, high] of batcherPairs(inputs)) {
    const a = at[low]!;
    const b = at[high]!;
    all.push({ take: 'min', a, b, out: wires });
    at[low] = wires++;
    all.push({ take: 'max', a, b, out: wires });
    at[high] = wires++;
  }
  const median = at[(inputs - 1) / 2]!;
  const needed = new Set([median]);
  const steps: NetworkStep[] = [];
  for (const step of all.reverse()) {
    if (!needed.has(step.out)) continue;
    needed.add(step.a).add(step.b);
    steps.push(step);
  }
  return reuseWires({ side, steps: steps.reverse(), median, wires });
}

function* batcherPairs(count: number): Generator<readonly [low: number, high: number]> {
  const size = 2 ** Math.ceil(Math.log2(count));
  for (let span = 1; span < size; span *= 2) {
    for (let gap = span; gap >= 1; gap /= 2) {
      for (let start = gap % span; start < size - gap; start += 2 * gap) {
        for (let i = start; i < Math.min(start + gap, size - gap); i++) {
          const sameBlock = Math.floor(i / (2 * span)) === Math.floor((i + gap) / (2 * span));
          // Values beyond the last would be infinite and stay where they are.
          if (sameBlock && i + gap < count) yield [i, i + gap];
        }
      }
    }
  }
}

/** Writes to wires whose value nobody reads any more, so that few are needed: 16 fit into registers. */
function reuseWires({ side, steps, median, wires }: MedianNetwork): MedianNetwork {
  const lastRead = new Array<number>(wires).fill(-1);
  steps.forEach(({ a, b }, n) => {
    lastRead[a] = n;
    lastRead[b] = n;
  });
  lastRead[median] = steps.length;
  const place = Array.from({ length: wires }, (_, i) => i);
  const free: number[] = [];
  let used = side * side;
  const moved = steps.map(({ take, a, b, out }, n): NetworkStep => {
    const from = { a: place[a]!, b: place[b]! };
    for (const wire of new Set([a, b])) if (lastRead[wire] === n) free.push(place[wire]!);
    place[out] = free.pop() ?? used++;
    return { take, ...from, out: place[out] };
  });
  return { side, steps: moved, median: place[median]!, wires: used };
}
