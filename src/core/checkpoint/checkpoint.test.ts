import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { openCheckpoint } from './checkpoint.ts';
import { failureOf, latin, opened } from './test-checkpoints.ts';

interface GoldenTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

interface Goldens {
  readonly states: Readonly<Record<string, readonly GoldenTensor[]>>;
  readonly files: Readonly<Record<string, string>>;
}

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const goldens = JSON.parse(new TextDecoder().decode(fixture('goldens.json'))) as Goldens;

const formats: Readonly<Record<string, string>> = { safetensors: 'safetensors', legacy: 'torch-legacy' };

describe('openCheckpoint', () => {
  it.each(Object.entries(goldens.files))('reads %s as PyTorch does', async (file, state) => {
    const checkpoint = await opened(fixture(file));
    const expected = [...(goldens.states[state] ?? [])];
    const kind = /safetensors|legacy/.exec(file)?.[0] ?? '';
    expect(checkpoint.format).toBe(formats[kind] ?? 'torch-zip');
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    const infos = [...checkpoint.tensors.values()].sort(byName);
    expected.sort(byName);
    expect(infos).toEqual(expected.map(({ name, dtype, shape }) => ({ name, dtype, shape })));
    for (const { name, values } of expected) {
      expect(await checkpoint.read(name), name).toEqual({ ok: true, value: new Float32Array(values) });
    }
  });

  it('keeps the order of the file', async () => {
    const { tensors } = await opened(fixture('plain.pth'));
    expect([...tensors.keys()]).toEqual(goldens.states['plain']?.map(({ name }) => name));
  });

  it('gives the tensors of a dictionary called __proto__ and leaves every object as it was', async () => {
    const { tensors } = await opened(fixture('nested.pth'));
    expect(tensors.get('__proto__.polluted')?.shape).toEqual([1]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('says so where a tensor is asked for that is not there', async () => {
    const checkpoint = await opened(fixture('plain.pth'));
    const failure = { code: 'unknown-tensor', name: 'fc.weight' };
    expect(await checkpoint.read('fc.weight')).toEqual({ ok: false, failure });
  });

  it.each([
    ['hostile-posix-system.pth', { code: 'refused-global', name: 'posix.system' }],
    ['hostile-eval.pth', { code: 'refused-global', name: 'builtins.eval' }],
    // Python 2's name for subprocess, which protocol 2 writes.
    ['hostile-subprocess-legacy.pth', { code: 'refused-global', name: 'commands.run' }],
    ['whole-model.pth', { code: 'refused-global', name: 'torch.nn.modules.linear.Linear' }],
    ['hostile-compressed.pth', { code: 'compressed-entry', name: 'archive/data.pkl' }],
    ['no-tensors.pth', { code: 'no-tensors' }],
  ])('refuses %s', async (file, failure) => {
    expect(await failureOf(fixture(file))).toEqual(failure);
  });

  it.each([
    ['an empty file', ''],
    ['a PDF document', '%PDF-1.7\n% and so on'],
    [
      'a Git LFS pointer, which stands for the file',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a',
    ],
    ['a tar archive, as PyTorch wrote before version 0.1.10', `${'sys_info'.padEnd(257, '\0')}ustar`],
    ['an HTML page', '<!doctype html><title>Sign in</title>'],
    ['a file of an unknown kind', '\x01\x02\x03'],
  ])('names %s', async (found, text) => {
    expect(await failureOf(latin(text))).toEqual({ code: 'not-a-checkpoint', found });
  });

  it('fails where the file cannot be read any more, at once or later', async () => {
    const bytes = fixture('plain.pth');
    let isGone = false;
    const source = {
      size: bytes.length,
      read: (offset: number, length: number) =>
        isGone ? Promise.reject(new Error('gone')) : bytesSource(bytes).read(offset, length),
    };
    const result = await openCheckpoint(source);
    isGone = true;
    const failure = { ok: false, failure: { code: 'unreadable', detail: 'gone' } };
    expect(result.ok && (await result.value.read('conv.weight'))).toEqual(failure);
    expect(await openCheckpoint(source)).toEqual(failure);
  });

  it.each(Object.keys(goldens.files))(
    'says of every cut of %s that it is cut off or no checkpoint',
    async (file) => {
      const bytes = fixture(file);
      for (let length = 0; length < bytes.length; length += 97) {
        const failure = await failureOf(bytes.slice(0, length));
        expect(['truncated', 'not-a-checkpoint'], `${length} bytes`).toContain(failure?.code);
      }
    },
  );
});
