import { describe, expect, it } from 'vitest';
import { joinCheckpoints } from './joined.ts';
import { opened, safetensorsOf } from './test-checkpoints.ts';

/** A tensor of one float32, whose value is 0. */
function fileWith(...names: string[]): Promise<Awaited<ReturnType<typeof opened>>> {
  const entries = names.map((name, n) => [
    name,
    { dtype: 'F32', shape: [1], data_offsets: [4 * n, 4 * n + 4] },
  ]);
  return opened(safetensorsOf(Object.fromEntries(entries) as object, 4 * names.length));
}

describe('joinCheckpoints', () => {
  it('puts the tensors of all files into one list, and knows whose each is', async () => {
    const joined = joinCheckpoints([
      { fileName: 'head.pth', checkpoint: await fileWith('weight', 'bias') },
      { fileName: 'encoder.pth', checkpoint: await fileWith('visual.proj') },
    ]);
    if (!joined.ok) throw new Error('not joined');
    expect([...joined.value.tensors.keys()]).toEqual(['weight', 'bias', 'visual.proj']);
    expect(joined.value.fileOf('bias')).toBe('head.pth');
    expect(joined.value.fileOf('visual.proj')).toBe('encoder.pth');
    expect(joined.value.fileOf('other')).toBeUndefined();
    expect(await joined.value.read('visual.proj')).toEqual({ ok: true, value: Float32Array.of(0) });
    expect(await joined.value.read('other')).toEqual({
      ok: false,
      failure: { code: 'unknown-tensor', name: 'other' },
    });
  });

  it('refuses a name that two files hold, and names both', async () => {
    const joined = joinCheckpoints([
      { fileName: 'a.pth', checkpoint: await fileWith('weight') },
      { fileName: 'b.pth', checkpoint: await fileWith('other') },
      { fileName: 'c.pth', checkpoint: await fileWith('bias', 'weight') },
    ]);
    expect(joined).toEqual({ ok: false, failure: { name: 'weight', fileNames: ['a.pth', 'c.pth'] } });
  });
});
