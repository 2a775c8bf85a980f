import { memoryImport } from '../core/wasm/wasm-bytes.ts';
import { doubleBytes } from '../core/wasm/wasm-code.ts';

const pageBytes = 65_536;
/** Of a cache line. */
const lineBytes = 64;

/**
 * The address of a place for so many numbers, float64 where it is not told how many bytes each has; 0 of them: how much
 * memory there has to be.
 */
export type Place = (length: number, bytesEach?: number) => number;

/** Hands out places one behind the other, each at the beginning of a cache line. */
export function placesInOrder(): Place {
  let next = 0;
  return (length, bytesEach = doubleBytes) => {
    const place = next;
    next += Math.ceil((length * bytesEach) / lineBytes) * lineBytes;
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
