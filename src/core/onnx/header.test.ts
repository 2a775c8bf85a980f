import { describe, expect, it } from 'vitest';
import { readOnnxHeader } from './header.ts';
import { expectedHeaders, fixture } from '../../../e2e/onnx-files.ts';

describe('readOnnxHeader', () => {
  it.each(Object.entries(expectedHeaders()))('reads of %s what the onnx package reads', (file, expected) => {
    const header = readOnnxHeader(fixture(file));
    if (!header.ok) throw new Error(JSON.stringify(header.failure));
    const { producer, opsets, inputs, outputs, operators, parameters, external } = header.value;
    const found = external.map(({ name, location }) => [name, location]).sort();
    expect({
      producer,
      opsets: Object.fromEntries(opsets),
      inputs,
      outputs,
      operators: operators.toSorted(),
      parameters,
      external: found,
    }).toEqual(expected);
  });

  it('knows which operator makes an output', () => {
    const header = readOnnxHeader(fixture('nhwc-softmax.onnx'));
    expect(header.ok && header.value.madeBy.get('share')).toBe('Softmax');
  });

  it.each([
    ['', 'an empty file'],
    ['\x89PNG\r\n', 'a PNG picture'],
    ['version https://git-lfs.github.com/spec/v1', 'a Git LFS pointer, which stands for the file'],
    ['%PDF-1.7', 'a PDF document'],
    ['\x1c\0\0\0TFL3', 'a TensorFlow Lite model'],
  ])('says of %j what it is', (text, found) => {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(readOnnxHeader(bytes)).toEqual({ ok: false, failure: { code: 'not-onnx', found } });
  });

  it('refuses every beginning of a file', () => {
    const whole = fixture('one-logit.onnx');
    for (let length = 0; length < whole.length; length++) {
      const { ok } = readOnnxHeader(whole.subarray(0, length));
      expect(ok, `${length} of ${whole.length} bytes`).toBe(false);
    }
  });

  it('refuses graphs that lie too deep in each other', () => {
    // GraphProto.node.attribute.g, again and again: each level wraps the one before.
    let graph = Uint8Array.of();
    const wrap = (number: number, inner: Uint8Array): Uint8Array<ArrayBuffer> =>
      Uint8Array.of((number << 3) | 2, (inner.length & 0x7f) | 0x80, inner.length >> 7, ...inner);
    for (let depth = 0; depth < 20; depth++)
      graph = wrap(1, Uint8Array.of(...wrap(4, Uint8Array.of(73, 102)), ...wrap(5, wrap(6, graph))));
    const model = Uint8Array.of(8, 8, ...wrap(7, graph));
    expect(readOnnxHeader(model)).toMatchObject({ ok: false, failure: { code: 'damaged' } });
  });
});
