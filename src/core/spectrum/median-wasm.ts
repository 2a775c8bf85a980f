import { medianNetwork } from './median-network.ts';
import { emptyBlock, moduleOf, op, type, unsigned } from './wasm-bytes.ts';

/*
 * A median network as WebAssembly with SIMD: 16 pixels take each minimum and maximum together.
 *
 *   memory  imported as env.memory: the padded plane at 0, the result behind it
 *   median  (source, target, stride, width, height), all in bytes; width a multiple of 16
 */

const simd = { load: 0x00, store: 0x0b, minU: 0x77, maxU: 0x79 } as const;

/** Parameters come first among the locals. */
const local = { source: 0, target: 1, stride: 2, width: 3, height: 4, x: 5, from: 6, firstWire: 7 } as const;

export const medianExport = 'median';

/** The bytes of a module for windows of `side` x `side` pixels. */
export function medianModule(side: number): Uint8Array<ArrayBuffer> {
  return moduleOf(medianExport, 5, medianBody(side));
}

function medianBody(side: number): number[] {
  const { steps, wires, median } = medianNetwork(side);
  const wire = (n: number) => unsigned(local.firstWire + n);
  const get = (n: number) => [op.localGet, ...unsigned(n)];
  const set = (n: number) => [op.localSet, ...unsigned(n)];
  const loads: number[] = [];
  for (let row = 0; row < side; row++) {
    // from = source + x + row * stride, one addition a row.
    loads.push(
      ...(row === 0 ? [...get(local.source), ...get(local.x)] : [...get(local.from), ...get(local.stride)]),
    );
    loads.push(op.i32Add, ...set(local.from));
    for (let column = 0; column < side; column++) {
      loads.push(...get(local.from), op.simd, simd.load, 0, ...unsigned(column));
      loads.push(op.localSet, ...wire(row * side + column));
    }
  }
  const network = steps.flatMap(({ take, a, b, out }) => [
    ...[op.localGet, ...wire(a), op.localGet, ...wire(b)],
    ...[op.simd, take === 'min' ? simd.minU : simd.maxU, op.localSet, ...wire(out)],
  ]);
  const store = [
    ...[...get(local.target), ...get(local.x), op.i32Add],
    ...[op.localGet, ...wire(median), op.simd, simd.store, 0, 0],
  ];
  const acrossRow = [
    ...[op.i32Const, 0, ...set(local.x), op.loop, emptyBlock, ...loads, ...network, ...store],
    ...[...get(local.x), op.i32Const, 16, op.i32Add, ...set(local.x)],
    ...[...get(local.x), ...get(local.width), op.i32LtU, op.brIf, 0, op.end],
  ];
  return [
    ...[2, 2, type.i32, ...unsigned(wires), type.v128],
    ...[op.loop, emptyBlock, ...acrossRow],
    ...[...get(local.source), ...get(local.stride), op.i32Add, ...set(local.source)],
    ...[...get(local.target), ...get(local.width), op.i32Add, ...set(local.target)],
    ...[...get(local.height), op.i32Const, 1, op.i32Sub, ...set(local.height)],
    ...[op.i32Const, 0, ...get(local.height), op.i32LtU, op.brIf, 0, op.end],
    op.end,
  ];
}
