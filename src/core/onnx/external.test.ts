import { describe, expect, it } from 'vitest';
import { placeExternal } from './external.ts';
import type { ExternalTensor } from './tensor-reader.ts';

const tensor: ExternalTensor = { name: 'w', location: 'weights.bin', offset: 64, bytes: 36, length: 36 };
const files = [
  { path: 'onnx/model.onnx', bytes: 10 },
  { path: 'onnx/weights.bin', bytes: 100 },
];

describe('placeExternal', () => {
  it('finds weights beside the graph, with every location once', () => {
    const placed = placeExternal([tensor, { ...tensor, name: 'b', offset: 0 }], 'onnx/model.onnx', files);
    expect(placed).toEqual({ ok: true, value: [{ location: 'weights.bin', path: 'onnx/weights.bin' }] });
  });

  it('finds them by name where files were given one by one', () => {
    const loose = [{ path: 'weights.bin', bytes: 100 }];
    for (const location of ['./weights.bin', 'deep/weights.bin'])
      expect(placeExternal([{ ...tensor, location }], 'model.onnx', loose)).toEqual({
        ok: true,
        value: [{ location, path: 'weights.bin' }],
      });
  });

  it('names all that is missing', () => {
    const tensors = [tensor, { ...tensor, location: 'more.bin' }];
    expect(placeExternal(tensors, 'model.onnx', [])).toEqual({
      ok: false,
      failure: { code: 'external-missing', locations: ['weights.bin', 'more.bin'] },
    });
  });

  it.each([
    '../weights.bin',
    'a/../../weights.bin',
    '/etc/passwd',
    'C:\\weights.bin',
    '..\\weights.bin',
    'file:///weights.bin',
    'https://example.org/weights.bin',
    '',
  ])('refuses to look at %j', (location) => {
    expect(placeExternal([{ ...tensor, location }], 'onnx/model.onnx', files)).toEqual({
      ok: false,
      failure: { code: 'unsafe-location', location },
    });
  });

  it('refuses a tensor that ends behind the file, by a single byte', () => {
    expect(placeExternal([{ ...tensor, offset: 65 }], 'onnx/model.onnx', files)).toEqual({
      ok: false,
      failure: {
        code: 'external-short',
        location: 'weights.bin',
        tensor: 'w',
        neededBytes: 101,
        foundBytes: 100,
      },
    });
  });

  it('refuses elements without a size', () => {
    const text = { ...tensor, bytes: null, length: null };
    expect(placeExternal([text], 'onnx/model.onnx', files)).toMatchObject({
      failure: { code: 'lying-location', tensor: 'w' },
    });
  });
});
