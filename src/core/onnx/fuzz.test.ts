import { describe, expect, it } from 'vitest';
import { fixture } from '../../../e2e/onnx-files.ts';
import { readImageProcessor } from '../hub/image-processor.ts';
import { readLabels } from '../hub/labels.ts';
import { readListing } from '../hub/listing.ts';
import { randomNumbers } from '../image/test-pictures.ts';
import { placeExternal } from './external.ts';
import { onnxSentence } from './failure-words.ts';
import { readOnnxHeader } from './header.ts';
import { pictureInput } from './picture-input.ts';

/* 2,000 seeded mutations: 1,200 of graphs, 800 of configs. A reader answers each in time, and never with nonsense. */

type Bytes = Uint8Array<ArrayBuffer>;
type Random = () => number;

const allowedMs = 2000;
const below = (random: Random, end: number) => Math.floor(random() * end);

/** Lengths and keys that break arithmetic. */
const bad = [0x00, 0x7f, 0x80, 0xff, 0x08, 0x3a, 0x2d, 0x22];

const mutations: readonly ((bytes: Bytes, random: Random) => Bytes)[] = [
  function flipBits(bytes, random) {
    for (let n = 0; n <= below(random, 4); n++) bytes[below(random, bytes.length)]! ^= 1 << below(random, 8);
    return bytes;
  },
  function truncate(bytes, random) {
    return bytes.slice(0, below(random, bytes.length));
  },
  function splice(bytes, random) {
    const length = below(random, 64);
    const [to, from] = [below(random, bytes.length), below(random, bytes.length - length)];
    bytes.copyWithin(to, from, from + length);
    return bytes;
  },
  function cutOut(bytes, random) {
    const at = below(random, bytes.length);
    return Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + below(random, 16)));
  },
  function insert(bytes, random) {
    const at = below(random, bytes.length);
    const more = Array.from({ length: 1 + below(random, 10) }, () => bad[below(random, bad.length)]!);
    return Uint8Array.of(...bytes.subarray(0, at), ...more, ...bytes.subarray(at));
  },
  function changeBytes(bytes, random) {
    for (let n = 0; n <= below(random, 8); n++)
      bytes[below(random, bytes.length)] = bad[below(random, bad.length)]!;
    return bytes;
  },
];

/** Runs all mutations of a file; `faultOf` says what is wrong with an answer, and 'refused' where there is none. */
function fuzz(whole: Bytes, times: number, faultOf: (bytes: Bytes) => string | null) {
  const random = randomNumbers(whole.length);
  const faults: string[] = [];
  let refusals = 0;
  for (let n = 0; n < times; n++) {
    const bytes = mutations[n % mutations.length]!(whole.slice(), random);
    const started = performance.now();
    const fault = faultOf(bytes);
    const elapsedMs = performance.now() - started;
    if (fault === 'refused') refusals++;
    else if (fault !== null) faults.push(`case ${n}: ${fault}`);
    if (elapsedMs > allowedMs) faults.push(`case ${n} took ${elapsedMs} ms`);
  }
  return { faults, refusals };
}

const graphs = [
  'one-logit.onnx',
  'nhwc-softmax.onnx',
  'external/model.onnx',
  'hub/onnx/model_quantized.onnx',
  'bad/text.onnx',
  'bad/traversal.onnx',
];

describe.each(graphs)('a damaged %s', (file) => {
  const whole = fixture(file);

  it('is refused, or read as a graph whose every part can be', () => {
    const { faults, refusals } = fuzz(whole, 200, graphFault);
    expect(faults).toEqual([]);
    expect(refusals).toBeGreaterThan(50);
    expect(refusals).toBeLessThan(200);
  });
});

function graphFault(bytes: Bytes): string | null {
  const header = readOnnxHeader(bytes);
  if (!header.ok) return onnxSentence(header.failure).length > 10 ? 'refused' : 'a failure without words';
  const { inputs, outputs, operators, parameters, external } = header.value;
  const sides = [...inputs, ...outputs].flatMap(({ shape }) => shape ?? []);
  if (!sides.every((side) => typeof side !== 'number' || side >= 0)) return 'a negative side';
  if (outputs.length === 0 || !Number.isSafeInteger(parameters)) return 'no graph';
  if (operators.some((name) => name === '' || name.length > 10_000)) return 'an operator without a name';
  const input = pictureInput(header.value);
  if (input.ok && input.value.sidePx !== null && !(input.value.sidePx >= 1 && input.value.sidePx <= 2048))
    return 'an input of no size';
  const foundBytes = 2000;
  const placed = placeExternal(external, 'model.onnx', [{ path: 'model.onnx_data', bytes: foundBytes }]);
  if (!placed.ok) return null;
  if (placed.value.some(({ path, location }) => path !== 'model.onnx_data' || location.includes('..')))
    return 'another file';
  const end = ({ offset, bytes, length }: (typeof external)[number]) =>
    offset + (bytes ?? length ?? Infinity);
  return external.every((tensor) => tensor.offset >= 0 && end(tensor) <= foundBytes)
    ? null
    : 'weights beyond the file';
}

const listing = new TextEncoder().encode(
  JSON.stringify({
    sha: '0123456789'.repeat(4),
    tags: ['license:mit'],
    siblings: [
      { rfilename: 'config.json', size: 10 },
      { rfilename: 'onnx/model.onnx', size: 2e6, lfs: { size: 2e6, sha256: 'ab'.repeat(32) } },
    ],
  }),
);

const configs: readonly (readonly [name: string, whole: Bytes, faultOf: (json: unknown) => string | null])[] =
  [
    ['listing of a repository', listing, listingFault],
    ['config.json', fixture('hub/config.json'), labelsFault],
    ['vit', fixture('processors/vit.json'), processorFault],
    ['clip', fixture('processors/clip.json'), processorFault],
  ];

describe.each(configs)('a damaged %s', (_, whole, faultOf) => {
  it('is refused, or read as something that can be followed', () => {
    const { faults } = fuzz(whole, 200, (bytes) => {
      try {
        return faultOf(JSON.parse(new TextDecoder().decode(bytes)));
      } catch (error) {
        if (error instanceof SyntaxError) return 'refused';
        throw error;
      }
    });
    expect(faults).toEqual([]);
  });

  it('is refused, or read, with every value of every kind', () => {
    const faults: string[] = [];
    const root: unknown = JSON.parse(new TextDecoder().decode(whole));
    for (const json of variations(root)) {
      const fault = faultOf(json);
      if (fault !== null && fault !== 'refused') faults.push(`${fault}: ${JSON.stringify(json)}`);
    }
    expect(faults).toEqual([]);
  });
});

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e300,
  0.5,
  '',
  'x',
  [],
  {},
  [1, 2, 3],
  { '0': 'a' },
  { height: 1e9, width: 1e9 },
];

/** The same JSON with each of its values replaced by each odd one. */
function* variations(json: unknown): Generator {
  yield* odd;
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) {
    for (const changed of variations(value)) {
      const copy = structuredClone(json) as Record<string, unknown>;
      copy[key] = changed;
      yield copy;
    }
  }
}

function listingFault(json: unknown): string | null {
  const read = readListing(json);
  if (!read) return 'refused';
  if (!/^[0-9a-f]{40}$/u.test(read.commit)) return 'no commit';
  return read.files.every(
    ({ path, bytes }) => path !== '' && !path.split('/').includes('..') && (bytes ?? 0) >= 0,
  )
    ? null
    : 'a file outside';
}

function labelsFault(json: unknown): string | null {
  const labels = readLabels(json);
  if (labels === 'damaged') return 'refused';
  return labels === null || labels.every((label) => typeof label === 'string')
    ? null
    : 'a class without a name';
}

function processorFault(json: unknown): string | null {
  const read = readImageProcessor(json, null);
  if (!read.ok) return read.failure === '' ? 'a failure without words' : 'refused';
  const { resize, crop, mean, std, rescaleFactor = 1 } = read.value.plan;
  const isSide = (side: number) => Number.isInteger(side) && side >= 1 && side <= 2048;
  if (!isSide(crop.sizePx) || (resize && !isSide(resize.sidePx))) return 'no size';
  return [...mean, ...std, rescaleFactor].every(Number.isFinite) && std.every((value) => value > 0)
    ? null
    : 'no numbers';
}
