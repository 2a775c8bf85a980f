import { moduleOf } from '../wasm/wasm-bytes.ts';
import { doubleBytes, get, i32, join, loop, pair, pairBytes, set } from '../wasm/wasm-code.ts';

/*
 * Weighted sums of shifted lines as WebAssembly with SIMD: what both passes of a separable filter are.
 *
 *   memory  imported as env.memory
 *   weigh   (starts, weights, taps, line, bytes): line[i] = (sum over k of weights[k] * starts[k][i]) / divisor, added in
 *           the order of k. `starts` are `taps` addresses (4 bytes each) and `weights` as many float64, the divisor
 *           behind them; `line` takes `bytes`, read and written up to the next multiple of `blurStep`
 */

export interface BlurExports {
  weigh(starts: number, weights: number, taps: number, line: number, bytes: number): void;
}

/** Bytes that are worked on together: eight float64. */
export const blurStep = 64;

export function blurModule(): Uint8Array<ArrayBuffer> {
  const [starts, weights, taps, line, bytes, x, k, from, weightAt] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
  const [weight, firstSum] = [9, 10] as const;
  const lanes = [0, 1, 2, 3];
  const tap = join(
    set(from, i32.add(i32.load(i32.add(get(starts), get(k))), get(x))),
    set(weight, pair.loadTwice(get(weightAt))),
    ...lanes.map((n) =>
      set(
        firstSum + n,
        pair.add(get(firstSum + n), pair.mul(get(weight), pair.load(get(from), n * pairBytes))),
      ),
    ),
    set(weightAt, i32.add(get(weightAt), i32.const(doubleBytes))),
  );
  const code = loop(
    x,
    blurStep,
    get(bytes),
    join(
      ...lanes.map((n) => set(firstSum + n, pair.twice(0))),
      set(weightAt, get(weights)),
      loop(k, 4, i32.mul(get(taps), i32.const(4)), tap),
      set(weight, pair.loadTwice(get(weightAt))),
      ...lanes.map((n) =>
        pair.store(i32.add(get(line), get(x)), pair.div(get(firstSum + n), get(weight)), n * pairBytes),
      ),
    ),
  );
  return moduleOf({ name: 'weigh', parameters: 5, numbers: 4, vectors: 5, code });
}
