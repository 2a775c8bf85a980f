import { describe, expect, it } from 'vitest';
import type { PreparedImage } from '../contracts/prepare.ts';
import type { ModelCard } from '../core/detector/model-card.ts';
import { outcomeOf } from './outcome.ts';
import type { ReadyRuntime } from './runtime-host.ts';

const prepared = {
  content: { judgeable: true },
  cropWeights: [0.5, 0.5],
  timings: {},
} as unknown as PreparedImage;

const card = {
  id: 'a',
  weights: { sha256: '' },
  calibration: {
    slope: 1,
    intercept: 0,
    covariance: [
      [0, 0],
      [0, 0],
    ],
  },
  operatingPoint: { aiAbove: 0.8, cameraBelow: 0.2 },
  families: { names: [{ id: 'x' }, { id: 'y' }], temperature: 1, namedAbove: 0.6 },
} as unknown as ModelCard;

function familyFor(logit: number, familyLogits: readonly number[] | null, of: ModelCard = card) {
  const runtime = { card: of, report: {} } as ReadyRuntime;
  return outcomeOf(prepared, runtime, { logits: [logit, logit], familyLogits, inferenceMs: 1 }, 1).family;
}

describe('the family in the outcome of a picture', () => {
  it('is read where the picture is likely AI-generated', () => {
    expect(familyFor(4, [0, 2, 0, 2])).toMatchObject({ best: 1, named: true });
  });

  it.each([0, -4])('is not asked for at logit %d', (logit) => {
    expect(familyFor(logit, [0, 2, 0, 2])).toBeNull();
  });

  it('is absent where the detector tells none', () => {
    const { families, ...without } = card;
    expect(families).toBeDefined();
    expect(familyFor(4, null, without)).toBeNull();
  });
});
