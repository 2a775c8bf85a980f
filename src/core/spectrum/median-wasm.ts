import { medianNetwork } from './median-network.ts';
import { moduleOf, op, unsigned, type WasmFunction } from '../wasm/wasm-bytes.ts';
import { get, i16x8, i32, join, loop, pair, set } from '../wasm/wasm-code.ts';

/*
 * A median network as WebAssembly with SIMD: 16 pixels take each minimum and maximum together.
 *
 *   memory    imported as env.memory
 *   median    (source, target, stride, width, height), all in bytes: of the padded plane at source; width a multiple of 16
 *   residual  (source, smooth, sums, stride, width, height, mask): adds (pixel - smooth) & mask to sums of 16 bits. Here source
 *             is the first pixel behind the border
 */

const simd = { load: 0x00, store: 0x0b, minU: 0x77, maxU: 0x79 } as const;

/** Parameters come first among the locals. */
const local = {
  ...{ source: 0, target: 1, stride: 2, width: 3, height: 4 },
  ...{ x: 5, row: 6, from: 7, firstWire: 8 },
} as const;

export interface MedianExports {
  median(source: number, target: number, stride: number, width: number, height: number): void;
  residual(
    source: number,
    smooth: number,
    sums: number,
    stride: number,
    width: number,
    height: number,
    mask: number,
  ): void;
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
  return moduleOf(
    {
      name: 'median',
      parameters: 5,
      numbers: 3,
      vectors: wires,
      code: loop(local.row, 1, get(local.height), down),
    },
    residualFunction(),
  );
}

function residualFunction(): WasmFunction {
  const [source, smooth, sums, stride, width, height, mask, x, row, to] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const [pixels, medians] = [10, 11];
  const add = (half: typeof i16x8.lowOfBytes, offset: number) =>
    pair.store(
      get(to),
      i16x8.add(
        pair.load(get(to), offset),
        i16x8.and(i16x8.sub(half(get(pixels)), half(get(medians))), i16x8.all(get(mask))),
      ),
      offset,
    );
  const across = loop(
    x,
    16,
    get(width),
    join(
      set(pixels, pair.load(i32.add(get(source), get(x)))),
      set(medians, pair.load(i32.add(get(smooth), get(x)))),
      set(to, i32.add(get(sums), i32.add(get(x), get(x)))),
      add(i16x8.lowOfBytes, 0),
      add(i16x8.highOfBytes, 16),
    ),
  );
  const down = join(
    across,
    set(source, i32.add(get(source), get(stride))),
    set(smooth, i32.add(get(smooth), get(width))),
    set(sums, i32.add(get(sums), i32.add(get(width), get(width)))),
  );
  return {
    name: 'residual',
    parameters: 7,
    numbers: 3,
    vectors: 2,
    code: loop(row, 1, get(height), down),
  };
}
