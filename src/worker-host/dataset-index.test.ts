import { describe, expect, it } from 'vitest';
import type { DatasetView } from '../contracts/dataset.ts';
import type { JobId } from '../contracts/job.ts';
import { byteLengthBinCount, byteLengthBinStart, sideBinCount, sideBinStart } from '../core/dataset/bins.ts';
import { facetNames, type DatasetFilter, type FacetName } from '../core/dataset/facets.ts';
import { sortKeys, type DatasetOrder, type SortKey } from '../core/dataset/order.ts';
import { partings } from '../core/dataset/parts.ts';
import {
  batchOf,
  factColumnsOf,
  pick,
  random,
  randomFacts,
  randomSample,
  testClasses,
  testFolders,
  type PlainSample,
  type Random,
} from '../core/dataset/test-samples.ts';
import { DatasetIndex } from './dataset-index.ts';
import { Jobs } from './jobs.ts';

const job = 'test' as JobId;
const detector = 'some-detector';
const arrival = { by: 'arrival', descending: false } as const;
const everything: DatasetFilter = { bins: {}, text: '', detector: null };

/** A sample with what a detector said of it. */
interface Judged extends PlainSample {
  readonly score: number;
  readonly verdict: number;
}

/*
 * The oracle: plain objects, one loop a question. Bins are found by walking the list of their starts.
 */
const binCounts: Readonly<Record<FacetName, number>> = {
  label: 3,
  generator: 256,
  split: 4,
  format: 7,
  width: sideBinCount,
  height: sideBinCount,
  quality: 102,
  byteLength: byteLengthBinCount,
  class: testClasses.length + 1,
  score: 21,
  verdict: 4,
};

function binIn(count: number, startOf: (bin: number) => number, value: number): number {
  let bin = 0;
  while (bin + 1 < count - 1 && startOf(bin + 1) <= value) bin++;
  return bin;
}

function binOf(sample: Judged, facet: FacetName): number {
  const unknown = binCounts[facet] - 1;
  switch (facet) {
    case 'label':
      return sample.label === 255 ? unknown : sample.label;
    case 'generator':
      return sample.generator;
    case 'split':
      return sample.split === 255 ? unknown : sample.split;
    case 'format':
      return sample.format === 255 ? unknown : sample.format;
    case 'width':
      return sample.widthPx === 0 ? unknown : binIn(sideBinCount, sideBinStart, sample.widthPx);
    case 'height':
      return sample.heightPx === 0 ? unknown : binIn(sideBinCount, sideBinStart, sample.heightPx);
    case 'quality':
      return sample.jpegQuality === 255 ? unknown : sample.jpegQuality;
    case 'byteLength':
      return sample.byteLength === 0xffff_ffff
        ? unknown
        : binIn(byteLengthBinCount, byteLengthBinStart, sample.byteLength);
    case 'class':
      return sample.classIndex === 65_535 ? unknown : sample.classIndex;
    case 'score':
      return Number.isNaN(sample.score)
        ? unknown
        : binIn(21, (bin) => Math.fround(bin / 20), Math.fround(sample.score));
    case 'verdict':
      return sample.verdict === 255 ? unknown : sample.verdict;
  }
}

function at<T>(list: readonly T[], i: number): T {
  const value = list[i];
  if (value === undefined) throw new RangeError(`nothing at ${i}`);
  return value;
}

function addOne(counts: number[], bin: number): void {
  counts[bin] = at(counts, bin) + 1;
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

function passes(sample: Judged, filter: DatasetFilter, except: FacetName | 'folder' | null): boolean {
  const { folder = '' } = filter;
  if (except !== 'folder' && folder !== '' && !`${sample.folder}/`.startsWith(`${folder}/`)) return false;
  if (!asciiLower(sample.name).includes(asciiLower(filter.text))) return false;
  return facetNames.every(
    (facet) => facet === except || (filter.bins[facet]?.includes(binOf(sample, facet)) ?? true),
  );
}

function expectedCounts(samples: readonly Judged[], filter: DatasetFilter, facet: FacetName): number[] {
  const counts = new Array<number>(binCounts[facet]).fill(0);
  for (const sample of samples) if (passes(sample, filter, facet)) addOne(counts, binOf(sample, facet));
  return counts;
}

function expectedFolders(samples: readonly Judged[], filter: DatasetFilter): number[] {
  return testFolders.map(
    (path) => samples.filter((each) => each.folder === path && passes(each, filter, 'folder')).length,
  );
}

const unknownOf = {
  byteLength: 0xffff_ffff,
  widthPx: 0,
  heightPx: 0,
  jpegQuality: 255,
  classIndex: 65_535,
  generator: 255,
  score: NaN,
} as const;

const factOf = {
  byteLength: 'byteLength',
  width: 'widthPx',
  height: 'heightPx',
  quality: 'jpegQuality',
  class: 'classIndex',
  generator: 'generator',
  score: 'score',
} as const;

function compareBy(by: SortKey, descending: boolean): (a: Judged, b: Judged) => number {
  const sign = descending ? -1 : 1;
  if (by === 'arrival') return () => 0;
  if (by === 'name') return (a, b) => sign * Buffer.compare(Buffer.from(a.name), Buffer.from(b.name));
  const fact = factOf[by];
  return (a, b) => {
    const [unknownA, unknownB] = [Object.is(a[fact], unknownOf[fact]), Object.is(b[fact], unknownOf[fact])];
    if (unknownA || unknownB) return Number(unknownA) - Number(unknownB);
    return sign * (a[fact] - b[fact]);
  };
}

function expectedIds(samples: readonly Judged[], filter: DatasetFilter, by: SortKey, descending: boolean) {
  const compare = compareBy(by, descending);
  const ids = samples.map((_, id) => id).filter((id) => passes(at(samples, id), filter, null));
  if (by === 'arrival') return descending ? ids.reverse() : ids;
  return ids.sort((a, b) => compare(at(samples, a), at(samples, b)) || a - b);
}

/** The filter before with one facet set anew or let go, or another text or folder. */
function changedFilter(next: Random, filter: DatasetFilter): DatasetFilter {
  const what = next();
  if (what < 0.1) return { ...filter, text: someText(next) };
  if (what < 0.3) return inSomeFolder(next, filter);
  const facet = pick(next, facetNames);
  const { [facet]: chosen, ...others } = filter.bins;
  return {
    ...filter,
    bins: chosen && next() < 0.5 ? others : { ...others, [facet]: someBins(next, facet) },
  };
}

function inSomeFolder(next: Random, filter: DatasetFilter): DatasetFilter {
  const folder = pick(next, [...testFolders, 'b', 'not there', 'a/']);
  return { ...filter, folder };
}

function someBins(next: Random, facet: FacetName): readonly number[] {
  const share = pick(next, [0, 0.3, 0.6, 0.9]);
  return Array.from({ length: binCounts[facet] }, (_, bin) => bin).filter(() => next() < share);
}

/** Some facets filtered to some bins, empty lists included. */
function randomFilter(next: Random): DatasetFilter {
  const bins: Partial<Record<FacetName, readonly number[]>> = {};
  for (const facet of facetNames) {
    if (next() < 0.25) bins[facet] = someBins(next, facet);
  }
  const filter = {
    bins,
    text: someText(next),
    detector: pick(next, [detector, detector, null, 'never asked']),
  };
  return next() < 0.3 ? inSomeFolder(next, filter) : filter;
}

function someText(next: Random): string {
  return pick(next, ['', '', '', 'a', 'AB', 'ä', '漢', '.png', '12_', "'", 'ILSVRC2012_VAL_000a', 'nowhere']);
}

/** An index filled in several batches and patched in between, and what it should hold. */
/** Counts how often work gave way, which with slices of no time is once a step. */
class CountingJobs extends Jobs {
  passed = 0;

  override passes(id: JobId): Promise<boolean> {
    this.passed++;
    return super.passes(id);
  }
}

/** @param repeating how many have what the one before has, but for the name, as samples that lie in folders do */
function filled(next: Random, count: number, repeating = 0) {
  const index = new DatasetIndex(new Jobs());
  const samples: Judged[] = [];
  const batchSize = pick(next, [1, 7, 64, 1000]);
  for (let isFirst = true; samples.length < count; isFirst = false) {
    let last = randomSample(next);
    const some = Array.from({ length: Math.min(batchSize, count - samples.length) }, () => {
      const other = randomSample(next);
      last = next() < repeating ? { ...last, name: other.name } : other;
      return last;
    });
    index.append(batchOf(some, isFirst));
    samples.push(...some.map((sample) => ({ ...sample, score: NaN, verdict: 255 })));
    if (repeating === 0 && next() < 0.5) patchSome(index, samples, next);
  }
  if (next() < 0.5) index.finish();
  if (repeating === 0 && count > 0) patchSome(index, samples, next);
  return { index, samples };
}

function patchSome(index: DatasetIndex, samples: Judged[], next: Random): void {
  const ids = samples.map((_, id) => id).filter(() => next() < 0.2);
  const facts = ids.map(() => randomFacts(next));
  const all = factColumnsOf(facts);
  const names = (Object.keys(all) as (keyof typeof all)[]).filter(() => next() < 0.5);
  const columns = Object.fromEntries(names.map((name) => [name, all[name]]));
  index.patch({ ids: Uint32Array.from(ids), ...columns });
  const score = ids.map(() => pick(next, [0, 0.05, 0.31, 0.5, 0.999, 1, NaN]));
  const verdict = ids.map(() => pick(next, [0, 1, 2, 255]));
  index.patchScores({
    detector,
    ids: Uint32Array.from(ids),
    score: Float32Array.from(score),
    verdict: Uint8Array.from(verdict),
  });
  ids.forEach((id, i) => {
    const patched = Object.fromEntries(names.map((name) => [name, at(facts, i)[name]]));
    samples[id] = { ...at(samples, id), ...patched, score: at(score, i), verdict: at(verdict, i) };
  });
}

function asSeenBy(samples: readonly Judged[], filter: DatasetFilter): readonly Judged[] {
  if (filter.detector === detector) return samples;
  return samples.map((sample) => ({ ...sample, score: NaN, verdict: 255 }));
}

async function viewOf(
  index: DatasetIndex,
  filter: DatasetFilter,
  order: DatasetOrder = arrival,
): Promise<DatasetView> {
  const answer = await index.filter(job, filter, order);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

function idsOf(index: DatasetIndex, { revision }: DatasetView): number[] {
  const answer = index.ids(revision);
  if (!answer.ok) throw new Error(answer.failure.code);
  return [...answer.value];
}

describe('a filter', () => {
  it.each([
    ...[0, 1, 2, 31, 32, 33, 300, 1500].map((count) => [count, 0] as const),
    ...[64, 300, 1500].map((count) => [count, 0.99] as const),
  ])(
    'of %i samples, %f of them repeating, counts as the oracle does',
    { timeout: 60_000 },
    async (count, repeating) => {
      const next = random(count + 1);
      const { index, samples } = filled(next, count, repeating);
      let filter = everything;
      for (let n = 0; n < 40; n++) {
        // Most changes are of one facet, as those of people are; the samples change at times as well.
        filter = next() < 0.3 ? randomFilter(next) : changedFilter(next, filter);
        if (count > 0 && next() < (repeating > 0 ? 0.02 : 0.2)) patchSome(index, samples, next);
        const by = pick(next, sortKeys);
        const descending = next() < 0.5;
        const view = await viewOf(index, filter, { by, descending });
        const seen = asSeenBy(samples, filter);
        for (const facet of facetNames) {
          // Classes are named by the first batch; an empty index has none.
          const counts = count === 0 && facet === 'class' ? [0] : expectedCounts(seen, filter, facet);
          expect([...view.facets[facet]], facet).toEqual(counts);
        }
        expect([...view.folders]).toEqual(count === 0 ? [] : expectedFolders(seen, filter));
        const ids = expectedIds(seen, filter, by, descending);
        expect(idsOf(index, view)).toEqual(ids);
        expect(view.matches).toBe(ids.length);
        expect(view.samples).toBe(count);
      }
    },
  );

  it('finds text as the oracle does after more samples came', async () => {
    const next = random(77);
    const index = new DatasetIndex(new Jobs());
    const samples: PlainSample[] = [];
    const filter = { ...everything, text: 'aB' };
    for (let n = 0; n < 20; n++) {
      const some = Array.from({ length: 1 + Math.floor(next() * 50) }, () => randomSample(next));
      index.append(batchOf(some, n === 0));
      samples.push(...some);
      const found = samples.flatMap(({ name }, id) => (asciiLower(name).includes('ab') ? [id] : []));
      expect(idsOf(index, await viewOf(index, filter))).toEqual(found);
    }
  });

  it('parts what it lets through as the oracle does, in the order of arrival', async () => {
    const next = random(21);
    const { index, samples } = filled(next, 500);
    const filter = { ...everything, bins: { split: [0, 2] } };
    const view = await viewOf(index, filter, { by: 'name', descending: true });
    const passed = expectedIds(samples, filter, 'arrival', false);
    const parts = index.parts(view.revision);
    if (!parts.ok) throw new Error('stale');
    for (const by of partings) {
      const binOfSample = (id: number) =>
        by === 'class' ? at(samples, id).classIndex : binOf(at(samples, id), by);
      const own = parts.value.filter((part) => part.by === by);
      expect(own.reduce((sum, { count }) => sum + count, 0)).toBe(passed.length);
      for (const { bin, count } of own) {
        const ids = index.idsOfPart(view.revision, by, bin);
        const expected = passed.filter((id) => binOfSample(id) === bin);
        expect(ids.ok && [...ids.value]).toEqual(expected);
        expect([...index.matching(filter, { by, bin })]).toEqual(expected);
        expect(count).toBe(expected.length);
      }
    }
    expect(passed.length).toBeGreaterThan(0);
    await viewOf(index, everything);
    expect(index.parts(view.revision).ok).toBe(false);
    // Whatever is looked at meanwhile.
    expect([...index.matching(filter, null)]).toEqual(passed);
  });

  it('gives way to a newer one', async () => {
    const { index } = filled(random(3), 200);
    const older = index.filter(job, everything, { by: 'name', descending: false });
    const newer = index.filter(job, { ...everything, text: 'a' }, { by: 'width', descending: true });
    expect(await older).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect((await newer).ok).toBe(true);
  });

  it('sorts again after what its order depends on, and after nothing else', async () => {
    const jobs = new CountingJobs();
    const index = new DatasetIndex(jobs, 0);
    const next = random(8);
    index.append(
      batchOf(
        Array.from({ length: 300 }, () => randomSample(next)),
        true,
      ),
    );
    const stepsOf = async (by: SortKey): Promise<number> => {
      jobs.passed = 0;
      await viewOf(index, everything, { by, descending: false });
      return jobs.passed;
    };
    expect(await stepsOf('name')).toBeGreaterThan(0);
    index.patch({ ids: Uint32Array.of(1), widthPx: Uint16Array.of(9) });
    index.restrict(null);
    expect(await stepsOf('name')).toBe(0);
    expect(await stepsOf('width')).toBeGreaterThan(0);
    expect(await stepsOf('width')).toBe(0);
    index.patch({ ids: Uint32Array.of(2), widthPx: Uint16Array.of(65_535) });
    const sorted = idsOf(index, await viewOf(index, everything, { by: 'width', descending: true }));
    expect(sorted[0]).toBe(2);
    expect(await stepsOf('width')).toBeGreaterThan(0);
    index.append(batchOf([randomSample(next)], false));
    expect(await stepsOf('name')).toBeGreaterThan(0);
  });

  it('is cancelled while it sorts and leaves the view as it was', async () => {
    const jobs = new Jobs();
    // Gives way after every step, however fast the machine is.
    const index = new DatasetIndex(jobs, 0);
    const next = random(5);
    // Long equal beginnings, so that sorting takes more than one step.
    const samples = Array.from({ length: 60_000 }, () => ({
      ...randomFacts(next),
      folder: '',
      name: `${'x'.repeat(40)}${Math.floor(next() * 1e9)}`,
    }));
    index.append(batchOf(samples, true));
    const view = await viewOf(index, everything);
    const sorting = jobs.run(job, () => index.filter(job, everything, { by: 'name', descending: false }));
    jobs.cancel(job);
    expect(await sorting).toEqual({ ok: false, failure: { code: 'cancelled' } });
    expect(index.slice(view.revision, 0, 1).ok).toBe(true);
  });
});

describe('a view', () => {
  it('tells rows, places and stretches', async () => {
    const next = random(11);
    const { index, samples } = filled(next, 500);
    const filter = { ...everything, bins: { label: [0, 2] }, detector };
    const view = await viewOf(index, filter, { by: 'name', descending: true });
    const ids = expectedIds(samples, filter, 'name', true);
    const slice = index.slice(view.revision, 10, 20);
    if (!slice.ok) throw new Error(slice.failure.code);
    expect(slice.value.rows).toEqual(
      ids.slice(10, 20).map((id) => ({ id, ...at(samples, id), score: Math.fround(at(samples, id).score) })),
    );
    samples.forEach((_, id) => {
      expect(index.position(view.revision, id)).toEqual({ ok: true, value: ids.indexOf(id) });
    });
    for (const [from, to] of [
      [0, ids.length],
      [-5, 1e9],
      [10, 20],
      [ids.length, ids.length],
    ] as const) {
      const mask = index.mask(view.revision, from, to);
      if (!mask.ok) throw new Error(mask.failure.code);
      const { value } = mask;
      const masked = samples
        .map((_, id) => id)
        .filter((id) => ((value[id >>> 5] ?? 0) >>> (id % 32)) % 2 === 1);
      expect(masked).toEqual(ids.slice(Math.max(0, from), to).sort((a, b) => a - b));
    }
    expect(index.rows([3, 500, -1, 0.5]).map(({ id }) => id)).toEqual([3]);
  });

  it('is audited for what gives the label away', async () => {
    const next = random(21);
    const samples = Array.from({ length: 400 }, () => randomSample(next));
    const index = new DatasetIndex(new Jobs());
    index.append(
      batchOf(
        samples.map((sample) => ({ ...sample, format: sample.label })),
        true,
      ),
    );
    // Neither what is shown nor what it is restricted to has a part in it.
    const { revision } = await viewOf(index, { ...everything, bins: { label: [0] } });
    index.restrict(Uint32Array.of(1, 2, 3));
    const answer = await index.audit(job, { ...everything, bins: { split: [0, 1] } }, 1);
    if (!answer.ok) throw new Error(answer.failure.code);
    const seen = samples.filter(({ split }) => split === 0 || split === 1);
    expect(answer.value.audit.real).toBe(seen.filter(({ label }) => label === 0).length);
    expect(answer.value.offending).toEqual(['format']);
    expect(answer.value.audit.features[0]?.auc?.value).toBe(1);
    expect(answer.value.subset).toBeNull();
    expect(index.slice(revision, 0, 1).ok).toBe(true);
  });

  it('refuses an older revision', async () => {
    const { index } = filled(random(2), 10);
    const older = await viewOf(index, everything);
    const newer = await viewOf(index, everything);
    const stale = { ok: false, failure: { code: 'stale', revision: newer.revision } };
    expect(index.slice(older.revision, 0, 5)).toEqual(stale);
    expect(index.ids(older.revision)).toEqual(stale);
    index.clear();
    expect(index.slice(newer.revision, 0, 5).ok).toBe(false);
    expect(index.summary().samples).toBe(0);
  });

  it('shuffles: all ids, another order for another seed, and a filter only leaves some out', async () => {
    const { index } = filled(random(9), 1000);
    const shuffled = async (seed: number, filter: DatasetFilter) =>
      idsOf(index, await viewOf(index, filter, { by: 'random', seed }));
    const all = await shuffled(1, everything);
    expect([...all].sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
    expect(await shuffled(1, everything)).toEqual(all);
    expect(await shuffled(2, everything)).not.toEqual(all);
    const filter = { ...everything, bins: { label: [1] } };
    const some = new Set(idsOf(index, await viewOf(index, filter)));
    expect(await shuffled(1, filter)).toEqual(all.filter((id) => some.has(id)));
  });

  it('draws each sample equally often', async () => {
    const { index } = filled(random(4), 40);
    const { revision } = await viewOf(index, everything);
    const drawn = new Array<number>(40).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      const answer = index.sample(revision, 10, seed);
      if (!answer.ok) throw new Error(answer.failure.code);
      expect(answer.value.length).toBe(10);
      for (const id of answer.value) addOne(drawn, id);
    }
    // Chi squared with 39 degrees of freedom exceeds 72.1 once in a thousand times; draws without replacement spread less.
    const chiSquared = drawn.reduce((sum, times) => sum + (times - 500) ** 2 / 500, 0);
    expect(chiSquared).toBeLessThan(72.1);
    expect(index.sample(revision, 100, 1)).toEqual({ ok: true, value: Uint32Array.from(drawn, (_, i) => i) });
  });
});

describe('the index', () => {
  it('refuses columns that do not fit and ids that do not exist', () => {
    const { index } = filled(random(6), 5);
    const batch = batchOf([randomSample(random(1))], false);
    expect(() => index.append({ ...batch, label: new Uint8Array(2) })).toThrow("'label' has 2 entries");
    expect(() => index.patch({ ids: Uint32Array.of(5), label: Uint8Array.of(0) })).toThrow('no sample 5');
    expect(() => index.patch({ ids: Uint32Array.of(1), label: new Uint8Array(0) })).toThrow("'label' has 0");
  });

  it('takes generators and classes that have no name for unknown', () => {
    const index = new DatasetIndex(new Jobs());
    const sample = { ...randomSample(random(1)), generator: 3, classIndex: 5 };
    index.append(batchOf([sample], true));
    expect(index.rows([0])[0]).toMatchObject({ generator: 255, classIndex: 65_535 });
  });

  it('holds more than 65,536 folders', () => {
    const index = new DatasetIndex(new Jobs());
    const sample = randomSample(random(1));
    index.append({ ...batchOf([sample], true), newFolders: ['first'], folderOf: Uint32Array.of(0) });
    const newFolders = Array.from({ length: 200_000 }, (_, n) => `folder ${n}`);
    index.append({ ...batchOf([sample], false), newFolders, folderOf: Uint32Array.of(200_000) });
    expect(index.rows([0, 1]).map(({ folder }) => folder)).toEqual(['first', 'folder 199999']);
  });
});
