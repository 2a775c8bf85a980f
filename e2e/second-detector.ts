import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { ModelCard, ModelIndex } from '../src/core/detector/model-card.ts';

/*
 * A second detector, made while the test runs, so that choosing and families can be tested with whatever ships: the
 * default's network with one centre crop and a second output, logit x weights. Nothing of it is kept.
 */

const models = join(import.meta.dirname, '../public/models');

function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(models, ...path), 'utf8'));
}

const index = readJson('index.json') as ModelIndex;
export const defaultCard = readJson(index.default, 'model.json') as ModelCard;

/** Family logits = logit * weight: the probabilities can be worked out by hand. */
const weights = [1, -1, 0.5];
const output = 'family_of_test';

/** One length-delimited field of a protobuf message. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
}

function varintField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

/**
 * A protobuf message that is appended to another of its kind is merged with it (protobuf encoding, "last one wins"):
 * so a ModelProto that holds only an initializer, a MatMul and an output adds them to the graph.
 */
function withFamilyOutput(model: Buffer, logit: string): Buffer {
  const initializer = Buffer.concat([
    varintField(1, 1),
    varintField(1, weights.length),
    varintField(2, 1),
    field(8, 'test_weights'),
    field(9, new Uint8Array(Float32Array.from(weights).buffer)),
  ]);
  const node = Buffer.concat([
    field(1, logit),
    field(1, 'test_weights'),
    field(2, output),
    field(4, 'MatMul'),
  ]);
  const floatTensor = field(1, varintField(1, 1));
  const graph = Buffer.concat([
    field(1, node),
    field(5, initializer),
    field(12, Buffer.concat([field(1, output), field(2, floatTensor)])),
  ]);
  return Buffer.concat([model, field(7, graph)]);
}

const network = withFamilyOutput(
  readFileSync(join(models, defaultCard.id, defaultCard.weights.file)),
  defaultCard.output.name,
);

type Measured = NonNullable<ModelCard['measuredBy']>;

const measuredBy: Measured = (['generator', 'real-source'] as const).flatMap((kind) =>
  [true, false].map((seen) => ({
    kind,
    name: `${kind} ${seen ? 'one' : 'two'}`,
    seen,
    images: 40,
    conditions: Object.fromEntries(
      ['untouched', 'JPEG 75', 'half size + JPEG 75'].map((condition) => [
        condition,
        { auc: { value: 0.9, low: 0.85, high: 0.95 }, truePositiveRate: 0.8, falsePositiveRate: 0.04 },
      ]),
    ),
  })),
);

/** Everything that is no pixel and no number is called AI, so that every judged picture has a family. */
export const secondCard: ModelCard = {
  ...defaultCard,
  id: 'second-of-test',
  name: 'Second of test',
  inShort: 'for weak devices',
  // What the page shows and compares; the SHA-256 is what it verifies.
  weights: {
    ...defaultCard.weights,
    file: 'second.onnx',
    bytes: 900_000,
    sha256: createHash('sha256').update(network).digest('hex'),
  },
  preprocessing: {
    ...defaultCard.preprocessing,
    crops: { sizePx: defaultCard.preprocessing.crops.sizePx, anchors: [[0.5, 0.5]] },
  },
  operatingPoint: { ...defaultCard.operatingPoint, cameraBelow: 0, aiAbove: 0.001 },
  measured: defaultCard.measured.map((row) => ({ ...row, balancedAccuracy: 0.8, ece: 0.04 })),
  measuredBy,
  families: {
    output,
    names: [
      { id: 'latent-diffusion', name: 'latent diffusion', examples: 'Stable Diffusion 1' },
      { id: 'gan', name: 'GAN', examples: 'StyleGAN 2, BigGAN' },
      { id: 'autoregressive', name: 'autoregressive', examples: 'GPT image' },
    ],
    temperature: 2,
    namedAbove: 0.62,
    measured: {
      seen: { images: 300, right: 0.6, wrong: 0.1, unknown: 0.3 },
      leftOut: [{ family: 'pixel-diffusion', images: 90, named: 0.2, unknown: 0.8 }],
      conditions: 'a test',
    },
  },
  selfTest: {
    ...defaultCard.selfTest,
    familyLogits: defaultCard.selfTest.logits.flatMap((logit) => weights.map((weight) => logit * weight)),
  },
};

/** By hand: softmax(logit * weight / temperature). */
export function expectedFamilies(logit: number): number[] {
  const powers = weights.map((weight) => Math.exp((logit * weight) / 2));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** From now on the server of this page has the default detector and the second one. */
export async function serveSecondDetector(page: Page): Promise<void> {
  await page.route('**/models/index.json', (route) =>
    route.fulfill({ json: { ...index, models: [index.default, secondCard.id] } }),
  );
  await page.route(`**/models/${secondCard.id}/**`, (route) =>
    new URL(route.request().url()).pathname.endsWith('.json')
      ? route.fulfill({ json: secondCard })
      : route.fulfill({ body: network }),
  );
}
