import { medianNetwork } from './median-network.ts';

/*
 * A median network as WebAssembly with SIMD: 16 pixels take each minimum and maximum together. The module is some
 * hundred bytes, written here, so that no compiler is needed to build the page.
 *
 *   memory  imported as env.memory: the padded plane at 0, the result behind it
 *   median  (source, target, stride, width, height), all in bytes; width a multiple of 16
 */

const i32 = 0x7f;
const v128 = 0x7b;
const emptyBlock = 0x40;

const op = {
  loop: 0x03,
  end: 0x0b,
  brIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  i32Const: 0x41,
  i32LtU: 0x49,
  i32Sub: 0x6b,
  i32Add: 0x6a,
  simd: 0xfd,
} as const;

const simd = { load: 0x00, store: 0x0b, minU: 0x77, maxU: 0x79 } as const;

/** Parameters come first among the locals. */
const local = { source: 0, target: 1, stride: 2, width: 3, height: 4, x: 5, from: 6, firstWire: 7 } as const;

export const memoryImport = { module: 'env', name: 'memory' } as const;
export const medianExport = 'median';

/** The bytes of a module for windows of `side` x `side` pixels. */
export function medianModule(side: number): Uint8Array<ArrayBuffer> {
  const body = medianBody(side);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // Types: one function of five numbers.
    ...section(1, [1, 0x60, 5, i32, i32, i32, i32, i32, 0]),
    ...section(2, [1, ...name(memoryImport.module), ...name(memoryImport.name), 0x02, 0x00, 0x01]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name(medianExport), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
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
    ...[2, 2, i32, ...unsigned(wires), v128],
    ...[op.loop, emptyBlock, ...acrossRow],
    ...[...get(local.source), ...get(local.stride), op.i32Add, ...set(local.source)],
    ...[...get(local.target), ...get(local.width), op.i32Add, ...set(local.target)],
    ...[...get(local.height), op.i32Const, 1, op.i32Sub, ...set(local.height)],
    ...[op.i32Const, 0, ...get(local.height), op.i32LtU, op.brIf, 0, op.end],
    op.end,
  ];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}
