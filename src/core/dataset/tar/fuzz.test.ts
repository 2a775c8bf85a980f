import { expect, it } from 'vitest';
import type { ByteSource } from '../../checkpoint/byte-source.ts';
import { randomNumbers } from '../../image/test-pictures.ts';
import { joined, paxRecord, testTar, utf8 } from './test-tar.ts';
import { walkTar } from './walk-tar.ts';

const mutations = 3000;
const allowedMs = 1000;

const whole = testTar([
  { path: 'train/', type: '5' },
  { path: 'train/000000.jpg', bytes: utf8('j'.repeat(700)) },
  { path: 'train/000000.cls', bytes: utf8('1') },
  {
    path: 'PaxHeader',
    type: 'x',
    bytes: joined([paxRecord('path', `${'deep/'.repeat(40)}1.png`), paxRecord('size', '512')]),
  },
  { path: 'x', bytes: utf8('p'.repeat(512)) },
  { path: '././@LongLink', type: 'L', bytes: utf8(`${'n'.repeat(200)}.png\0`) },
  { path: 'y', bytes: utf8('q'.repeat(10)) },
]);

const below = (random: () => number, end: number) => Math.floor(random() * end);

function mutated(random: () => number): Uint8Array<ArrayBuffer> {
  const bytes = whole.slice();
  switch (below(random, 4)) {
    case 0:
      return bytes.slice(0, below(random, bytes.length));
    case 1: {
      const length = 1 + below(random, 600);
      bytes.copyWithin(below(random, bytes.length - length), below(random, bytes.length - length), length);
      return bytes;
    }
    case 2: {
      // A size that lies, under a checksum that is right.
      const at = 512 * below(random, bytes.length / 512);
      const digits = Array.from({ length: 11 }, () => String(below(random, 8))).join('');
      bytes.set(utf8(digits.slice(0, 12)), at + 124);
      bytes.set(utf8('        '), at + 148);
      const sum = bytes.subarray(at, at + 512).reduce((total, byte) => total + byte, 0);
      bytes.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), at + 148);
      return bytes;
    }
    default:
      for (let n = 0; n <= below(random, 6); n++) bytes[below(random, bytes.length)] = below(random, 256);
      return bytes;
  }
}

it(`walks ${mutations} damaged archives without an error, a read outside or an endless loop`, async () => {
  const random = randomNumbers(20_261_125);
  const faults: string[] = [];
  let whole = 0;
  let ended = 0;
  for (let n = 0; n < mutations; n++) {
    const bytes = mutated(random);
    const started = performance.now();
    let last = '';
    for await (const each of walkTar(guarded(bytes, (what) => faults.push(`case ${n}: ${what}`)))) {
      last = each.kind;
      if (each.kind === 'file' && each.offset + each.size > bytes.length)
        faults.push(`case ${n}: ${each.path}`);
    }
    if (last === 'file') whole++;
    else ended++;
    if (performance.now() - started > allowedMs) faults.push(`case ${n} took too long`);
  }
  expect(faults).toEqual([]);
  // Both happen often enough to show that the mutations bite.
  expect(whole).toBeGreaterThan(mutations / 20);
  expect(ended).toBeGreaterThan(mutations / 4);
});

function guarded(bytes: Uint8Array<ArrayBuffer>, complain: (what: string) => void): ByteSource {
  return {
    size: bytes.length,
    read(offset, length) {
      if (!(offset >= 0 && length >= 0 && length <= 2 ** 20)) complain(`read ${offset}, ${length}`);
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}
