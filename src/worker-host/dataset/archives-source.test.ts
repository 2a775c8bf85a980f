import { BlobWriter, Uint8ArrayReader, ZipWriter, type ZipWriterConstructorOptions } from '@zip.js/zip.js';
import { describe, expect, it } from 'vitest';
import { joined, testTar, utf8, type TestEntry } from '../../core/dataset/tar/test-tar.ts';
import { randomNumbers } from '../../core/image/test-pictures.ts';
import { bytesOf, described, opened } from './test-sources.ts';

const options = { useWebWorkers: false };
const noise = randomNumbers(5);
const picture = Uint8Array.from({ length: 3000 }, () => Math.floor(noise() * 256));
/** Compresses well. */
const plain = utf8('plain '.repeat(900));

type Entries = Readonly<Record<string, { readonly bytes: Uint8Array } & ZipWriterConstructorOptions>>;

/** Written by zip.js, whose reading of directories is used and whose reading of data is not. */
async function zipOf(name: string, entries: Entries, whole: ZipWriterConstructorOptions = {}): Promise<File> {
  const writer = new ZipWriter(new BlobWriter(), { ...options, ...whole });
  for (const [path, { bytes, ...own }] of Object.entries(entries)) {
    await writer.add(path, new Uint8ArrayReader(bytes), own);
  }
  return new File([await writer.close()], name);
}

const tarOf = (name: string, entries: readonly TestEntry[], withEnd = true): File =>
  new File([testTar(entries, withEnd)], name);

const open = (...files: File[]) => opened({ kind: 'archives', files });

async function changed(
  file: File,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Promise<File> {
  return new File([change(new Uint8Array(await file.arrayBuffer()))], file.name);
}

const genimage: Entries = {
  'imagenet_ai_0419_vqdm/train/ai/VQDM_1000_200_00_003_vqdm_00000.png': { bytes: picture, level: 0 },
  'imagenet_ai_0419_vqdm/train/nature/n01440764_18.JPEG': { bytes: plain, level: 9 },
  'imagenet_ai_0419_vqdm/readme.txt': { bytes: plain },
};

describe('a ZIP archive', () => {
  it.each([
    ['of 32 bits', {}],
    ['of 64 bits', { zip64: true }],
    ['with sizes behind the data', { dataDescriptor: true }],
  ])('%s gives stored and deflated pictures', async (_, whole) => {
    const { api, result } = await open(await zipOf('vqdm.zip', genimage, whole));
    expect(described(api)).toEqual([
      'vqdm/imagenet_ai_0419_vqdm/train/ai/VQDM_1000_200_00_003_vqdm_00000.png | ai | VQDM | n01491361 | train',
      'vqdm/imagenet_ai_0419_vqdm/train/nature/n01440764_18.JPEG | real | - | n01440764 | train',
    ]);
    expect(result).toMatchObject({ ok: true, value: { name: 'vqdm.zip', skipped: { files: 1 } } });
    expect(await bytesOf(api, 0)).toEqual(picture);
    expect(await bytesOf(api, 1)).toEqual(new Uint8Array(plain));
    expect(api.rows([0, 1]).map(({ byteLength }) => byteLength)).toEqual([3000, plain.length]);
  });

  it('in parts is read across them', async () => {
    const parts: Blob[] = [];
    async function* writers() {
      for (let n = 0; n < 9; n++) {
        const part = new BlobWriter();
        Object.assign(part, { maxSize: 2 ** 11 });
        parts.push(part as unknown as Blob);
        yield await Promise.resolve(part);
      }
    }
    const writer = new ZipWriter(writers() as never, options);
    await writer.add('ADM/ai/1_adm_1.PNG', new Uint8ArrayReader(picture), { level: 0 });
    await writer.add('ADM/ai/2_adm_1.PNG', new Uint8ArrayReader(picture.slice().reverse()), { level: 0 });
    await writer.close();
    const blobs = await Promise.all(parts.map((part) => (part as unknown as BlobWriter).getData()));
    const files = blobs.map(
      (blob, n) =>
        new File([blob], n === blobs.length - 1 ? 'adm.zip' : `adm.z${String(n + 1).padStart(2, '0')}`),
    );
    expect(files.length).toBeGreaterThan(2);
    const { api } = await open(...files.reverse());
    expect(described(api)).toEqual([
      'adm/ADM/ai/1_adm_1.PNG | ai | ADM | n01443537 | -',
      'adm/ADM/ai/2_adm_1.PNG | ai | ADM | n01484850 | -',
    ]);
    expect(await bytesOf(api, 0)).toEqual(picture);
    expect(await bytesOf(api, 1)).toEqual(picture.slice().reverse());
  });

  it('refuses encrypted entries by name and gives the others', async () => {
    const { api, result } = await open(
      await zipOf('a.zip', {
        'real/secret.png': { bytes: picture, password: 'x', encryptionStrength: 3 },
        'real/old secret.png': { bytes: picture, password: 'x', zipCrypto: true },
        'real/open.png': { bytes: picture },
      }),
    );
    expect(described(api)).toEqual(['a/real/open.png | real | - | - | -']);
    expect(result).toMatchObject({
      ok: true,
      value: {
        problems: {
          count: 2,
          first: [
            { code: 'encrypted', name: 'real/secret.png' },
            { code: 'encrypted', name: 'real/old secret.png' },
          ],
        },
      },
    });
  });

  it('keeps names that would climb out of a folder, since nothing is written', async () => {
    const file = await zipOf('a.zip', {
      'xx/xx/real.png': { bytes: picture },
      'real/2.png': { bytes: picture },
    });
    // Written under a harmless name of the same length, because the writer refuses this one.
    const evil = await changed(file, (bytes) => replaced(bytes, 'xx/xx/real.png', '../../real.png'));
    const { api } = await open(evil);
    expect(described(api)).toEqual(['a/../../real.png | - | - | - | -', 'a/real/2.png | real | - | - | -']);
    expect(await bytesOf(api, 0)).toEqual(picture);
  });

  it('without its end is refused by name', async () => {
    const cut = await changed(await zipOf('cut.zip', genimage), (bytes) => bytes.slice(0, 3100));
    expect((await open(cut)).result).toMatchObject({
      ok: false,
      failure: { code: 'truncated', name: 'cut.zip' },
    });
  });

  it('of which an entry is damaged gives the others', async () => {
    const { api } = await open(
      await changed(await zipOf('a.zip', genimage), (bytes) => {
        bytes[0] = 0;
        return bytes;
      }),
    );
    expect(await api.file(0)).toMatchObject({ ok: false, failure: { code: 'damaged' } });
    expect(await bytesOf(api, 1)).toEqual(new Uint8Array(plain));
  });

  it('that lies about a size is not inflated beyond it', async () => {
    const file = await zipOf('a.zip', { 'real/1.png': { bytes: plain } });
    const lying = await changed(file, (bytes) => {
      const directory = at(bytes, 'PK\x01\x02');
      new DataView(bytes.buffer).setUint32(directory + 24, 10, true);
      return bytes;
    });
    const { api } = await open(lying);
    expect(await api.file(0)).toEqual({
      ok: false,
      failure: { code: 'damaged', name: 'a/real/1.png', detail: 'it should have 10 bytes, and has more' },
    });
  });
});

describe('a tar archive', () => {
  it('gives pictures in place', async () => {
    const { api } = await open(
      tarOf('set.tar', [
        { path: 'ADM/train/ai/1_adm_1.PNG', bytes: picture },
        { path: 'ADM/train/nature/n01440764_1.JPEG', bytes: plain },
      ]),
    );
    expect(described(api)).toEqual([
      'set/ADM/train/ai/1_adm_1.PNG | ai | ADM | n01443537 | train',
      'set/ADM/train/nature/n01440764_1.JPEG | real | - | n01440764 | train',
    ]);
    expect(await bytesOf(api, 0)).toEqual(picture);
    expect(await bytesOf(api, 1)).toEqual(new Uint8Array(plain));
  });

  it('as a WebDataset shard takes labels from .cls and facts from .json', async () => {
    const { api, result } = await open(
      tarOf('train-00000.tar', [
        { path: '000000.cls', bytes: utf8('0') },
        { path: '000000.jpg', bytes: picture },
        { path: '000001.jpg', bytes: picture },
        { path: '000001.cls', bytes: utf8('1\n') },
        { path: '000001.json', bytes: utf8('{"model": "SDXL", "class": "tench"}') },
        { path: '000002.json', bytes: utf8('{ no json') },
        { path: '000002.seg.png', bytes: picture },
      ]),
      tarOf('val-00000.tar', [
        { path: 'a.png', bytes: picture },
        { path: 'a.cls', bytes: utf8('388') },
      ]),
    );
    expect(described(api)).toEqual([
      'train-00000/000000.jpg | real | - | - | train',
      'train-00000/000001.jpg | ai | SDXL | n01440764 | train',
      'train-00000/000002.seg.png | - | - | - | train',
      'val-00000/a.png | - | - | n02510455 | val',
    ]);
    expect(result).toMatchObject({ ok: true, value: { skipped: { files: 0 }, problems: { count: 0 } } });
  });

  it('that ends early gives what is whole and says where it ends', async () => {
    const entries = [
      { path: 'real/1.png', bytes: picture },
      { path: 'real/2.png', size: 2 ** 30 },
    ];
    const { api, result } = await open(tarOf('cut.tar', entries, false));
    expect(described(api)).toEqual(['cut/real/1.png | real | - | - | -']);
    expect(result).toMatchObject({
      ok: true,
      value: { problems: { count: 1, first: [{ code: 'truncated', name: 'cut.tar: real/2.png' }] } },
    });
  });
});

describe('several archives', () => {
  it('go on past one that cannot be read', async () => {
    const good = await zipOf('good.zip', { 'real/1.png': { bytes: picture } });
    const { api, result } = await open(new File([utf8('nothing')], 'bad.zip'), good);
    expect(described(api)).toEqual(['good/real/1.png | real | - | - | -']);
    expect(result).toMatchObject({
      ok: true,
      value: { problems: { first: [{ code: 'not-this-kind', name: 'bad.zip' }] } },
    });
  });

  it('that must be unpacked whole are named', async () => {
    const gz = new File([joined([Uint8Array.of(0x1f, 0x8b, 8), picture])], 'set.tar.gz');
    expect((await open(gz)).result).toEqual({
      ok: false,
      failure: {
        code: 'not-this-kind',
        name: 'set.tar.gz',
        expected: 'a .zip or .tar archive',
        found: 'a gzip file (.tar.gz)',
      },
    });
  });
});

function at(bytes: Uint8Array, text: string): number {
  return String.fromCharCode(...bytes).indexOf(text);
}

function replaced(bytes: Uint8Array<ArrayBuffer>, text: string, by: string): Uint8Array<ArrayBuffer> {
  for (let found = at(bytes, text); found >= 0; found = at(bytes, text)) bytes.set(utf8(by), found);
  return bytes;
}
