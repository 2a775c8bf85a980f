/*
 * Pieces of WebAssembly modules that are written byte by byte, so that no compiler is needed to build the page. Names
 * and numbers as in the specification's binary format.
 */

const type = { i32: 0x7f, v128: 0x7b } as const;
export const emptyBlock = 0x40;

export const op = {
  loop: 0x03,
  end: 0x0b,
  brIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  i32Load: 0x28,
  i32Load16U: 0x2f,
  i32Store16: 0x3b,
  i32Const: 0x41,
  f64Const: 0x44,
  i32LtU: 0x49,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32And: 0x71,
  simd: 0xfd,
} as const;

export interface WasmFunction {
  readonly name: string;
  /** Numbers (i32), the first locals. */
  readonly parameters: number;
  /** Further locals: numbers, then vectors. */
  readonly numbers: number;
  readonly vectors: number;
  readonly code: readonly number[];
}

/** One module with functions that answer nothing, and one imported memory, `env.memory`. */
export function moduleOf(...functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      functions.map(({ parameters }) => [0x60, parameters, ...Array<number>(parameters).fill(type.i32), 0]),
    ),
    ...section(2, [[...name(memoryImport.module), ...name(memoryImport.name), 0x02, 0x00, 0x01]]),
    ...section(
      3,
      functions.map((_, n) => [n]),
    ),
    ...section(
      7,
      functions.map((each, n) => [...name(each.name), 0x00, n]),
    ),
    ...section(10, functions.map(bodyOf)),
  ]);
}

export const memoryImport = { module: 'env', name: 'memory' } as const;

function bodyOf({ numbers, vectors, code }: WasmFunction): number[] {
  const body = [2, ...unsigned(numbers), type.i32, ...unsigned(vectors), type.v128, ...code, op.end];
  return [...unsigned(body.length), ...body];
}

function section(id: number, entries: readonly (readonly number[])[]): number[] {
  const content = [...unsigned(entries.length), ...entries.flat()];
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

/** LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}
