import { describe, expect, it } from 'vitest';
import { failureOf, latin, le, opened, pickledTensor, pickledText } from './test-checkpoints.ts';

const magic = '\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.';
const version = '\x80\x02M\xe9\x03.';
const system = '\x80\x02}.';
const keysOf = (...keys: readonly string[]) => `\x80\x02](${keys.map(pickledText).join('')}e.`;
const stateOf = (more = '') => `\x80\x02}(${pickledText('w')}${pickledTensor('7', 2, 0, [2], [1])}${more}u.`;
const storage = `${le(2, 8)}\0\0\x80?\0\0\0@`;
const whole = [magic, version, system, stateOf(), keysOf('7'), storage] as const;

/** The file with one of its parts replaced. */
const fileWith = (part = 0, replacement: string = whole[0]) =>
  latin([...whole.slice(0, part), replacement, ...whole.slice(part + 1)].join(''));

describe('torch-legacy', () => {
  it('reads the values behind the pickles', async () => {
    const { read } = await opened(fileWith());
    expect(await read('w')).toEqual({ ok: true, value: Float32Array.of(1, 2) });
  });

  it('reads pickles that are longer than the first look into the file', async () => {
    const notes = pickledText('notes') + pickledText('-'.repeat(2 ** 20));
    const { read } = await opened(fileWith(3, stateOf(notes)));
    expect(await read('w')).toEqual({ ok: true, value: Float32Array.of(1, 2) });
  });

  it('steps over storages that no named tensor uses', async () => {
    const hidden = `)${pickledTensor('8', 1, 0, [1], [1])}`;
    const file = [magic, version, system, stateOf(hidden), keysOf('8', '7'), `${le(1, 8)}\0\0\0\0`, storage];
    const { tensors, read } = await opened(latin(file.join('')));
    expect([...tensors.keys()]).toEqual(['w']);
    expect(await read('w')).toEqual({ ok: true, value: Float32Array.of(1, 2) });
  });

  it.each([
    ['not-a-checkpoint', 'another number at its start', fileWith(0, '\x80\x02K\x07.')],
    ['damaged', 'another version', fileWith(1, '\x80\x02K\x07.')],
    ['damaged', 'no list of storages', fileWith(4, '\x80\x02}.')],
    ['damaged', 'an unknown storage in its list', fileWith(4, keysOf('6'))],
    ['damaged', 'a storage twice in its list', fileWith(4, keysOf('7', '7'))],
    ['damaged', 'a tensor whose storage is not in its list', fileWith(4, keysOf())],
    ['lying-header', 'a storage of another length', fileWith(5, le(3, 8) + '\0'.repeat(12))],
    [
      'lying-header',
      'a storage of two lengths',
      fileWith(3, stateOf(pickledText('v') + pickledTensor('7', 1, 0, [1], [1]))),
    ],
    ['truncated', 'a storage that is cut off', fileWith(5, storage.slice(0, -1))],
  ])('answers %s to %s', async (code, _, bytes) => {
    expect((await failureOf(bytes))?.code).toBe(code);
  });
});
