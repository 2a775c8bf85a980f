import { describe, expect, it } from 'vitest';
import type { OpenReport, SourceRequest } from '../../contracts/dataset-sources.ts';
import { utf8 } from '../../core/dataset/tar/test-tar.ts';
import { createDatasetApi } from '../dataset-api.ts';
import { bytesOf, described, fakeFolder, job, opened, type FakeTree } from './test-sources.ts';

const bytes = utf8('picture');
const folder = (tree: FakeTree | Error): SourceRequest => ({
  kind: 'folder',
  handle: fakeFolder('set', tree),
});

async function reportOf(tree: FakeTree): Promise<OpenReport> {
  const { result } = await opened(folder(tree));
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

const denied = new DOMException('no', 'NotAllowedError');

describe('a folder', () => {
  it('gives its samples in the order of names, with what their paths say', async () => {
    const { api, result } = await opened(
      folder({
        VQDM: { val: { nature: { 'ILSVRC2012_val_00000007.JPEG': bytes } } },
        ADM: {
          train: {
            nature: { 'n01443537_2.JPEG': bytes },
            ai: { '1_adm_9.PNG': bytes, '0_adm_10.PNG': utf8('first'), 'Thumbs.db': bytes },
          },
        },
      }),
    );
    expect(described(api)).toEqual([
      'ADM/train/ai/0_adm_10.PNG | ai | ADM | n01440764 | train',
      'ADM/train/ai/1_adm_9.PNG | ai | ADM | n01443537 | train',
      'ADM/train/nature/n01443537_2.JPEG | real | - | n01443537 | train',
      'VQDM/val/nature/ILSVRC2012_val_00000007.JPEG | real | - | - | val',
    ]);
    expect(result).toMatchObject({
      ok: true,
      value: {
        name: 'set',
        samples: 4,
        complete: true,
        recognition: { mapping: { layout: 'genimage' }, sureness: 'certain', counts: { paths: 4, class: 3 } },
        skipped: { files: 1, endings: [['db', 1]] },
        problems: { count: 0 },
      },
    });
    expect(await bytesOf(api, 0)).toEqual(new Uint8Array(utf8('first')));
  });

  it('reads paths anew where only all of them together show the layout', async () => {
    const { api } = await opened(
      folder({
        real: { tench: { '1.png': bytes } },
        sdxl: { tench: { '1.png': bytes }, boat: { '2.png': bytes } },
      }),
    );
    expect(described(api)).toEqual([
      'real/tench/1.png | real | - | n01440764 | -',
      'sdxl/boat/2.png | ai | sdxl | boat | -',
      'sdxl/tench/1.png | ai | sdxl | n01440764 | -',
    ]);
  });

  it('is read as a person corrects it, and as it was when the correction is taken back', async () => {
    const { api, result } = await opened(
      folder({ summer: { a: { '1.png': bytes } }, winter: { b: { '2.png': bytes } } }),
    );
    const before = described(api);
    const corrected = { layout: 'class-folders', levels: ['generator', 'class'], folders: {} } as const;
    const recognition = await api.remap(job, corrected, () => undefined);
    expect(recognition).toMatchObject({ ok: true, value: { counts: { generator: 2, class: 2 } } });
    expect(described(api)).toEqual([
      'summer/a/1.png | ai | summer | a | -',
      'winter/b/2.png | ai | winter | b | -',
    ]);
    if (result.ok) await api.remap(job, result.value.recognition.mapping, () => undefined);
    expect(described(api)).toEqual(before);
  });

  it(
    'counts a folder of 200,000 files that are no pictures, and lists none of them',
    { timeout: 30_000 },
    async () => {
      const tree: Record<string, Uint8Array<ArrayBuffer>> = {};
      for (let n = 0; n < 200_000; n++) tree[`${n}.${n % 3 === 0 ? 'txt' : 'xml'}`] = bytes;
      const report = await reportOf({ junk: tree, real: { '1.png': bytes } });
      expect(report).toMatchObject({ samples: 1, problems: { count: 0, first: [] } });
      expect(report.skipped).toEqual({
        files: 200_000,
        endings: [
          ['xml', 133_333],
          ['txt', 66_667],
        ],
      });
      expect(JSON.stringify(report).length).toBeLessThan(2000);
    },
  );

  it(
    'says of 200,000 files that are no pictures at all what they are, and stops in the middle when it is told to',
    { timeout: 30_000 },
    async () => {
      const tree: Record<string, Uint8Array<ArrayBuffer>> = {};
      for (let n = 0; n < 200_000; n++) tree[`${n}.${n % 3 === 0 ? 'txt' : 'xml'}`] = bytes;
      const report = await reportOf(tree);
      expect(report).toMatchObject({ samples: 0, complete: true, skipped: { files: 200_000 } });
      const api = createDatasetApi();
      const seen: number[] = [];
      const stopped = await api.open(job, folder(tree), ({ done }) => {
        seen.push(done);
        api.cancel(job);
      });
      expect(stopped).toMatchObject({ ok: true, value: { samples: 0, complete: false } });
      expect(seen[0]).toBeLessThan(10_000);
      const left = stopped.ok ? stopped.value.skipped.files : NaN;
      expect(left).toBeLessThan(10_000);
    },
  );

  it('names a folder that cannot be read, and goes on', async () => {
    const report = await reportOf({
      ai: { '1.png': bytes },
      broken: new DOMException('disk', 'NotReadableError'),
      gone: new DOMException('gone', 'NotFoundError'),
      real: { '1.png': bytes },
    });
    expect(report.samples).toBe(2);
    expect(report.problems).toEqual({
      count: 2,
      first: [
        { code: 'unreadable', name: 'broken', detail: 'disk' },
        { code: 'gone', name: 'gone' },
      ],
    });
  });

  it('goes on past one forbidden folder, and stops where the whole is forbidden', async () => {
    const one = await reportOf({ ai: denied, real: { '1.png': bytes } });
    expect(one).toMatchObject({
      samples: 1,
      problems: { count: 1, first: [{ code: 'no-permission', name: 'ai' }] },
    });
    expect((await opened(folder(denied))).result).toEqual({
      ok: false,
      failure: { code: 'no-permission', name: 'set' },
    });
  });

  it('says which file vanished since it was listed', async () => {
    const ai: Record<string, Uint8Array<ArrayBuffer>> = { '1.png': bytes, '2.png': bytes };
    const { api } = await opened(folder({ ai }));
    delete ai['2.png'];
    expect(await api.file(1)).toEqual({ ok: false, failure: { code: 'gone', name: 'ai/2.png' } });
    expect(await bytesOf(api, 0)).toEqual(new Uint8Array(bytes));
    expect(await bytesOf(api, 2)).toBe('no-such-sample');
  });

  it('does not follow links that lead back into themselves for ever', async () => {
    const loop: Record<string, FakeTree | Uint8Array<ArrayBuffer>> = { '1.png': bytes };
    loop['again'] = loop;
    const report = await reportOf({ real: loop });
    expect(report.samples).toBe(48);
    expect(report.problems.first[0]).toMatchObject({ code: 'too-deep' });
  });

  it('keeps hostile names as they are', async () => {
    const names = [
      `it's "quoted".png`,
      'two\nlines.png',
      '\u202Egnp.exe.png',
      '<script>alert(1)</script>.png',
    ].sort();
    const { api } = await opened(
      folder({ real: Object.fromEntries(names.map((name) => [name, utf8(name)])) }),
    );
    expect(described(api)).toEqual(names.map((name) => `real/${name} | real | - | - | -`));
    for (const [id, name] of names.entries())
      expect(await bytesOf(api, id)).toEqual(new Uint8Array(utf8(name)));
  });

  it('can be cancelled, and keeps what came in', async () => {
    const api = createDatasetApi();
    const tree = Object.fromEntries(
      Array.from({ length: 400 }, (_, n) => [
        `real-${n}`,
        Object.fromEntries(Array.from({ length: 500 }, (__, i) => [`${i}.png`, bytes])),
      ]),
    );
    const seen: number[] = [];
    const result = await api.open(job, folder(tree), ({ done }) => {
      seen.push(done);
      if (done >= 20_000) api.cancel(job);
    });
    expect(result).toMatchObject({ ok: true, value: { complete: false } });
    const { samples } = api.summary() as { samples: number };
    expect(samples).toBeGreaterThan(0);
    expect(samples).toBeLessThan(200_000);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('forgets it when another one is opened', async () => {
    const { api } = await opened(folder({ ai: { '1.png': bytes, '2.png': bytes } }));
    await api.open(job, folder({ real: { 'other.png': bytes } }), () => undefined);
    expect(described(api)).toEqual(['real/other.png | real | - | - | -']);
  });
});

describe('a list of files', () => {
  const listed = (path: string, content = bytes) => ({
    file: new File([content], path.split('/').at(-1) ?? ''),
    path,
  });

  it('is read like a folder, empty files left out and told', async () => {
    const files = [
      listed('GenImage/ADM/train/ai/7_adm_1.PNG'),
      listed('GenImage/stable_diffusion_v_1_4/train/ai/033_sdv4_00134.png', utf8('')),
      listed('GenImage/ADM/train/ai/8_adm_1.PNG', utf8('')),
      listed('/GenImage/ADM/train/nature/n01440764_1.JPEG'),
    ];
    const { api, result } = await opened({ kind: 'files', name: 'GenImage', files });
    expect(described(api)).toEqual([
      'GenImage/ADM/train/ai/7_adm_1.PNG | ai | ADM | n01514668 | train',
      'GenImage/ADM/train/nature/n01440764_1.JPEG | real | - | n01440764 | train',
    ]);
    expect(result).toMatchObject({ ok: true, value: { empty: { files: 2, asPublished: 1 } } });
    expect(await bytesOf(api, 0)).toEqual(new Uint8Array(bytes));
  });
});
