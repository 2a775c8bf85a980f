import { describe, expect, it } from 'vitest';
import { bytesSource } from '../checkpoint/byte-source.ts';
import { openCheckpoint } from '../checkpoint/checkpoint.ts';
import { safetensorsOf } from '../checkpoint/test-checkpoints.ts';
import { assembleWeights } from './assemble.ts';
import { matchTemplate, partsFound, recognise } from './match.ts';
import { parseTemplate, type Template } from './template.ts';
import { templateOf, tensorsOf } from './test-templates.ts';

/** A head of 4 and 1 numbers, then an encoder of 3 x 2, 3 and 2 x 3. */
const head = { weight: [1, 4], bias: [1] };
const encoder = { 'visual.blocks.0.qkv': [3, 2], 'visual.blocks.0.bias': [3], 'visual.proj': [2, 3] };
const other = {
  'vision.layers.0.q': [1, 2],
  'vision.layers.0.k': [1, 2],
  'vision.layers.0.v': [1, 2],
  'vision.layers.0.bias': [3],
  'projection.weight': [3, 2],
};
const unread = 'visual.blocks.0.mlp';

function inParts(id: string, headName: string, headShapes: Record<string, number[]>): Template {
  const plain = templateOf({ ...headShapes, ...encoder }, id);
  const [begin = 0] = plain.weights.tensors
    .filter(({ name }) => name.startsWith('visual.'))
    .map(({ offset }) => offset);
  const places = [
    ['vision.layers.0.q', 0],
    ['vision.layers.0.k', 8],
    ['vision.layers.0.v', 16],
    ['vision.layers.0.bias', 24],
    ['projection.weight', 36],
  ] as const;
  const hugging = places.map(([name, at]) => ({
    name,
    shape: other[name],
    offset: begin + at,
    ...(name === 'projection.weight' ? { transposed: true as const } : {}),
  }));
  const parts = [
    { name: headName, bytes: [0, begin], unread: [], alsoSpelt: [] },
    {
      name: 'the encoder',
      bytes: [begin, plain.weights.bytes],
      unread: [unread],
      alsoSpelt: [{ name: 'Hugging Face', tensors: hugging, unread: ['vision.layers.0.mlp'] }],
    },
  ];
  return parseTemplate({ ...plain, weights: { ...plain.weights, parts } });
}

const template = inParts('one', 'the head of One', head);
const second = inParts('two', 'the head of Two', { 'head.0.weight': [2, 4], 'head.0.bias': [2] });

/** Tensors with the values 0, 1, 2, ... through the whole file. */
async function counted(shapes: Record<string, readonly number[]>) {
  let at = 0;
  const header = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => {
      const bytes = 4 * shape.reduce((a, b) => a * b, 1);
      const entry = { dtype: 'F32', shape, data_offsets: [at, at + bytes] };
      at += bytes;
      return [name, entry];
    }),
  );
  const bytes = safetensorsOf(header, at);
  bytes.set(new Uint8Array(Float32Array.from({ length: at / 4 }, (_, i) => i).buffer), bytes.length - at);
  const opened = await openCheckpoint(bytesSource(bytes));
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return opened.value;
}

describe('a template in parts', () => {
  it('finds each part below a prefix of its own', () => {
    const tensors = new Map([...tensorsOf(head, 'fc.'), ...tensorsOf(encoder, 'model.')]);
    const match = matchTemplate(template, tensors);
    expect(match.misfits).toEqual([]);
    expect(match.unused).toEqual([]);
    expect(match.parts.map(({ prefix }) => prefix)).toEqual(['fc.', 'model.']);
  });

  it('puts tensors of another library where their numbers belong, cut and turned', async () => {
    const checkpoint = await counted({ ...other, ...head });
    const match = matchTemplate(template, checkpoint.tensors);
    expect(match.misfits).toEqual([]);
    const weights = await assembleWeights(match, checkpoint);
    expect(weights.ok && Array.from(new Float32Array(weights.value.buffer))).toEqual([
      // The head stands last in the file: 15 to 19.
      ...[15, 16, 17, 18, 19],
      // Queries, keys and values are the rows of one matrix.
      ...[0, 1, 2, 3, 4, 5],
      ...[6, 7, 8],
      // [[9, 10], [11, 12], [13, 14]] turned.
      ...[9, 11, 13, 10, 12, 14],
    ]);
  });

  it('knows tensors that the graph does not compute with, and no others', () => {
    const whole = { ...head, ...encoder };
    const fits = (name: string) =>
      matchTemplate(template, tensorsOf({ ...whole, [name]: [2] })).misfits.length === 0;
    expect(fits(unread)).toBe(true);
    expect(fits('visual.blocks.1.qkv')).toBe(false);
  });

  it('tells a part that is alone, and what would complete it', () => {
    const templates = [template, second];
    const found = (shapes: Record<string, readonly number[]>) => {
      const tensors = tensorsOf(shapes);
      const { best, all } = recognise(templates, tensors);
      return {
        best: best && partsFound(best, tensors),
        all: all.map((match) => partsFound(match, tensors)?.wanted ?? null),
      };
    };
    expect(found(head)).toEqual({
      best: { held: ['the head of One'], wanted: ['the encoder'] },
      all: [['the encoder'], null],
    });
    const heads = [['the head of One'], ['the head of Two']];
    expect(found(encoder)).toEqual({ best: { held: ['the encoder'], wanted: heads[0] }, all: heads });
    expect(found(other).all).toEqual(heads);
    expect(found({ ...head, ...encoder })).toEqual({ best: null, all: [null, ['the head of Two']] });
  });

  it('takes the last layer of another network for no head', () => {
    const network = Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`conv${n}.weight`, [8, 3]]));
    const tensors = tensorsOf({ ...network, 'fc.weight': [1, 4], 'fc.bias': [1] });
    expect(recognise([template], tensors).best).toBeNull();
  });
});
