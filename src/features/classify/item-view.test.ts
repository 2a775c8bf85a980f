import { describe, expect, it } from 'vitest';
import type { ClassifyItem, ImageId, Outcome } from '../../state/classify-store.ts';
import type { VerdictKind } from '../../core/detector/verdict.ts';
import { countKinds, judgedByOthers, kindOf, listItems, neighbourOf } from './item-view.ts';
import { batchSummary } from './verdict-words.ts';

function item(name: string, change: Partial<ClassifyItem> = {}): ClassifyItem {
  return {
    id: name as ImageId,
    name,
    path: name,
    byteLength: 1,
    status: 'queued',
    thumbnailUrl: null,
    outcome: null,
    failure: null,
    ...change,
  };
}

function judged(name: string, kind: VerdictKind | null, probability = 0.5): ClassifyItem {
  const verdict = kind && { kind, probability, low: 0, high: 1 };
  return item(name, { status: 'done', outcome: { verdict } as Outcome });
}

const items = [
  judged('img10.jpg', 'ai', 0.9),
  judged('img2.jpg', 'camera', 0.1),
  item('img1.jpg', { status: 'failed', failure: { code: 'empty-file' } }),
  judged('flat.png', null),
  item('late.jpg'),
  judged('mid.jpg', 'inconclusive', 0.5),
];
const state = { items: new Map(items.map((each) => [each.id, each])), order: items.map((each) => each.id) };
const all = { sort: 'added', desc: false, show: 'all', q: '' } as const;
const names = (view: Partial<Parameters<typeof listItems>[1]>): string[] =>
  listItems(state, { ...all, ...view }).map(({ name }) => name);

describe('the rows of the list', () => {
  it('tells the kinds apart', () => {
    expect(items.map(kindOf)).toEqual(['ai', 'camera', 'failed', 'unjudged', 'pending', 'inconclusive']);
    expect(countKinds(state.items)).toEqual({
      all: 6,
      ai: 1,
      inconclusive: 1,
      camera: 1,
      unjudged: 1,
      failed: 1,
    });
  });

  it('keeps the order of arrival, or its reverse', () => {
    expect(names({})).toEqual(items.map(({ name }) => name));
    expect(names({ desc: true })).toEqual(items.map(({ name }) => name).reverse());
  });

  it('sorts numbers in names as numbers', () => {
    expect(names({ sort: 'name' })).toEqual([
      'flat.png',
      'img1.jpg',
      'img2.jpg',
      'img10.jpg',
      'late.jpg',
      'mid.jpg',
    ]);
  });

  it('puts pictures without a probability last in both directions', () => {
    const without = ['img1.jpg', 'flat.png', 'late.jpg'];
    expect(names({ sort: 'probability' })).toEqual(['img2.jpg', 'mid.jpg', 'img10.jpg', ...without]);
    expect(names({ sort: 'probability', desc: true })).toEqual([
      'img10.jpg',
      'mid.jpg',
      'img2.jpg',
      ...without,
    ]);
  });

  it('puts work under way first when sorted by status', () => {
    expect(names({ sort: 'status' })[0]).toBe('late.jpg');
  });

  it('filters by verdict and by text together', () => {
    expect(names({ show: 'ai' })).toEqual(['img10.jpg']);
    expect(names({ q: 'IMG' })).toEqual(['img10.jpg', 'img2.jpg', 'img1.jpg']);
    expect(names({ q: 'img', show: 'camera' })).toEqual(['img2.jpg']);
  });

  it('finds what another detector judged, and leaves what waits alone', () => {
    const by = (modelId: string, change: Partial<ClassifyItem> = {}): ClassifyItem =>
      item(modelId, { status: 'done', outcome: { modelId } as Outcome, ...change });
    const mixed = [by('a'), by('b'), by('b', { status: 'queued' }), item('none')];
    expect(judgedByOthers(mixed, 'a')).toEqual([mixed[1]]);
  });

  it('finds the row to select after one is removed', () => {
    const id = (name: string): ImageId => name as ImageId;
    expect(neighbourOf(items, id('img10.jpg'))).toBe('img2.jpg');
    expect(neighbourOf(items, id('mid.jpg'))).toBe('late.jpg');
    expect(neighbourOf(items.slice(0, 1), id('img10.jpg'))).toBeNull();
  });
});

describe('what is said when a batch ends', () => {
  it('sums up many and names one', () => {
    expect(batchSummary(items).replaceAll('\u00a0', ' ')).toBe(
      '6 pictures finished: 1 likely AI-generated, 1 inconclusive, 1 likely camera photograph, 1 cannot judge, 1 failed.',
    );
    expect(batchSummary(items.slice(0, 1)).replaceAll('\u00a0', ' ')).toBe(
      'img10.jpg, Likely AI-generated, 90 %.',
    );
    expect(batchSummary([])).toBe('');
  });
});
