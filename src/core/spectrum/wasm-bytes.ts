/*
 * Pieces of WebAssembly modules that are written byte by byte, so that no compiler is needed to build the page. Names
 * and numbers as in the specification's binary format.
 */

export const type = { i32: 0x7f, v128: 0x7b } as const;
export const emptyBlock = 0x40;

export const op = {
  loop: 0x03,
  end: 0x0b,
  brIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Const: 0x41,
  f64Const: 0x44,
  i32LtU: 0x49,
  i32Sub: 0x6b,
  i32Add: 0x6a,
  simd: 0xfd,
} as const;

/** One module with one function of numbers and one imported memory, `env.memory`. */
export function moduleOf(
  functionName: string,
  parameters: number,
  body: readonly number[],
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, parameters, ...Array.from({ length: parameters }, () => type.i32), 0]),
    ...section(2, [1, ...name(memoryImport.module), ...name(memoryImport.name), 0x02, 0x00, 0x01]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name(functionName), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

export const memoryImport = { module: 'env', name: 'memory' } as const;

function section(id: number, content: readonly number[]): number[] {
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
