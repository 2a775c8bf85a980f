import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../image/test-pictures.ts';
import { bytesSource } from './byte-source.ts';
import { openCheckpoint } from './checkpoint.ts';

const files = [
  'plain.pth',
  'plain-protocol-1.pth',
  'plain-protocol-4.pth',
  'plain-legacy.pth',
  'plain-big-endian.pth',
  'plain-zip64.pth',
  'nested.pth',
  'nested-protocol-5.pth',
  'nested-legacy.pth',
  'typed.pth',
  'contiguous.safetensors',
];
const mutationsPerFile = 182;
const allowedMs = 2000;

type Mutation = (bytes: Uint8Array<ArrayBuffer>, random: () => number) => Uint8Array<ArrayBuffer>;

const below = (random: () => number, end: number) => Math.floor(random() * end);

/** Lengths that break arithmetic, and short ones. */
const lengths = [0, 1, 0x7f, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

const mutations: readonly Mutation[] = [
  function flipBits(bytes, random) {
    for (let n = 0; n <= below(random, 4); n++) bytes[below(random, bytes.length)]! ^= 1 << below(random, 8);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.slice(0, below(random, bytes.length));
  },
  function splice(bytes, random) {
    const length = below(random, 64);
    bytes.copyWithin(
      below(random, bytes.length),
      below(random, bytes.length - length),
      bytes.length - length,
    );
    return bytes;
  },
  function cutOut(bytes, random) {
    const at = below(random, bytes.length);
    return new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1 + below(random, 16))]);
  },
  function changeLength(bytes, random) {
    const at = below(random, bytes.length - 4);
    new DataView(bytes.buffer).setUint32(at, lengths[below(random, lengths.length)]!, true);
    return bytes;
  },
  function changeByte(bytes, random) {
    bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
];

describe.each(files)('a damaged %s', (file) => {
  const whole = new Uint8Array(readFileSync(new URL(`./fixtures/${file}`, import.meta.url)));

  it(`fails or gives whole tensors in each of ${mutationsPerFile} cases`, async () => {
    const random = randomNumbers(whole.length);
    const faults: string[] = [];
    let refusals = 0;
    for (let n = 0; n < mutationsPerFile; n++) {
      const bytes = mutations[n % mutations.length]!(whole.slice(), random);
      const started = performance.now();
      const { refused, fault } = await outcomeOf(bytes);
      const elapsedMs = performance.now() - started;
      if (refused) refusals++;
      if (fault) faults.push(`case ${n}: ${fault}`);
      if (elapsedMs > allowedMs) faults.push(`case ${n} took ${elapsedMs} ms`);
    }
    expect(faults).toEqual([]);
    expect(refusals).toBeGreaterThan(mutationsPerFile / 4);
    expect(refusals).toBeLessThan(mutationsPerFile);
  });
});

/** What is wrong with what was read: 'unreadable' is an error that nobody foresaw. */
async function outcomeOf(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ refused: boolean; fault: string | null }> {
  const result = await openCheckpoint(bytesSource(bytes));
  if (!result.ok) {
    const { failure } = result;
    return { refused: true, fault: failure.code === 'unreadable' ? failure.detail : null };
  }
  for (const { name, shape } of result.value.tensors.values()) {
    const read = await result.value.read(name);
    const elements = shape.reduce((product, side) => product * side, 1);
    if (!read.ok && read.failure.code === 'unreadable') return { refused: false, fault: read.failure.detail };
    if (read.ok && read.value.length !== elements) {
      return { refused: false, fault: `${name} has ${read.value.length} elements` };
    }
  }
  return { refused: false, fault: null };
}
