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
