import { memoryImport } from '../core/wasm/wasm-bytes.ts';

const pageBytes = 65_536;
export const doubleBytes = 8;
/** Of a cache line. */
const lineBytes = 64;

/** The address of a place for so many float64; 0 of them: how much memory there has to be. */
export type Place = (length: number) => number;

/** Hands out places one behind the other, each at the beginning of a cache line. */
export function placesInOrder(): Place {
  let next = 0;
  return (length) => {
    const place = next;
    next += Math.ceil((length * doubleBytes) / lineBytes) * lineBytes;
    return place;
  };
}

/** Memory that holds so many bytes. Throws where there is no room. */
export function wasmMemory(bytes: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes) });
}

/**
 * The functions of a module of ours on this memory; the module's own file says which. Throws where the browser has no
 * WebAssembly or no SIMD.
 */
export function wasmFunctions(bytes: Uint8Array<ArrayBuffer>, memory: WebAssembly.Memory): object {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    [memoryImport.module]: { [memoryImport.name]: memory },
  }).exports;
}
