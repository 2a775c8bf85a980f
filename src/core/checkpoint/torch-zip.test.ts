import { describe, expect, it } from 'vitest';
import { failureOf, le, opened, pickledTensor, pickledText, torchZipOf, zipOf } from './test-checkpoints.ts';

const values = { name: 'a/data/0', content: '\0\0\x80?\0\0\0@\0\0@@' };
const state = (tensor: string) => `}${pickledText('w')}${tensor}s.`;
const vector = state(pickledTensor('0', 3, 0, [3], [1]));

describe('torch-zip', () => {
  it('reads an archive that names no byte order as little-endian', async () => {
    const { read } = await opened(torchZipOf(vector, [values]));
    expect(await read('w')).toEqual({ ok: true, value: Float32Array.of(1, 2, 3) });
  });

  it('reads views that repeat and skip elements', async () => {
    const view = state(pickledTensor('0', 3, 1, [2, 2], [1, 0]));
    const { read } = await opened(torchZipOf(view, [values]));
    expect(await read('w')).toEqual({ ok: true, value: Float32Array.of(2, 2, 3, 3) });
  });

  it.each([
    ['claims 3 GB', { ...values, claimedBytes: 3e9 }],
    ['claims to begin behind the file', { ...values, claimedAt: 2 ** 31 }],
    ['is smaller than its tensor', { ...values, content: '\0\0\x80?' }],
  ])('refuses an entry that %s', async (_, entry) => {
    expect((await failureOf(torchZipOf(vector, [entry])))?.code).toBe('lying-header');
  });

  it('refuses an entry that does not stand where the directory says, once it is read', async () => {
    const { read } = await opened(torchZipOf(vector, [{ ...values, claimedAt: 3 }]));
    const detail = 'a/data/0 does not stand where the directory says';
    expect(await read('w')).toEqual({ ok: false, failure: { code: 'lying-header', detail } });
  });

  it.each([
    ['reaches beyond its storage', pickledTensor('0', 3, 1, [3], [1])],
    ['strides out of its storage', pickledTensor('0', 3, 0, [2, 2], [2, 1])],
    ['strides backwards', pickledTensor('0', 3, 2, [3], [-1])],
    ['has a negative side', pickledTensor('0', 3, 0, [-1], [1])],
    ['begins before its storage', pickledTensor('0', 3, -1, [3], [1])],
    ['has more strides than sides', pickledTensor('0', 3, 0, [3], [1, 1])],
    ['has a storage that is not there', pickledTensor('1', 3, 0, [3], [1])],
  ])('refuses a tensor that %s', async (_, tensor) => {
    expect((await failureOf(torchZipOf(state(tensor), [values])))?.code).toBe('lying-header');
  });

  it('refuses an expanded view of a few bytes that claims gigabytes', async () => {
    const huge = state(pickledTensor('0', 3, 0, [2 ** 30, 2 ** 30], [0, 0]));
    const failure = {
      code: 'too-large',
      what: 'elements of an expanded tensor',
      limit: 2 ** 24,
      found: 2 ** 60,
    };
    expect(await failureOf(torchZipOf(huge, [values]))).toEqual(failure);
  });

  it.each([
    ['compressed', { ...values, method: 8 }],
    ['encrypted', { ...values, flags: 1 }],
  ])('refuses a %s entry by name', async (_, entry) => {
    const failure = { code: 'compressed-entry', name: 'a/data/0' };
    expect(await failureOf(torchZipOf(vector, [entry]))).toEqual(failure);
  });

  it('refuses two entries of one name, and two archives in one', async () => {
    expect((await failureOf(torchZipOf(vector, [values, values])))?.code).toBe('lying-header');
    const second = { name: 'b/data.pkl', content: '' };
    expect((await failureOf(torchZipOf(vector, [values, second])))?.code).toBe('lying-header');
  });

  it.each([
    ['a ZIP archive without data.pkl', zipOf([{ name: 'word/document.xml', content: 'x', method: 8 }])],
  ])('names %s', async (found, bytes) => {
    expect(await failureOf(bytes)).toEqual({ code: 'not-a-checkpoint', found });
  });

  it('takes classes of a TorchScript program as plain objects, and those only', async () => {
    const programOf = (module: string) =>
      torchZipOf(`c${module}\nNet\n)\x81${vector.slice(0, -1)}b.`, [
        values,
        { name: 'a/code/net.py', content: 'x', method: 8 },
        { name: 'a/constants.pkl', content: '' },
      ]);
    const { read } = await opened(programOf('__torch__.model'));
    expect(await read('w')).toEqual({ ok: true, value: Float32Array.of(1, 2, 3) });
    for (const module of ['__torch__model', 'a.__torch__', 'os'])
      expect(await failureOf(programOf(module))).toEqual({
        code: 'refused-global',
        name: `${module}.Net`,
      });
  });

  it('refuses a byte order that is neither', async () => {
    const order = { name: 'a/byteorder', content: 'middle' };
    expect((await failureOf(torchZipOf(vector, [values, order])))?.code).toBe('damaged');
  });

  it('refuses a zip64 locator that points nowhere', async () => {
    const bytes = torchZipOf(vector, [values]);
    const end = bytes.length - 22;
    const locator = Uint8Array.from(`PK\x06\x07${le(0, 4)}${le(2 ** 40, 8)}${le(1, 4)}`, (c) =>
      c.charCodeAt(0),
    );
    const moved = new Uint8Array([...bytes.subarray(0, end), ...locator, ...bytes.subarray(end)]);
    expect((await failureOf(moved))?.code).toBe('truncated');
  });
});
