import { medianNetwork } from './median-network.ts';
import { moduleOf, op, unsigned } from '../wasm/wasm-bytes.ts';
import { get, i32, join, loop, set } from '../wasm/wasm-code.ts';

/*
 * A median network as WebAssembly with SIMD: 16 pixels take each minimum and maximum together.
 *
 *   memory  imported as env.memory: the padded plane at 0, the result behind it
 *   median  (source, target, stride, width, height), all in bytes; width a multiple of 16
 */

const simd = { load: 0x00, store: 0x0b, minU: 0x77, maxU: 0x79 } as const;

/** Parameters come first among the locals. */
const local = {
  ...{ source: 0, target: 1, stride: 2, width: 3, height: 4 },
  ...{ x: 5, row: 6, from: 7, firstWire: 8 },
} as const;

export interface MedianExports {
  median(source: number, target: number, stride: number, width: number, height: number): void;
}

/** The bytes of a module for windows of `side` x `side` pixels. */
export function medianModule(side: number): Uint8Array<ArrayBuffer> {
  const { steps, wires, median } = medianNetwork(side);
  const wire = (n: number) => local.firstWire + n;
  const loads: number[] = [];
  for (let row = 0; row < side; row++) {
    // from = source + x + row * stride, one addition a row.
    const at =
      row === 0 ? i32.add(get(local.source), get(local.x)) : i32.add(get(local.from), get(local.stride));
    loads.push(...set(local.from, at));
    for (let column = 0; column < side; column++) {
      const pixels = [...get(local.from), op.simd, simd.load, 0, ...unsigned(column)];
      loads.push(...set(wire(row * side + column), pixels));
    }
  }
  const network = steps.flatMap(({ take, a, b, out }) =>
    set(wire(out), [...get(wire(a)), ...get(wire(b)), op.simd, take === 'min' ? simd.minU : simd.maxU]),
  );
  const to = i32.add(get(local.target), get(local.x));
  const across = loop(
    local.x,
    16,
    get(local.width),
    join(loads, network, [...to, ...get(wire(median)), op.simd, simd.store, 0, 0]),
  );
  const down = join(
    across,
    set(local.source, i32.add(get(local.source), get(local.stride))),
    set(local.target, i32.add(get(local.target), get(local.width))),
  );
  return moduleOf({
    name: 'median',
    parameters: 5,
    numbers: 3,
    vectors: wires,
    code: loop(local.row, 1, get(local.height), down),
  });
}
