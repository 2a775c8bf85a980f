/** Reads the .npy files of the tests: float64, float32 and uint8, row-major. */
export function readNpy(bytes: Uint8Array): { readonly values: Float64Array; readonly shape: number[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint16(8, true);
  const header = Array.from(bytes.subarray(10, 10 + headerLength), (byte) => String.fromCharCode(byte)).join(
    '',
  );
  const descr = /'descr': '([^']+)'/u.exec(header)?.[1] ?? '';
  const shape = (/'shape': \(([^)]*)\)/u.exec(header)?.[1] ?? '').split(',').filter(Boolean).map(Number);
  const count = shape.reduce((product, each) => product * each, 1);
  const start = 10 + headerLength;
  const read: Record<string, (i: number) => number> = {
    '<f8': (i) => view.getFloat64(start + 8 * i, true),
    '<f4': (i) => view.getFloat32(start + 4 * i, true),
    '|u1': (i) => view.getUint8(start + i),
  };
  const value = read[descr];
  if (!value || header.includes("'fortran_order': True")) throw new Error(`cannot read ${header}`);
  return { values: Float64Array.from({ length: count }, (_, i) => value(i)), shape };
}
