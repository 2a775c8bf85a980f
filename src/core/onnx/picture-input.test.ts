import { describe, expect, it } from 'vitest';
import { pictureInput } from './picture-input.ts';
import type { GraphValue } from './value-reader.ts';

const picture: GraphValue = { name: 'x', type: 'float', shape: ['batch', 3, 224, 224] };

describe('pictureInput', () => {
  it.each([
    [{}, { type: 'float', layout: 'nchw', sidePx: 224 }],
    [{ shape: [1, 3, 'h', 'w'] }, { layout: 'nchw', sidePx: null }],
    [{ shape: [1, 3, 'h', 64] }, { layout: 'nchw', sidePx: 64 }],
    [{ shape: ['b', 'c', 'h', 'w'] }, { layout: 'nchw', sidePx: null }],
    [{ shape: [null, 299, 299, 3] }, { layout: 'nhwc', sidePx: 299 }],
    [{ shape: [1, 3, 3, 3] }, { layout: 'nchw', sidePx: 3 }],
    [{ type: 'float16' }, { type: 'float16' }],
  ])('takes %j', (patch, expected) => {
    const input = pictureInput({ inputs: [{ ...picture, ...patch }] });
    expect(input).toMatchObject({ ok: true, value: { name: 'x', ...expected } });
  });

  it.each([
    [{ type: 'int64' }, 'of type int64'],
    [{ type: 'uint8' }, 'of type uint8'],
    [{ type: 'no tensor', shape: null }, 'of type no tensor'],
    [{ shape: null }, 'no shape'],
    [{ shape: ['batch', 'sequence'] }, 'batch × sequence'],
    [{ shape: [1, 1, 28, 28] }, '1 channels'],
    [{ shape: [8, 3, 224, 224] }, 'wants 8 pictures'],
    [{ shape: [1, 3, 224, 320] }, 'only squares'],
    [{ shape: [1, 3, 0, 0] }, '0 px'],
    [{ shape: [1, 3, 100_000, 100_000] }, '100000 px'],
  ])('refuses %j', (patch, words) => {
    const input = pictureInput({ inputs: [{ ...picture, ...patch }] });
    expect(input.ok ? null : input.failure).toMatchObject({
      code: 'not-for-pictures',
      detail: expect.stringContaining(words) as string,
    });
  });

  it('refuses none and several', () => {
    expect(pictureInput({ inputs: [] })).toMatchObject({ failure: { detail: 'it takes no input' } });
    expect(pictureInput({ inputs: [picture, { ...picture, name: 'y' }] })).toMatchObject({
      failure: { detail: 'it needs 2 inputs (“x”, “y”)' },
    });
  });
});
