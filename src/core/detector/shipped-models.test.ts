import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseModelCard, parseModelIndex, type ModelCard } from './model-card.ts';
import { drift, selfTestBytes, selfTestDriftOf, selfTestTensor } from './self-test.ts';

const models = join(import.meta.dirname, '../../../public/models');
const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(models, ...path), 'utf8'));
const index = parseModelIndex(read('index.json'));

describe.each(index.models)('the shipped detector %s', (id) => {
  const card = parseModelCard(read(id, 'model.json'));

  it('lies in the folder that bears its name', () => {
    expect(card.id).toBe(id);
  });

  it('has the weights that its card names', () => {
    const weights = readFileSync(join(models, id, card.weights.file));
    expect(weights.length).toBe(card.weights.bytes);
    expect(createHash('sha256').update(weights).digest('hex')).toBe(card.weights.sha256);
  });

  it('keeps its promise of at most 5 % false positives', () => {
    expect(card.operatingPoint.falsePositiveRate.value).toBeLessThanOrEqual(0.05);
    expect(card.operatingPoint.cameraBelow).toBeLessThan(card.operatingPoint.aiAbove);
  });

  it('has a self-test of one logit a crop, in the shape that it runs on', () => {
    const [count, , height, width] = card.selfTest.shape;
    expect(card.selfTest.logits).toHaveLength(count);
    expect([height, width]).toEqual([card.preprocessing.crops.sizePx, card.preprocessing.crops.sizePx]);
  });

  it('proves its second output too, where it tells families', () => {
    const { families, selfTest } = card;
    expect(selfTest.familyLogits?.length ?? 0).toBe(selfTest.shape[0] * (families?.names.length ?? 0));
  });

  it('says what it was measured on, trained on and cannot do', () => {
    expect(card.measured.length).toBeGreaterThanOrEqual(3);
    expect(card.trainingData.some(({ label }) => label === 'real')).toBe(true);
    expect(card.trainingData.some(({ label }) => label === 'ai')).toBe(true);
    expect(card.limits.length).toBeGreaterThanOrEqual(3);
  });

  it('normalises its self-test tensor as the contract says', () => {
    const tensor = selfTestTensor(card);
    const bytes = selfTestBytes(card.selfTest.shape);
    const plane = card.selfTest.shape[2] * card.selfTest.shape[3];
    for (const channel of [0, 1, 2] as const) {
      const at = channel * plane + 77;
      const value =
        ((bytes[at] ?? 0) / 255 - card.preprocessing.mean[channel]) / card.preprocessing.std[channel];
      expect(tensor[at]).toBeCloseTo(value, 5);
    }
  });
});

describe('selfTestBytes', () => {
  it('follows the formula of the contract, computed with exact integers', () => {
    const bytes = selfTestBytes([2, 3, 5, 300]);
    for (const [n, c, y, x] of [
      [0, 0, 0, 0],
      [0, 1, 3, 150],
      [1, 2, 4, 299],
      [1, 0, 2, 131],
    ] as const) {
      const i = ((n * 3 + c) * 5 + y) * 300 + x;
      const noise = Number(((BigInt(i) * 2654435761n) % 2n ** 32n) >> 27n);
      const t = (x * (c + 1) + y * (n + 2)) % 256;
      const triangle = t < 128 ? 2 * t : 511 - 2 * t;
      expect(bytes[i]).toBe(Math.min(255, Math.floor((triangle * 7) / 8) + noise));
    }
  });
});

describe('drift', () => {
  it('is the largest difference', () => {
    expect(drift([1, 2, 3], [1, 2.5, 2.9])).toBeCloseTo(0.5, 12);
  });

  it('is infinite where a backend answers nonsense', () => {
    expect(drift([1, 2], [1, NaN])).toBe(Infinity);
    expect(drift([1, 2], [1])).toBe(Infinity);
  });
});

describe('selfTestDriftOf', () => {
  const selfTest = parseModelCard(read(index.default, 'model.json')).selfTest;
  const told = { selfTest: { ...selfTest, logits: [1, 2], familyLogits: [0, 0, 1, 1] } };

  it('is the larger one of both outputs', () => {
    expect(selfTestDriftOf(told, { logits: [1, 2.1], familyLogits: [0, 0, 1, 1] })).toBeCloseTo(0.1, 12);
    expect(selfTestDriftOf(told, { logits: [1, 2.1], familyLogits: [0, 0.5, 1, 1] })).toBeCloseTo(0.5, 12);
  });

  it('is infinite where the second output is missing', () => {
    expect(selfTestDriftOf(told, { logits: [1, 2], familyLogits: null })).toBe(Infinity);
  });
});

describe('parseModelCard', () => {
  const plain = read(index.default, 'model.json') as ModelCard;
  const families = {
    output: 'family',
    names: ['a', 'b', 'c'].map((id) => ({ id, name: id, examples: id })),
    temperature: 1.4,
    namedAbove: 0.62,
    measured: {
      seen: { images: 300, right: 0.6, wrong: 0.1, unknown: 0.3 },
      leftOut: [{ family: 'd', images: 90, named: 0.2, unknown: 0.8 }],
      conditions: 'a test',
    },
  };
  const familyLogits = Array.from({ length: 3 * plain.selfTest.shape[0] }, () => 0);

  it('takes families, richer figures and a phrase, all of them optional', () => {
    const measuredBy = [
      {
        kind: 'generator',
        name: 'SDXL',
        seen: false,
        images: 40,
        conditions: { untouched: { auc: { value: 0.9, low: 0.8, high: 1 }, truePositiveRate: 0.8 } },
      },
    ];
    const measured = plain.measured.map((row) => ({ ...row, ece: 0.05, balancedAccuracy: 0.8 }));
    const selfTest = { ...plain.selfTest, familyLogits };
    const rich = { ...plain, inShort: 'more accurate', families, measured, measuredBy, selfTest };
    expect(parseModelCard(rich)).toEqual(rich);
  });

  it.each([
    [/selfTest\.familyLogits/u, { families, selfTest: { ...plain.selfTest, familyLogits: [1] } }],
    [/selfTest\.familyLogits/u, { families: undefined, selfTest: { ...plain.selfTest, familyLogits } }],
    [
      /families\.names.*share an id/u,
      { families: { ...families, names: [...families.names, families.names[0]] } },
    ],
    [/families\.temperature/u, { families: { ...families, temperature: 0 } }],
    [/families\.namedAbove/u, { families: { ...families, namedAbove: 62 } }],
  ])('names what is wrong with families: %s', (message, change) => {
    expect(() => parseModelCard({ ...plain, ...change })).toThrow(message);
  });

  it('names the field that does not fit', () => {
    const [id = ''] = index.models;
    const card = { ...(read(id, 'model.json') as object), calibration: { method: 'platt', slope: 'steep' } };
    expect(() => parseModelCard(card)).toThrow(/calibration\.slope/u);
  });
});
