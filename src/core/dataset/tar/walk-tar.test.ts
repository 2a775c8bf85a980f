import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../checkpoint/byte-source.ts';
import { joined, paxRecord, testTar, utf8 } from './test-tar.ts';
import { walkTar, type TarFault, type TarFile } from './walk-tar.ts';

async function all(bytes: Uint8Array<ArrayBuffer>): Promise<(TarFile | TarFault)[]> {
  const found: (TarFile | TarFault)[] = [];
  for await (const each of walkTar(bytesSource(bytes))) found.push(each);
  return found;
}

/** Path and content of every file; faults as they are. */
async function contents(bytes: Uint8Array<ArrayBuffer>): Promise<unknown[]> {
  return (await all(bytes)).map((each) =>
    each.kind === 'file'
      ? [each.path, String.fromCharCode(...bytes.subarray(each.offset, each.offset + each.size))]
      : each,
  );
}

describe('walkTar', () => {
  it('finds files and leaves folders, links and the end mark out', async () => {
    const bytes = testTar([
      { path: 'a/', type: '5' },
      { path: 'a/1.txt', bytes: utf8('one') },
      { path: 'a/link', type: '2' },
      { path: 'a/empty.txt' },
      { path: 'a/2.txt', bytes: utf8('t'.repeat(600)), type: '\0' },
    ]);
    expect(await contents(bytes)).toEqual([
      ['a/1.txt', 'one'],
      ['a/empty.txt', ''],
      ['a/2.txt', 't'.repeat(600)],
    ]);
  });

  it('takes names from pax records and from GNU long names, each for one file alone', async () => {
    const long = `${'long/'.repeat(60)}é.png`;
    const bytes = testTar([
      { path: 'PaxHeader', type: 'x', bytes: joined([paxRecord('mtime', '1.5'), paxRecord('path', long)]) },
      { path: 'short.png', bytes: utf8('pax') },
      { path: '././@LongLink', type: 'L', bytes: utf8(`${long}\0`) },
      { path: 'short.png', bytes: utf8('gnu') },
      { path: 'last.png', bytes: utf8('own') },
    ]);
    expect(await contents(bytes)).toEqual([
      [long, 'pax'],
      [long, 'gnu'],
      ['last.png', 'own'],
    ]);
  });

  it('joins the prefix of a ustar header with the name', async () => {
    const bytes = testTar([{ path: 'name.png', bytes: utf8('x') }]);
    bytes.set(utf8('in/front'), 345);
    // The checksum of the header grows by what was added.
    const grown = utf8('in/front').reduce((sum, byte) => sum + byte, 0);
    const old = parseInt(String.fromCharCode(...bytes.subarray(148, 154)), 8);
    bytes.set(utf8((old + grown).toString(8).padStart(6, '0')), 148);
    expect(await contents(bytes)).toEqual([['in/front/name.png', 'x']]);
  });

  it('reads without an end mark, and an empty file as an empty archive', async () => {
    expect(await contents(testTar([{ path: 'a', bytes: utf8('x') }], false))).toEqual([['a', 'x']]);
    expect(await all(new Uint8Array())).toEqual([]);
  });

  it.each([
    'it\'s "quoted".png',
    'two\nlines.png',
    '\u202Egnp.exe',
    '<script>alert(1)</script>.png',
    '../../up.png',
  ])('gives the hostile name %j as it is', async (path) => {
    expect(await contents(testTar([{ path, bytes: utf8('x') }]))).toEqual([[path, 'x']]);
  });

  it('stops at a size beyond the archive, and says whose', async () => {
    const bytes = testTar(
      [
        { path: 'good.png', bytes: utf8('x') },
        { path: 'lies.png', size: 8 ** 10 },
      ],
      false,
    );
    expect(await contents(bytes)).toEqual([
      ['good.png', 'x'],
      { kind: 'truncated', path: 'lies.png', detail: 'it should have 1073741824 bytes, and 0 are left' },
    ]);
  });

  it('stops at a header that is none, after what was good', async () => {
    const bytes = joined([testTar([{ path: 'good.png', bytes: utf8('x') }], false), utf8('?'.repeat(512))]);
    expect(await contents(bytes)).toEqual([
      ['good.png', 'x'],
      { kind: 'damaged', path: 'good.png', detail: 'a header whose checksum is wrong, at byte 1024' },
    ]);
  });

  it('does not take a record of gigabytes into memory', async () => {
    const honest = testTar([{ path: 'PaxHeader', type: 'x', size: 2 ** 21 }], false);
    const padded = joined([honest, new Uint8Array(2 ** 21)]);
    expect(await all(padded)).toEqual([
      { kind: 'damaged', path: '', detail: 'a name or record of 2097152 bytes, at byte 0' },
    ]);
  });
});
