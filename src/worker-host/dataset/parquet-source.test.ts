import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { RemoteFile } from '../../contracts/dataset-sources.ts';
import { createDatasetApi } from '../dataset-api.ts';
import { bytesOf, described, job, opened } from './test-sources.ts';

/* Files that e2e/fixtures/make_datasets.py wrote with pyarrow, and the pictures that it put into them. */

const fixture = (path: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../../e2e/fixtures/${path}`, import.meta.url)));
const file = (name: string): File => new File([fixture(`datasets/${name}`)], name);
const pictures = [
  'flat.png',
  'png-1-bit.png',
  'smallest-judged.png',
  'tiny.png',
  'webp-lossy.webp',
  'jpeg-420-q30.jpg',
];

const tiny = (root: string, split: string) => [
  `${root}/flat.png | real | - | - | ${split}`,
  `${root}/png-1-bit.png | ai | ADM | - | ${split}`,
  `${root}/smallest-judged.png | ai | BigGAN | - | ${split}`,
  `${root}/tiny.png | real | - | - | ${split}`,
  `${root}/webp-lossy.webp | ai | Stable Diffusion V1.4 | - | ${split}`,
  `${root}/jpeg-420-q30.jpg | ai | Wukong | - | ${split}`,
];

describe('Parquet with pictures', () => {
  it.each([
    ['train-00000-of-00001.parquet', 'train'],
    ['paged.parquet', '-'],
  ])("in Tiny-GenImage's schema, %s", async (name, split) => {
    const { api } = await opened({ kind: 'parquet', files: [file(name)] });
    expect(described(api)).toEqual(tiny(name.replace('.parquet', ''), split));
    // From the end, so that a row is not read because its neighbour was.
    for (const [id, picture] of [...pictures.entries()].reverse()) {
      expect(await bytesOf(api, id)).toEqual(fixture(`images/${picture}`));
    }
  });

  it('by classes alone, without names', async () => {
    const { api } = await opened({ kind: 'parquet', files: [file('classes.parquet')] });
    expect(described(api)).toEqual([
      'classes/row-000000 | - | - | n01440764 | -',
      'classes/row-000001 | - | - | n02782093 | -',
      'classes/row-000002 | - | - | n01443537 | -',
    ]);
    expect(await bytesOf(api, 1)).toEqual(fixture('images/png-1-bit.png'));
    await api.measure(job, null, () => undefined);
    expect(api.rows([0])).toMatchObject([{ format: 1, widthPx: 256, heightPx: 256 }]);
  });

  it('in several files goes on past those that cannot be read', async () => {
    const files = ['truncated.parquet', 'no-pictures.parquet', 'classes.parquet'].map(file);
    const { api, result } = await opened({
      kind: 'parquet',
      files: [...files, new File(['PK?'], 'other.parquet')],
    });
    expect(described(api)).toHaveLength(3);
    expect(await bytesOf(api, 2)).toEqual(fixture('images/smallest-judged.png'));
    expect(result).toMatchObject({
      ok: true,
      value: {
        problems: {
          count: 3,
          first: [
            { code: 'truncated', name: 'truncated.parquet' },
            { code: 'no-pictures', name: 'no-pictures.parquet', columns: ['text', 'n'] },
            { code: 'not-this-kind', name: 'other.parquet' },
          ],
        },
      },
    });
  });

  it('whose pages are damaged is refused by name', async () => {
    const bytes = fixture('datasets/train-00000-of-00001.parquet');
    bytes.fill(0xff, 4, 2000);
    const { api } = await opened({ kind: 'parquet', files: [new File([bytes], 'bad.parquet')] });
    expect(await api.file(0)).toMatchObject({ ok: false, failure: { code: 'damaged', name: 'bad.parquet' } });
    expect(await bytesOf(api, 5)).toEqual(fixture('images/jpeg-420-q30.jpg'));
  });
});

describe('Parquet of which a file breaks off', () => {
  it('keeps the numbers of what follows right', async () => {
    // The labels of the second row group, after the pictures of the first, are overwritten.
    const bytes = fixture('datasets/train-00000-of-00001.parquet');
    const labels = 4872 + 7352;
    bytes.fill(0xff, bytes.length - 4000 - labels, bytes.length - 4000);
    const files = [new File([bytes], 'broken.parquet'), file('classes.parquet')];
    const { api, result } = await opened({ kind: 'parquet', files });
    expect(result).toMatchObject({ ok: true, value: { problems: { count: 1 } } });
    const { samples } = api.summary() as { samples: number };
    expect(samples).toBeLessThan(6 + 3);
    expect(await bytesOf(api, samples - 1)).toEqual(fixture('images/smallest-judged.png'));
  });
});

describe('Parquet on a server', () => {
  let server: Server | undefined;

  afterEach(() => {
    server?.close();
  });

  /** Serves the fixtures; `answer` may take a request over. */
  async function serve(
    answer: (request: IncomingMessage, response: ServerResponse) => boolean,
  ): Promise<string> {
    const started = createServer((request, response) => {
      if (answer(request, response)) return;
      const bytes = fixture(`datasets${request.url ?? ''}`);
      const [, from, to] = /bytes=(\d+)-(\d+)/u.exec(request.headers.range ?? '') ?? [];
      const part = bytes.subarray(Number(from), Number(to) + 1);
      const range = `bytes ${from ?? ''}-${to ?? ''}/${bytes.length}`;
      response.writeHead(206, { 'Content-Range': range, 'Content-Length': part.length }).end(part);
    }).listen(0);
    server = started;
    await new Promise((resolve) => started.once('listening', resolve));
    return `http://localhost:${(started.address() as AddressInfo).port}`;
  }

  const remote = (origin: string, name: string): RemoteFile => ({ address: `${origin}/${name}`, name });

  it('is read in parts: no picture for the walk, and one row group for a picture', async () => {
    let sent = 0;
    const name = 'train-00000-of-00001.parquet';
    const origin = await serve((request) => {
      const [, from, to] = /bytes=(\d+)-(\d+)/u.exec(request.headers.range ?? '') ?? [];
      sent += Number(to) - Number(from) + 1;
      return false;
    });
    // The footer is looked for in the last half megabyte, which is all of this file: only later reads can be small.
    const { api } = await opened({ kind: 'parquet', files: [remote(origin, name)] });
    expect(described(api)).toEqual(tiny('train-00000-of-00001', 'train'));
    sent = 0;
    expect(await bytesOf(api, 5)).toEqual(fixture('images/jpeg-420-q30.jpg'));
    expect(sent).toBeGreaterThan(4872);
    // Two pictures of the last row group, and not those before.
    expect(sent).toBeLessThan(4872 + 7352 + 1000);
  });

  it('that sends whole files only is named', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(200).end('whole');
      return true;
    });
    const { result } = await opened({ kind: 'parquet', files: [remote(origin, 'classes.parquet')] });
    expect(result).toEqual({ ok: false, failure: { code: 'no-ranges', name: 'classes.parquet' } });
  });

  it('that refuses or sends too little is named', async () => {
    const refusing = await serve((_, response) => {
      response.writeHead(403).end();
      return true;
    });
    const denied = await opened({ kind: 'parquet', files: [remote(refusing, 'classes.parquet')] });
    expect(denied.result).toEqual({
      ok: false,
      failure: { code: 'http', name: 'classes.parquet', status: 403 },
    });
    server?.close();
    const short = await serve((_, response) => {
      response.writeHead(206, { 'Content-Range': 'bytes 0-0/5000' }).end('x');
      return true;
    });
    const cut = await opened({ kind: 'parquet', files: [remote(short, 'classes.parquet')] });
    expect(cut.result).toMatchObject({ ok: false, failure: { code: 'truncated', name: 'classes.parquet' } });
  });

  it('that is not there is named, and the next opening works', async () => {
    const api = createDatasetApi();
    const gone = { kind: 'parquet' as const, files: [remote('http://localhost:9', 'a.parquet')] };
    expect(await api.open(job, gone, () => undefined)).toMatchObject({
      ok: false,
      failure: { code: 'no-network', name: 'a.parquet' },
    });
    expect(
      await api.open(job, { kind: 'parquet', files: [file('paged.parquet')] }, () => undefined),
    ).toMatchObject({
      ok: true,
    });
  });
});
