import { describe, expect, it } from 'vitest';
import { genimageSamples } from '../../../bench/explore/genimage-samples.ts';
import { labels } from '../dataset/sample-batch.ts';
import { SampleIndex } from '../dataset/sample-index.ts';
import { batchOf, pick, random, randomSample, type PlainSample } from '../dataset/test-samples.ts';
import { auditBias, type BiasAudit } from './bias-audit.ts';
import { biasFeatures, type BiasFeature } from './bias-features.ts';
import { auditDataset } from './dataset-audit.ts';
import { matchedSubset } from './matched-subset.ts';

const jpeg = 0;
const png = 1;

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function audit(index: SampleIndex, ids: Uint32Array, pairOf: Uint32Array | null = null): BiasAudit {
  return finish(auditBias(index, ids, 1, pairOf));
}

function allIds({ count }: SampleIndex): Uint32Array<ArrayBuffer> {
  return Uint32Array.from({ length: count }, (_, id) => id);
}

function aucsOf({ features, together }: BiasAudit) {
  const named = features.map(({ feature, auc }) => [feature, auc?.value ?? NaN]);
  return Object.fromEntries([...named, ['together', together.auc?.value ?? NaN]]) as Record<
    BiasFeature | 'together',
    number
  >;
}

function indexOf(samples: readonly PlainSample[]): SampleIndex {
  const index = new SampleIndex();
  index.append(batchOf(samples, true));
  return index;
}

/** As a data set whose real pictures are mostly JPEG and generated ones mostly PNG, but not all. */
function mixedSamples(count: number): PlainSample[] {
  const next = random(8);
  return Array.from({ length: count }, () => {
    const label = next() < 0.4 ? labels.ai : labels.real;
    const format = next() < 0.85 === (label === labels.ai) ? png : jpeg;
    const sidePx = label === labels.ai ? pick(next, [512, 512, 500]) : pick(next, [512, 500, 400, 333]);
    return {
      ...randomSample(next),
      label,
      format,
      widthPx: sidePx,
      heightPx: 375,
      jpegQuality: format === jpeg ? pick(next, label === labels.ai ? [75, 96] : [75, 96, 96, 96]) : 255,
      byteLength: 20_000 + Math.floor(next() * 40_000),
    };
  });
}

describe('the bias audit', () => {
  it('finds on the proportions of GenImage that the file gives the label away', { timeout: 60_000 }, () => {
    const index = new SampleIndex();
    for (const batch of genimageSamples(3, 0.01)) index.append(batch);
    const before = aucsOf(audit(index, allIds(index)));
    expect(before.format).toBe(1);
    expect(before.quality).toBe(1);
    expect(before.size).toBeGreaterThan(0.99);
    expect(before.byteLength).toBeGreaterThan(0.6);
    expect(before.together).toBeGreaterThan(0.999);
  });

  it(
    'matches what can be matched of GenImage, and says that format and quality cannot',
    { timeout: 60_000 },
    () => {
      const index = new SampleIndex();
      for (const batch of genimageSamples(3, 0.03)) index.append(batch);
      const { audit: before, offending, subset } = finish(auditDataset(index, allIds(index), 1));
      expect(offending).toEqual(['format', 'size', 'quality', 'byteLength']);
      expect(aucsOf(before).together).toBeGreaterThan(0.999);
      if (!subset) throw new Error('nothing was matched');
      expect(subset.apart).toEqual(expect.arrayContaining(['format', 'quality']));
      expect(subset.matched).toContain('byteLength');
      const after = aucsOf(subset.audit);
      for (const feature of subset.matched) expect(Math.abs(after[feature] - 0.5)).toBeLessThan(0.02);
      expect(after.format).toBe(1);
    },
  );

  it('brings every feature back to a half where formats and sizes overlap', { timeout: 60_000 }, () => {
    const index = indexOf(mixedSamples(10_000));
    const before = aucsOf(audit(index, allIds(index)));
    expect(before.format).toBeGreaterThan(0.8);
    expect(before.size).toBeGreaterThan(0.6);
    const subset = finish(matchedSubset(index, allIds(index), biasFeatures, 1));
    expect(subset.apart).toEqual([]);
    const after = audit(index, subset.ids, subset.pairOf);
    expect(after.real).toBe(after.ai);
    expect(after.real).toBeGreaterThan(1000);
    for (const value of Object.values(aucsOf(after))) expect(Math.abs(value - 0.5)).toBeLessThan(0.02);
  });

  it('estimates what a known distribution implies', { timeout: 60_000 }, () => {
    // P(AI) of a value v of four is v / 3; counts as (1 - v / 3, v / 3) times n give this AUC by pairs.
    const next = random(12);
    const samples = Array.from({ length: 20_000 }, () => {
      const value = Math.floor(next() * 4);
      return { ...randomSample(next), label: next() < value / 3 ? 1 : 0, byteLength: 1024 * 4 ** value };
    });
    const ai = [0, 1 / 6, 2 / 6, 3 / 6];
    const real = [3 / 6, 2 / 6, 1 / 6, 0];
    const expected = ai.reduce(
      (sum, p, v) => sum + p * real.reduce((below, q, w) => below + (w < v ? q : w === v ? q / 2 : 0), 0),
      0,
    );
    const index = indexOf(samples);
    const found = audit(index, allIds(index)).features.find(({ feature }) => feature === 'byteLength')?.auc;
    expect(found?.value).toBeCloseTo(expected, 2);
    expect(found?.low).toBeLessThan(expected);
    expect(found?.high).toBeGreaterThan(expected);
  });

  it('leaves out what is not known, and answers null for one label alone or no samples', () => {
    const next = random(2);
    const samples = Array.from({ length: 400 }, (_, i) => ({
      ...randomSample(next),
      label: i % 2,
      format: i < 100 ? 255 : i % 2,
    }));
    const index = indexOf(samples);
    const [format] = audit(index, allIds(index)).features;
    expect(format).toMatchObject({ feature: 'format', samples: 300, auc: { value: 1 } });
    expect(format?.values).toEqual([
      { value: 0, real: 150, ai: 0 },
      { value: 1, real: 0, ai: 150 },
    ]);
    const realOnly = allIds(index).filter((id) => id % 2 === 0);
    expect(audit(index, realOnly)).toMatchObject({ real: 200, ai: 0, together: { auc: null } });
    expect(audit(index, new Uint32Array(0))).toMatchObject({
      real: 0,
      ai: 0,
      together: { samples: 0, auc: null },
    });
  });
});

describe('the matched subset', () => {
  it('is as large as cells allow, in pairs of equal values', () => {
    const samples = mixedSamples(3000);
    const index = indexOf(samples);
    const { ids, pairOf, matched } = finish(matchedSubset(index, allIds(index), ['format', 'size'], 4));
    expect([...matched].sort()).toEqual(['format', 'size']);
    const cellOf = ({ format, widthPx }: PlainSample) => `${format} ${widthPx}`;
    const cells = new Map<string, [number, number]>();
    for (const sample of samples) {
      const counts = cells.get(cellOf(sample)) ?? [0, 0];
      counts[sample.label as 0 | 1]++;
      cells.set(cellOf(sample), counts);
    }
    const most = [...cells.values()].reduce((sum, [real, ai]) => sum + Math.min(real, ai), 0);
    expect(ids.length).toBe(2 * most);
    const pairs = new Map<number, PlainSample[]>();
    ids.forEach((id, i) => pairs.set(pairOf[i]!, [...(pairs.get(pairOf[i]!) ?? []), samples[id]!]));
    for (const pair of pairs.values()) {
      expect(pair.map(({ label }) => label).sort()).toEqual([0, 1]);
      expect(new Set(pair.map(cellOf)).size).toBe(1);
    }
    const again = finish(matchedSubset(index, allIds(index), ['format', 'size'], 4));
    expect(again.ids).toEqual(ids);
    const other = finish(matchedSubset(index, allIds(index), ['format', 'size'], 5));
    expect(other.ids).not.toEqual(ids);
  });

  it('is empty where nothing overlaps', () => {
    const samples = mixedSamples(500).map((sample) => ({ ...sample, format: sample.label }));
    const index = indexOf(samples);
    const subset = finish(matchedSubset(index, allIds(index), ['format'], 1));
    expect(subset).toMatchObject({ matched: [], apart: ['format'] });
    expect(subset.ids.length).toBe(0);
  });
});
