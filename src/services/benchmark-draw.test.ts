import { describe, expect, it } from 'vitest';
import { labels, noGenerator } from '../core/dataset/sample-batch.ts';
import type { BenchmarkPlan } from '../state/benchmark-store.ts';
import { drawSamples, hasBothLabels, type SampleSupply } from './benchmark-draw.ts';

/** Sixty samples: real, or of generator 0 or 1, in two classes; every tenth has no label. */
const facts = (id: number) => ({
  label: id % 10 === 9 ? labels.unknown : id % 3 === 0 ? labels.real : labels.ai,
  generator: id % 3 === 0 ? noGenerator : (id % 3) - 1,
  classIndex: Math.floor(id / 3) % 2,
});

const supply = {
  store: { getState: () => ({ summary: { samples: 60 } }) },
  selection: { ids: () => Uint32Array.of(3, 4, 5) },
  ids: () => Promise.resolve(Uint32Array.of(8, 7, 6, 0)),
  columns: (ids: Uint32Array) =>
    Promise.resolve({
      label: Uint8Array.from(ids, (id) => facts(id).label),
      generator: Uint8Array.from(ids, (id) => facts(id).generator),
      classIndex: Uint16Array.from(ids, (id) => facts(id).classIndex),
      scores: [],
    }),
} as unknown as SampleSupply;

const plan: BenchmarkPlan = {
  scope: 'all',
  detectors: [],
  conditions: ['untouched'],
  images: null,
  adaptive: false,
  seed: 1,
};

describe('samples of a plan', () => {
  it('are all that have a label, each with its own facts', async () => {
    const drawn = await drawSamples(supply, plan);
    expect([...drawn.ids].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, id) => id).filter((id) => id % 10 !== 9),
    );
    drawn.ids.forEach((id, row) => {
      const { label, generator, classIndex } = facts(id);
      expect([drawn.label[row], drawn.generator[row], drawn.classIndex[row]]).toEqual([
        label,
        generator,
        classIndex,
      ]);
    });
    expect(hasBothLabels(drawn)).toBe(true);
  });

  it('are as many real as generated ones, in turn from every generator and class', async () => {
    const drawn = await drawSamples(supply, { ...plan, images: 16 });
    const count = (passes: (row: number) => boolean) => [...drawn.ids.keys()].filter(passes).length;
    for (const classIndex of [0, 1]) {
      expect(count((row) => drawn.label[row] === labels.real && drawn.classIndex[row] === classIndex)).toBe(
        4,
      );
      for (const generator of [0, 1])
        expect(
          count((row) => drawn.generator[row] === generator && drawn.classIndex[row] === classIndex),
        ).toBe(2);
    }
  });

  it('are the same for a seed, and the first of a longer draw', async () => {
    const long = await drawSamples(supply, plan);
    const short = await drawSamples(supply, { ...plan, images: 10 });
    expect([...short.ids]).toEqual([...long.ids.subarray(0, 10)]);
    const other = await drawSamples(supply, { ...plan, seed: 2 });
    expect([...other.ids]).not.toEqual([...long.ids]);
  });

  it('may be what explore shows or what is selected there, in whatever order it shows them', async () => {
    const shown = await drawSamples(supply, { ...plan, scope: 'view' });
    expect([...shown.ids].sort((a, b) => a - b)).toEqual([0, 6, 7, 8]);
    const selected = await drawSamples(supply, { ...plan, scope: 'selection' });
    expect([...selected.ids].sort((a, b) => a - b)).toEqual([3, 4, 5]);
  });
});
