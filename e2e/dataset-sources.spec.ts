import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { expect, test, type Page } from '@playwright/test';
import { testTar, utf8 } from '../src/core/dataset/tar/test-tar.ts';
import { failOnConsoleErrors, fixtures, openHarness, readFixture } from './support.ts';

/* Sources of samples in their worker, without the views. A folder of the origin's own file system is one like any other. */

declare global {
  interface Window {
    client: InstanceType<Window['harness']['DatasetClient']>;
    /** Every sample as one line, and what its file holds as base64. */
    described: () => Promise<string[]>;
    base64Of: (id: number) => Promise<string>;
    put: (path: string, base64: string) => Promise<void>;
  }
}

type Job = Parameters<Window['client']['open']>[0];

const png = readFixture('images', 'tiny.png').base64;
const jpeg = readFixture('images', 'jpeg-420-q75.jpg').base64;

async function start(page: Page): Promise<void> {
  await openHarness(page);
  await page.evaluate(() => {
    window.client = new window.harness.DatasetClient(() => undefined);
    window.described = async () => {
      const { samples, generators, classes } = await window.client.ask((index) => index.summary());
      const ids = Array.from({ length: samples }, (_, id) => id);
      const rows = await window.client.ask((index) => index.rows(ids));
      return rows.map((row) =>
        [
          row.folder === '' ? row.name : `${row.folder}/${row.name}`,
          ['real', 'ai'][row.label] ?? '-',
          generators[row.generator] ?? '-',
          classes[row.classIndex] ?? '-',
          `${row.widthPx}x${row.heightPx}`,
        ].join(' | '),
      );
    };
    window.base64Of = async (id) => {
      const file = await window.client.file(id);
      if (!file.ok) return `failed: ${file.failure.code} ${file.failure.name}`;
      const bytes = new Uint8Array(await file.value.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    };
    window.put = async (path, base64) => {
      let folder = await navigator.storage.getDirectory();
      const parts = path.split('/');
      const name = parts.pop() ?? '';
      for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
      const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writer.write(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
      await writer.close();
    };
  });
}

async function openArchive(page: Page, name: string, bytes: Uint8Array) {
  return page.evaluate(
    async ({ name, base64 }) => {
      const file = window.fixtureFile({ name, base64 });
      const opened = await window.client.open(
        'open' as Job,
        { kind: 'archives', files: [file] },
        () => undefined,
      );
      return { opened, described: await window.described(), last: await window.base64Of(1) };
    },
    { name, base64: Buffer.from(bytes).toString('base64') },
  );
}

test('a real folder is walked, measured, joined with a table, saved and opened again', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await start(page);
  const answer = await page.evaluate(
    async ({ png, jpeg }) => {
      await window.put('set/ADM/val/ai/3_adm_1.PNG', png);
      await window.put('set/ADM/val/nature/ILSVRC2012_val_00000001.JPEG', jpeg);
      await window.put('set/ADM/val/readme.txt', '');
      const root = await navigator.storage.getDirectory();
      const handle = await root.getDirectoryHandle('set');
      const { client } = window;
      const phases = new Set<string>();
      const note = ({ phase }: { phase: string }): void => void phases.add(phase);
      const opened = await client.open('open' as Job, { kind: 'folder', handle }, note);
      const measured = await client.measure('measure' as Job, null, note);
      const table = new File(
        ['path,class,cnnspot\nval/nature/ILSVRC2012_val_00000001.JPEG,65,0.125\n'],
        'metadata.csv',
      );
      const joined = await client.join('join' as Job, table, note);
      const described = await window.described();
      const saved = await client.save('save' as Job, note);
      if (!saved.ok) throw new Error('not saved');
      const index = new File([saved.value], 'index.parquet');
      const request = { kind: 'saved' as const, index, base: { kind: 'folder' as const, handle } };
      const again = await client.open('again' as Job, request, note);
      return {
        opened,
        measured,
        joined,
        described,
        again,
        describedAgain: await window.described(),
        detectors: (await client.ask((each) => each.summary())).detectors,
        files: [await window.base64Of(0), await window.base64Of(1)],
        phases: [...phases],
      };
    },
    { png, jpeg },
  );
  expect(answer.opened).toMatchObject({
    ok: true,
    value: { name: 'set', samples: 2, complete: true, skipped: { files: 1 }, problems: { count: 0 } },
  });
  expect(answer.measured).toMatchObject({ ok: true, value: { measured: 2 } });
  expect(answer.joined).toMatchObject({
    ok: true,
    value: { matched: 1, unmatched: 1, detectors: ['cnnspot'] },
  });
  expect(answer.described).toEqual([
    'ADM/val/ai/3_adm_1.PNG | ai | ADM | n01491361 | 40x40',
    'ADM/val/nature/ILSVRC2012_val_00000001.JPEG | real | - | n01751748 | 288x256',
  ]);
  expect(answer.again).toMatchObject({ ok: true, value: { name: 'set', samples: 2 } });
  expect(answer.describedAgain).toEqual(answer.described);
  expect(answer.detectors).toEqual(['cnnspot']);
  expect(answer.files).toEqual([png, jpeg]);
  expect(answer.phases).toEqual(expect.arrayContaining(['walk', 'measure', 'table', 'save']));
  check();
});

test('a file that vanished is named, and a walk can be cancelled', async ({ page }) => {
  await start(page);
  const answer = await page.evaluate(async (png) => {
    for (let n = 0; n < 60; n++) await window.put(`many/real-${n}/${n}.png`, png);
    const root = await navigator.storage.getDirectory();
    const handle = await root.getDirectoryHandle('many');
    const { client } = window;
    const whole = await client.open('whole' as Job, { kind: 'folder', handle }, () => undefined);
    const path = (await window.described())[0]?.split(' | ')[0] ?? '';
    const [folder = '', name = ''] = path.split('/');
    await (await handle.getDirectoryHandle(folder)).removeEntry(name);
    const vanished = await window.base64Of(0);
    const opening = client.open('stopped' as Job, { kind: 'folder', handle }, () => undefined);
    client.cancel('stopped' as Job);
    return { whole, path, vanished, stopped: await opening };
  }, png);
  expect(answer.whole).toMatchObject({ ok: true, value: { samples: 60 } });
  expect(answer.vanished).toBe(`failed: gone ${answer.path}`);
  // Small trees may be through before the cancel arrives; either way the answer says which it was.
  expect(answer.stopped).toMatchObject({ ok: true });
});

test('a ZIP archive is read in place', async ({ page }) => {
  await start(page);
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  const add = (path: string, base64: string, options = {}) =>
    writer.add(path, new Uint8ArrayReader(Buffer.from(base64, 'base64')), options);
  await add('imagenet_glide/train/ai/GLIDE_1000_200_00_003_glide_00000.png', png, { level: 0 });
  await add('imagenet_glide/train/nature/n01440764_1.JPEG', jpeg, { level: 9 });
  await add('imagenet_glide/train/ai/secret.png', png, { password: 'x' });
  const bytes = new Uint8Array(await (await writer.close()).arrayBuffer());
  const { opened, described, last } = await openArchive(page, 'glide.zip', bytes);
  expect(described).toEqual([
    'glide/imagenet_glide/train/ai/GLIDE_1000_200_00_003_glide_00000.png | ai | GLIDE | n01491361 | 0x0',
    'glide/imagenet_glide/train/nature/n01440764_1.JPEG | real | - | n01440764 | 0x0',
  ]);
  expect(last).toBe(jpeg);
  expect(opened).toMatchObject({
    ok: true,
    value: { problems: { first: [{ code: 'encrypted', name: 'imagenet_glide/train/ai/secret.png' }] } },
  });
});

test('a WebDataset shard is read in place', async ({ page }) => {
  await start(page);
  const picture = new Uint8Array(Buffer.from(png, 'base64'));
  const tar = testTar([
    { path: '0.cls', bytes: utf8('0') },
    { path: '0.png', bytes: picture },
    { path: '1.cls', bytes: utf8('1') },
    { path: '1.png', bytes: picture },
  ]);
  const { opened, described, last } = await openArchive(page, 'train-00000.tar', tar);
  expect(described).toEqual([
    'train-00000/0.png | real | - | - | 0x0',
    'train-00000/1.png | ai | - | - | 0x0',
  ]);
  expect(last).toBe(png);
  expect(opened).toMatchObject({ ok: true, value: { problems: { count: 0 } } });
});

test.describe('Parquet on another server', () => {
  let server: Server;
  let origin: string;
  let ranges: string[];
  const name = 'train-00000-of-00001.parquet';
  const bytes = readFileSync(join(fixtures, 'datasets', name));

  test.beforeEach(async () => {
    ranges = [];
    server = createServer((request, response) => {
      const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
      const [, from, to] = /bytes=(\d+)-(\d+)/u.exec(request.headers.range ?? '') ?? [];
      if (request.method === 'HEAD')
        response.writeHead(200, { ...headers, 'Content-Length': bytes.length }).end();
      else if (request.url?.startsWith('/whole')) response.writeHead(200, headers).end(bytes);
      else if (from === undefined) response.writeHead(200, headers).end();
      else {
        ranges.push(`${from}-${to ?? ''}`);
        response.writeHead(206, headers).end(bytes.subarray(Number(from), Number(to) + 1));
      }
    }).listen(0);
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });

  test.afterEach(() => {
    server.close();
  });

  test('is read by row groups, also where the length is hidden from other origins', async ({ page }) => {
    await start(page);
    const answer = await page.evaluate(
      async ({ address, name }) => {
        const files = [{ address, name }];
        const opened = await window.client.open('open' as Job, { kind: 'parquet', files }, () => undefined);
        return { opened, described: await window.described(), picture: await window.base64Of(3) };
      },
      { address: `${origin}/${name}`, name },
    );
    expect(answer.opened).toMatchObject({ ok: true, value: { samples: 6, complete: true } });
    expect(answer.described[4]).toBe(
      'train-00000-of-00001/webp-lossy.webp | ai | Stable Diffusion V1.4 | - | 0x0',
    );
    expect(answer.picture).toBe(png);
    const [from = 0, to = 0] = ranges.at(-1)?.split('-').map(Number) ?? [];
    expect(to - from).toBeLessThan(bytes.length / 2);
  });

  test('that sends no parts is named', async ({ page }) => {
    await start(page);
    const opened = await page.evaluate(
      (address) =>
        window.client.open(
          'open' as Job,
          { kind: 'parquet', files: [{ address, name: 'whole.parquet' }] },
          () => undefined,
        ),
      `${origin}/whole.parquet`,
    );
    expect(opened).toEqual({ ok: false, failure: { code: 'no-ranges', name: 'whole.parquet' } });
  });
});

test('a worker that ends while it walks is told, and the next opening starts another', async ({ page }) => {
  await start(page);
  const died = page.evaluate(async () => {
    const never = { kind: 'hub' as const, id: 'owner/never-answers' };
    return window.client.open('open' as Job, never, () => undefined).catch((error: unknown) => String(error));
  });
  await page.route('**/api/datasets/**', () => undefined);
  await expect.poll(() => page.workers().length).toBe(1);
  await page
    .workers()[0]
    ?.evaluate(() => {
      self.close();
    })
    .catch(() => undefined);
  expect(await died).toContain('WorkerDied');
  const { described } = await openArchive(page, 'a.tar', testTar([{ path: 'real/1.png', bytes: utf8('x') }]));
  expect(described).toEqual(['a/real/1.png | real | - | - | 0x0']);
});
