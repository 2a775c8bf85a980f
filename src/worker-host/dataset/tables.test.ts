import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DatasetApi, ListedFile } from '../../contracts/dataset-sources.ts';
import { testTar, utf8 } from '../../core/dataset/tar/test-tar.ts';
import { createDatasetApi } from '../dataset-api.ts';
import { bytesOf, described, fakeFolder, job, opened } from './test-sources.ts';

const bytes = utf8('picture');
const listed = (path: string): ListedFile => ({
  file: new File([bytes], path.split('/').at(-1) ?? ''),
  path,
});
const csv = (text: string, name = 'metadata.csv'): File => new File([text], name);

async function setOf(...paths: readonly string[]): Promise<DatasetApi> {
  const { api } = await opened({ kind: 'files', name: 'set', files: paths.map(listed) });
  return api;
}

const join = (api: DatasetApi, table: File) => api.join(job, table, () => undefined);

describe('a table laid over samples', () => {
  it("gives nature/val its classes, as Unbiased GenImage's metadata.csv does", async () => {
    const api = await setOf(
      'GenImage/ADM/imagenet_ai_0508_adm/val/ai/3_adm_1.PNG',
      'GenImage/ADM/imagenet_ai_0508_adm/val/nature/ILSVRC2012_val_00000001.JPEG',
      'GenImage/ADM/imagenet_ai_0508_adm/val/nature/ILSVRC2012_val_00000002.JPEG',
    );
    const table = csv(
      'path,generator,class,mode,width,height,compression_rate\r\n' +
        'imagenet_ai_0508_adm/val/nature/ILSVRC2012_val_00000001.JPEG,nature,65,val,500,375,96\r\n' +
        'imagenet_ai_0508_adm/val/ai/3_adm_1.PNG,ADM,3,val,256,256,\r\n' +
        'imagenet_ai_0508_adm/train/nature/n01440764_1.JPEG,nature,0,train,10,10,50\r\n',
    );
    expect(await join(api, table)).toEqual({
      ok: true,
      value: {
        name: 'metadata.csv',
        ...{ rows: 3, matched: 2, unmatched: 1, detectors: [], ignored: [] },
        strayRows: { count: 1, first: ['imagenet_ai_0508_adm/train/nature/n01440764_1.JPEG'] },
      },
    });
    expect(described(api)).toEqual([
      'GenImage/ADM/imagenet_ai_0508_adm/val/ai/3_adm_1.PNG | ai | ADM | n01491361 | val',
      'GenImage/ADM/imagenet_ai_0508_adm/val/nature/ILSVRC2012_val_00000001.JPEG | real | - | n01751748 | val',
      'GenImage/ADM/imagenet_ai_0508_adm/val/nature/ILSVRC2012_val_00000002.JPEG | real | - | - | val',
    ]);
    expect(api.rows([0, 1, 2])).toMatchObject([
      { widthPx: 256, heightPx: 256, jpegQuality: 255 },
      { widthPx: 500, heightPx: 375, jpegQuality: 96 },
      { widthPx: 0, heightPx: 0, jpegQuality: 255 },
    ]);
  });

  it('takes numbers in 0..1 as scores of detectors, and no others', async () => {
    const api = await setOf('a/1.png', 'a/2.png');
    const report = await join(
      api,
      csv('file;cnnspot;elo;note\na/1.png;0.25;1200;x\na/2.png;;1100;y\n', 'scores.csv'),
    );
    expect(report).toMatchObject({ ok: true, value: { detectors: ['cnnspot'], ignored: ['note', 'elo'] } });
    await api.filter(job, { bins: {}, text: '', detector: 'cnnspot' }, { by: 'arrival', descending: false });
    expect(api.rows([0, 1]).map(({ score }) => score)).toEqual([0.25, NaN]);
  });

  it('finds samples by names alone where the table has no folders', async () => {
    const api = await setOf('a/1.png', 'b/2.png', 'c/2.png');
    expect(await join(api, csv('filename,label\n1.png,fake\n2.png,real\n'))).toMatchObject({
      ok: true,
      value: { matched: 1, unmatched: 2 },
    });
    expect(described(api)[0]).toContain('| ai |');
  });

  it('may say that what lies beside generated pictures is real', async () => {
    const api = await setOf('ADM/1.png', 'ADM/2.png');
    await join(api, csv('path,label\nADM/1.png,0\n'));
    expect(described(api)).toEqual(['ADM/1.png | real | - | - | -', 'ADM/2.png | ai | ADM | - | -']);
  });

  it('is read whole whatever its line ends, quotes and characters, over all edges between pieces', async () => {
    const names = Array.from({ length: 3000 }, (_, n) => `pïctüre "${n}",\n❤${'x'.repeat(n % 7)}.png`);
    for (const newline of ['\n', '\r\n']) {
      const api = await setOf(...names.map((name) => `set/${name}`));
      const rows = names.map((name) => `"set/${name.replaceAll('"', '""')}","real"`);
      const report = await join(api, csv(`\uFEFFpath,label${newline}${rows.join(newline)}${newline}`));
      expect(report).toMatchObject({ ok: true, value: { rows: 3000, matched: 3000 } });
    }
  });

  it('without paths, or that is no table, is refused by name', async () => {
    const api = await setOf('a/1.png');
    expect(await join(api, csv('id,label\n1,0\n'))).toEqual({
      ok: false,
      failure: { code: 'no-paths', name: 'metadata.csv', columns: ['id', 'label'] },
    });
    expect(await join(api, new File([Uint8Array.of(0, 1, 2)], 'x.csv'))).toMatchObject({
      ok: false,
      failure: { code: 'not-this-kind', name: 'x.csv' },
    });
  });

  it('with a quotation mark too many is refused before it fills the memory', async () => {
    const api = await setOf('a/1.png');
    const table = csv(`path,label\na/1.png,real\n"a/2.png,${'x,'.repeat(4e6)}`);
    expect(await join(api, table)).toMatchObject({
      ok: false,
      failure: { code: 'damaged', name: 'metadata.csv' },
    });
  });
});

describe('a saved index', () => {
  async function saved(api: DatasetApi): Promise<File> {
    const blob = await api.save(job, () => undefined);
    if (!blob.ok) throw new Error('cancelled');
    return new File([blob.value], 'index.parquet');
  }

  const tree = {
    sdxl: { boat: { '1.png': bytes, [`it's "2"\n.png`]: bytes } },
    real: { tench: { '3.JPEG': bytes } },
    val: { nature: { 'ILSVRC2012_val_00000007.JPEG': bytes } },
  };

  it('is opened again without walking, with all facts and scores', async () => {
    const folder = { kind: 'folder' as const, handle: fakeFolder('set', tree) };
    const { api } = await opened(folder);
    await join(api, csv('path,score,width\nboat/1.png,0.5,640\n'));
    await api.measure(job, null, () => undefined);
    const index = await saved(api);
    const handle = fakeFolder('set', tree);
    Object.assign(handle, {
      values: () => {
        throw new Error('walked');
      },
    });
    const again = await opened({ kind: 'saved', index, base: { kind: 'folder', handle } });
    expect(again.result).toMatchObject({
      ok: true,
      value: { name: 'set', samples: 4, problems: { count: 0 } },
    });
    expect(described(again.api)).toEqual(described(api));
    const ids = [0, 1, 2, 3];
    const everything = { bins: {}, text: '', detector: 'score' };
    for (const each of [api, again.api])
      await each.filter(job, everything, { by: 'arrival', descending: false });
    const plain = (from: DatasetApi) =>
      from.rows(ids).map((row) => ({ ...row, generator: null, classIndex: null }));
    expect(plain(again.api)).toEqual(plain(api));
    for (const id of ids) expect(await bytesOf(again.api, id)).toEqual(new Uint8Array(bytes));
  });

  it('of an archive finds the bytes again, and says so where the archive is another one', async () => {
    const tar = (...names: string[]) =>
      new File([testTar(names.map((path) => ({ path, bytes: utf8(path) })))], 'set.tar');
    const { api } = await opened({ kind: 'archives', files: [tar('real/1.png', 'x.txt', 'real/2.png')] });
    const index = await saved(api);
    const same = await opened({
      kind: 'saved',
      index,
      base: { kind: 'archives', files: [tar('real/1.png', 'x.txt', 'real/2.png')] },
    });
    expect(await bytesOf(same.api, 1)).toEqual(new Uint8Array(utf8('real/2.png')));
    const other = await opened({
      kind: 'saved',
      index,
      base: { kind: 'archives', files: [tar('real/1.png')] },
    });
    expect(other.result).toMatchObject({
      ok: true,
      value: { samples: 2, problems: { first: [{ code: 'damaged', name: 'set.tar' }] } },
    });
  });

  it('shows facts without its pictures, and says whose they are', async () => {
    const { api } = await opened({ kind: 'folder', handle: fakeFolder('set', tree) });
    const index = await saved(api);
    const again = await opened({ kind: 'saved', index, base: null });
    expect(described(again.api)).toEqual(described(api));
    expect(await bytesOf(again.api, 0)).toBe('no-base');
    const filesIn = { kind: 'folder', name: 'set' };
    expect(again.result).toMatchObject({ ok: true, value: { filesIn } });
    const once = await opened({ kind: 'saved', index: await saved(again.api), base: null });
    expect(once.result).toMatchObject({ ok: true, value: { filesIn } });
  });

  it('is recognised among Parquet files by what it says of itself', async () => {
    const { api, result } = await opened({ kind: 'folder', handle: fakeFolder('set', tree) });
    expect(result).toMatchObject({ ok: true, value: { filesIn: null } });
    const again = await opened({ kind: 'parquet', files: [await saved(api)] });
    expect(again.result).toMatchObject({ ok: true, value: { samples: 4, filesIn: { name: 'set' } } });
    expect(described(again.api)).toEqual(described(api));
  });

  it('of a folder finds its files in a list of them, and the other way round', async () => {
    const file = new File([bytes], '1.png');
    const files = [{ file, path: 'set/sdxl/boat/1.png' }];
    const handle = fakeFolder('set', { sdxl: { boat: { '1.png': bytes } } });
    const folder = { kind: 'folder' as const, handle };
    const list = { kind: 'files' as const, name: 'set', files };
    for (const [base, other] of [
      [folder, list],
      [list, folder],
    ] as const) {
      const index = await saved((await opened(base)).api);
      const { api } = await opened({ kind: 'saved', index, base: other });
      expect(await bytesOf(api, 0)).toEqual(new Uint8Array(bytes));
    }
  });

  it('is none where the file is any other table', async () => {
    const other = new URL('../../../e2e/fixtures/datasets/paged.parquet', import.meta.url);
    const index = new File([new Uint8Array(readFileSync(other))], 'paged.parquet');
    expect((await opened({ kind: 'saved', index, base: null })).result).toMatchObject({
      ok: false,
      failure: { code: 'not-this-kind', found: 'a table of something else' },
    });
  });
});

describe('a source that is still walked', () => {
  it('gives the files of what was found so far, also to a saved index of an archive', async () => {
    const { file } = listed('set/1.png');
    const files = Array.from({ length: 40_000 }, (_, n) => ({ file, path: `set/${String(n)}.png` }));
    const tar = new File([testTar([{ path: 'real/1.png', bytes }])], 'set.tar');
    const { api: archived } = await opened({ kind: 'archives', files: [tar] });
    const blob = await archived.save(job, () => undefined);
    if (!blob.ok) throw new Error('cancelled');
    const index = new File([blob.value], 'index.parquet');
    const saved = { kind: 'saved' as const, index, base: { kind: 'archives' as const, files: [tar] } };
    const api = createDatasetApi();
    const state = { open: false };
    const opening = api
      .open(job, { kind: 'files', name: 'set', files }, () => undefined)
      .then((result) => {
        state.open = true;
        return result;
      });
    while (api.summary().samples === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await bytesOf(api, 0)).toEqual(new Uint8Array(bytes));
    expect(state.open).toBe(false);
    expect((await opening).ok).toBe(true);
    const again = api.open(job, saved, () => undefined);
    while (api.summary().samples !== 1) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await bytesOf(api, 0)).toEqual(new Uint8Array(bytes));
    await again;
  });
});

describe('measuring', () => {
  const picture = (name: string) =>
    new File(
      [new Uint8Array(readFileSync(new URL(`../../../e2e/fixtures/images/${name}`, import.meta.url)))],
      name,
    );

  it('reads size, format and JPEG quality from the first bytes, and names what is no picture', async () => {
    const files = ['jpeg-420-q75.jpg', 'jpeg-orientation-6.jpg', 'png-named.jpg', 'webp-lossy.webp']
      .map((name) => ({ file: picture(name), path: name }))
      .concat([{ file: new File(['no picture'], 'x.png'), path: 'x.png' }]);
    const { api } = await opened({ kind: 'files', name: 'set', files });
    expect(await api.measure(job, null, () => undefined)).toMatchObject({
      ok: true,
      value: { measured: 4, problems: { count: 1, first: [{ code: 'damaged', name: 'x.png' }] } },
    });
    const [q75, turned, named, webp, none] = api.rows([0, 1, 2, 3, 4]);
    expect(q75).toMatchObject({ format: 0, jpegQuality: 75 });
    expect(turned?.heightPx).toBeGreaterThan(0);
    expect(named).toMatchObject({ format: 1, jpegQuality: 255 });
    expect(webp).toMatchObject({ format: 2 });
    expect(none).toMatchObject({ widthPx: 0, byteLength: 10 });
  });

  it('can be cancelled, and keeps what was measured', async () => {
    const file = picture('tiny.png');
    const files = Array.from({ length: 5000 }, (_, n) => ({ file, path: `${n}.png` }));
    const { api } = await opened({ kind: 'files', name: 'set', files });
    const result = await api.measure(job, null, ({ done }) => {
      if (done > 100) api.cancel(job);
    });
    expect(result).toEqual({ ok: false, failure: { code: 'cancelled' } });
    const widths = api.rows(Array.from({ length: 5000 }, (_, id) => id)).map(({ widthPx }) => widthPx > 0);
    expect(widths.filter(Boolean).length).toBeGreaterThan(100);
    expect(widths.filter(Boolean).length).toBeLessThan(5000);
  });
});
