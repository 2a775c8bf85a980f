import { describe, expect, it } from 'vitest';
import { opened, safetensorsOf } from '../checkpoint/test-checkpoints.ts';
import { assembleWeights } from './assemble.ts';
import { matchTemplate } from './match.ts';
import { templateOf } from './test-templates.ts';

const shapes = { 'conv.weight': [2, 2], 'fc.bias': [3] };
const gapBytes = 8;
const template = templateOf(shapes, 'some-network', gapBytes);

/** fc.bias as half floats in front of conv.weight, behind a prefix. */
function fileWith(bias: readonly number[], weight: readonly number[]): Uint8Array<ArrayBuffer> {
  const header = JSON.stringify({
    'module.fc.bias': { dtype: 'F16', shape: [3], data_offsets: [0, 6] },
    'module.conv.weight': { dtype: 'F32', shape: [2, 2], data_offsets: [6, 22] },
  });
  const bytes = new Uint8Array([...safetensorsOf(header, 0), ...new Uint8Array(22)]);
  bytes.set(new Uint8Array(Uint16Array.from(bias).buffer), 8 + header.length);
  bytes.set(new Uint8Array(Float32Array.from(weight).buffer), 14 + header.length);
  return bytes;
}

/** 1, 2 and -0.5 as half floats. */
const bias = [0x3c00, 0x4000, 0xb800];
const infinite = 0x7c00;

describe('assembleWeights', () => {
  it('puts every tensor at its offset as float32', async () => {
    const checkpoint = await opened(fileWith(bias, [1, 2, 3, 4]));
    const progress: [number, number][] = [];
    const match = matchTemplate(template, checkpoint.tensors);
    const result = await assembleWeights(match, checkpoint, (...each) => progress.push(each));
    expect(result.ok && result.value).toHaveLength(16 + gapBytes + 12 + gapBytes);
    expect(result.ok && new Float32Array(result.value.buffer)).toEqual(
      Float32Array.of(1, 2, 3, 4, 0, 0, 1, 2, -0.5, 0, 0),
    );
    expect(progress).toEqual([
      [16, 28],
      [28, 28],
    ]);
  });

  it('refuses values that are no finite numbers, and counts them', async () => {
    const checkpoint = await opened(fileWith([infinite, 0, infinite + 1], [1, 2, 3, 4]));
    const result = await assembleWeights(matchTemplate(template, checkpoint.tensors), checkpoint);
    expect(result).toEqual({
      ok: false,
      failure: {
        source: 'module.fc.bias',
        failure: { code: 'not-finite', name: 'module.fc.bias', count: 2 },
      },
    });
  });

  it('refuses a checkpoint that does not fit', async () => {
    const checkpoint = await opened(fileWith(bias, [1, 2, 3, 4]));
    const other = templateOf({ ...shapes, 'fc.weight': [3, 2] });
    const result = await assembleWeights(matchTemplate(other, checkpoint.tensors), checkpoint);
    expect(result).toEqual({
      ok: false,
      failure: { source: null, failure: { code: 'does-not-fit', name: 'fc.weight' } },
    });
  });

  it('passes on that a tensor cannot be read', async () => {
    const whole = fileWith(bias, [1, 2, 3, 4]);
    const checkpoint = await opened(whole);
    const failure = { code: 'unreadable', detail: 'gone' } as const;
    const broken = { ...checkpoint, read: () => Promise.resolve({ ok: false, failure } as const) };
    expect(await assembleWeights(matchTemplate(template, checkpoint.tensors), broken)).toEqual({
      ok: false,
      failure: { source: 'module.conv.weight', failure },
    });
  });

  it('fails where there is no memory for the weights', async () => {
    const bytes = 2 ** 52;
    const huge = { ...template, weights: { ...template.weights, bytes } };
    const checkpoint = await opened(fileWith(bias, [1, 2, 3, 4]));
    const result = await assembleWeights(matchTemplate(huge, checkpoint.tensors), checkpoint);
    expect(result).toEqual({
      ok: false,
      failure: { source: null, failure: { code: 'out-of-memory', bytes } },
    });
  });
});
