/** NumPy's .npy, version 1.0, of a row-major array of float32, as https://numpy.org/neps/nep-0001-npy-format.html says. */
export function toNpy(values: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const dimensions = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dimensions}), }`;
  // The data begins at a multiple of 64; the header ends in a line break.
  const unpadded = 10 + dictionary.length + 1;
  const headerLength = Math.ceil(unpadded / 64) * 64 - 10;
  const header = `${dictionary.padEnd(headerLength - 1)}\n`;
  const out = new Uint8Array(10 + headerLength + values.length * 4);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, headerLength & 0xff, headerLength >> 8]);
  for (let i = 0; i < header.length; i++) out[10 + i] = header.charCodeAt(i);
  const view = new DataView(out.buffer, 10 + headerLength);
  values.forEach((value, i) => {
    view.setFloat32(i * 4, value, true);
  });
  return out;
}

/**
 * Reads what `toNpy` writes.
 *
 * @throws Error saying what is wrong with the file
 */
export function fromNpy(bytes: Uint8Array): {
  readonly values: Float32Array<ArrayBuffer>;
  readonly shape: number[];
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 10 || view.getUint32(0) !== 0x934e554d) throw new Error('it is no .npy file');
  const start = 10 + view.getUint16(8, true);
  const header = String.fromCharCode(...bytes.subarray(10, start));
  if (!header.includes("'descr': '<f4'") || !header.includes("'fortran_order': False"))
    throw new Error('it holds no float32 numbers in C order');
  const shape = (/'shape': \(([^)]*)\)/u.exec(header)?.[1] ?? '').split(',').filter(Boolean).map(Number);
  const count = shape.reduce((product, each) => product * each, 1);
  if (bytes.length !== start + 4 * count) throw new Error('it is cut short');
  return {
    values: Float32Array.from({ length: count }, (_, i) => view.getFloat32(start + 4 * i, true)),
    shape,
  };
}
