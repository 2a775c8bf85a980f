import { describe, expect, it } from 'vitest';
import { failureOf, latin, le, opened, safetensorsOf } from './test-checkpoints.ts';

const tensor = (shape: readonly unknown[], begin: number, end: number, dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('reads gaps, scalars, empty tensors and notes', async () => {
    const header = {
      __metadata__: { format: 'pt', any: 'thing' },
      scalar: tensor([], 8, 12),
      empty: tensor([0, 7], 12, 12),
      last: tensor([2, 3], 20, 44),
    };
    const { tensors, read } = await opened(safetensorsOf(header, 50));
    expect([...tensors.values()].map(({ name, shape }) => [name, shape])).toEqual([
      ['scalar', []],
      ['empty', [0, 7]],
      ['last', [2, 3]],
    ]);
    expect(await read('last')).toEqual({ ok: true, value: new Float32Array(6) });
    expect(await read('empty')).toEqual({ ok: true, value: new Float32Array(0) });
  });

  it('opens beside a tensor of a type that it cannot turn into float32, and says so when that is read', async () => {
    const header = { small: tensor([4], 0, 4, 'F8_E4M3'), fine: tensor([1], 4, 8) };
    const { read } = await opened(safetensorsOf(header, 8));
    const failure = { code: 'unsupported-type', name: 'small', dtype: 'float8_e4m3fn' };
    expect(await read('small')).toEqual({ ok: false, failure });
    expect(await read('fine')).toEqual({ ok: true, value: new Float32Array(1) });
  });

  it.each([
    ['fewer bytes than the shape needs', tensor([4], 0, 12), 'lying-header'],
    ['more bytes than the shape needs', tensor([4], 0, 20), 'lying-header'],
    ['an end before its begin', tensor([4], 16, 0), 'lying-header'],
    ['a shape whose product overflows', tensor([2 ** 40, 2 ** 40], 0, 16), 'lying-header'],
    ['values beyond the end of the file', tensor([400], 0, 1600), 'truncated'],
    ['a negative side', tensor([-4], 0, 16), 'damaged'],
    ['half a side', tensor([0.5, 8], 0, 16), 'damaged'],
    ['a side in words', tensor(['4'], 0, 16), 'damaged'],
    ['three offsets', { ...tensor([4], 0, 16), data_offsets: [0, 16, 32] }, 'damaged'],
    ['a list instead of an object', [], 'damaged'],
    ['null', null, 'damaged'],
    ['an unknown type', tensor([4], 0, 16, 'F32X'), 'unsupported-type'],
  ])('refuses a tensor with %s', async (_, entry, code) => {
    expect((await failureOf(safetensorsOf({ entry }, 32)))?.code).toBe(code);
  });

  it('refuses tensors that lie over each other', async () => {
    const header = { b: tensor([4], 0, 16), a: tensor([4], 12, 28) };
    const failure = { code: 'lying-header', detail: 'a lies over b' };
    expect(await failureOf(safetensorsOf(header, 32))).toEqual(failure);
  });

  it.each([
    ['no JSON', '{"a": '],
    ['followed by more', '{}{}'],
  ])('refuses a header that is %s', async (_, header) => {
    expect((await failureOf(safetensorsOf(header, 8)))?.code).toBe('damaged');
  });

  it('refuses a header longer than the format allows, and one longer than the file', async () => {
    const found = 2 ** 50;
    const limit = 100_000_000;
    const failure = { code: 'too-large', what: 'bytes of the header', limit, found };
    expect(await failureOf(latin(`${le(found, 8)}{}`))).toEqual(failure);
    expect(await failureOf(latin(`${le(limit, 8)}{}`))).toEqual({ code: 'truncated', what: 'the header' });
  });

  it('refuses a name that is no name', async () => {
    const failure = { code: 'too-large', what: "characters of a tensor's name", limit: 1024, found: 1025 };
    expect(await failureOf(safetensorsOf({ ['x'.repeat(1025)]: tensor([1], 0, 4) }, 4))).toEqual(failure);
  });

  it('takes a name __proto__ like any other', async () => {
    const header = '{"__proto__": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}';
    expect([...(await opened(safetensorsOf(header, 4))).tensors.keys()]).toEqual(['__proto__']);
  });
});
