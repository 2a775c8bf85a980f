import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../core/detector/model-card.ts';
import type { ClassifyItem, ImageId } from '../../state/classify-store.ts';
import {
  choicePhrase,
  detectorSearch,
  firstInferenceMs,
  shippedCards,
  smallDetector,
  weaknessOf,
} from './detector-choice.ts';

const card = (id: string, bytes: number, inShort?: string): ModelCard =>
  ({ id, weights: { bytes }, inShort }) as ModelCard;

const big = card('big', 7_000_000);
const middle = card('middle', 2_000_000);
const tiny = card('tiny', 900_000);

describe('the detectors to choose from', () => {
  it('come in the order of the index, and only where their cards are here', () => {
    const index = { schemaVersion: 1, default: 'big', models: ['big', 'absent', 'tiny'] } as const;
    const cards = new Map([tiny, middle, big].map((each) => [each.id, each]));
    expect(shippedCards({ ...index, models: [...index.models] }, cards)).toEqual([big, tiny]);
    expect(shippedCards(null, cards)).toEqual([]);
  });

  it('are told apart by their own phrase, else by default and size', () => {
    const all = [big, middle, tiny];
    expect(all.map((each) => choicePhrase(each, all, 'big'))).toEqual([
      'the default',
      'another choice',
      'the smallest',
    ]);
    expect(choicePhrase(card('a', 1, 'best on JPEG'), all, 'a')).toBe('best on JPEG');
  });

  it('leave the default out of the address', () => {
    expect(detectorSearch('big', 'big')).toEqual({ detector: undefined });
    expect(detectorSearch('tiny', 'big')).toEqual({ detector: 'tiny' });
  });
});

describe('the small detector', () => {
  it('is the smallest below 1 MB, unless it is chosen', () => {
    expect(smallDetector([big, tiny, middle], big)).toBe(tiny);
    expect(smallDetector([big, tiny], tiny)).toBeNull();
    expect(smallDetector([big, middle], big)).toBeNull();
    expect(smallDetector([big, tiny], null)).toBeNull();
  });
});

describe('a weak device', () => {
  const wasm = { backend: 'wasm', crossOriginIsolated: true } as const;

  it.each([
    [null, 2, null, null],
    [wasm, 4, null, null],
    [wasm, 2, null, 'few-cores'],
    [{ ...wasm, crossOriginIsolated: false }, 16, null, 'one-thread'],
    [{ ...wasm, backend: 'webgpu' }, 2, 100, null],
    [{ ...wasm, backend: 'webgpu' }, 8, 3001, 'slow'],
    [wasm, 8, 3000, null],
  ] as const)('%j on %i cores at %s ms: %s', (report, cores, ms, weakness) => {
    expect(weaknessOf(report, cores, ms)).toBe(weakness);
  });

  it('is measured on the first three pictures that this detector judged', () => {
    const judged = [
      ['big', 9000],
      ['tiny', 100],
      ['tiny', 200],
      ['tiny', 600],
      ['tiny', 9000],
    ] as const;
    const items = new Map(
      judged.map(([modelId, inferenceMs], i) => {
        const id = String(i) as ImageId;
        return [
          id,
          { id, outcome: { modelId, logits: [1], timings: { inferenceMs } } } as unknown as ClassifyItem,
        ];
      }),
    );
    const state = { items, order: [...items.keys()] };
    expect(firstInferenceMs(state, 'tiny')).toBe(300);
    expect(firstInferenceMs(state, 'other')).toBeNull();
  });
});
