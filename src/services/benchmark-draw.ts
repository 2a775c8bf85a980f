import type { ScoreTable } from '../core/benchmark/score-table.ts';
import { labels, unknownClass, unknownGenerator } from '../core/dataset/sample-batch.ts';
import { stratifiedOrder } from '../core/evaluation/stratified-order.ts';
import type { BenchmarkPlan } from '../state/benchmark-store.ts';
import type { ExploreService } from './explore-api.ts';

export type SampleSupply = Pick<ExploreService, 'store' | 'selection' | 'ids' | 'columns'>;

/**
 * The labelled samples that a plan is about, in the order in which they are taken: as many real as generated ones, the
 * generated ones in turn from every generator, and both in turn from every class. So every beginning is balanced: rates
 * on real pictures rest on as many as those on all generators together.
 */
export async function drawSamples(
  source: SampleSupply,
  { scope, images, seed }: BenchmarkPlan,
): Promise<Omit<ScoreTable, 'lanes'>> {
  const ids = await idsOf(source, scope);
  const { label, generator, classIndex } = await source.columns(ids.slice(), []);
  const labelled = Uint32Array.from(ids.keys()).filter((place) => label[place] !== labels.unknown);
  const labelOf = labelled.map((place) => label[place] ?? labels.unknown);
  // A label beside the maker: a source may know of a generator that made both, which stays two cells.
  const makerOf = labelled.map(
    (place, n) => (labelOf[n] ?? 0) * 256 + (generator[place] ?? unknownGenerator),
  );
  const cellOf = labelled.map((place, n) => (makerOf[n] ?? 0) * 65_536 + (classIndex[place] ?? unknownClass));
  const order = stratifiedOrder([labelOf, makerOf, cellOf], seed).map((n) => labelled[n] ?? 0);
  const places = order.slice(0, images ?? order.length);
  return {
    ids: places.map((place) => ids[place] ?? 0),
    label: Uint8Array.from(places, (place) => label[place] ?? labels.unknown),
    generator: Uint8Array.from(places, (place) => generator[place] ?? unknownGenerator),
    classIndex: Uint16Array.from(places, (place) => classIndex[place] ?? unknownClass),
  };
}

/** Ascending, whatever order explore shows. */
async function idsOf(source: SampleSupply, scope: BenchmarkPlan['scope']): Promise<Uint32Array<ArrayBuffer>> {
  if (scope === 'selection') return source.selection.ids();
  if (scope === 'view') return (await source.ids()).sort();
  const samples = source.store.getState().summary?.samples ?? 0;
  return Uint32Array.from({ length: samples }, (_, id) => id);
}

export function hasBothLabels({ label }: Pick<ScoreTable, 'label'>): boolean {
  return label.includes(labels.real) && label.includes(labels.ai);
}
