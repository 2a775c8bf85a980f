import * as v from 'valibot';
import { degradationOf } from '../../core/degradation/degradation.ts';
import { namedPattern, readNamed, type Named } from '../../core/zoo/named.ts';
import type { BenchmarkPlan } from '../../state/benchmark-store.ts';
import { conditionGroups } from './condition-words.ts';

/*
 * The address of the benchmark: what is measured and what is looked at. What is not understood is dropped; what equals
 * the default is left out.
 */

export const tabs = [
  'generators',
  'degraded',
  'worst',
  'curves',
  'classes',
  'bias',
  'families',
  'correlation',
] as const;
export type Tab = (typeof tabs)[number];

/** The first is shown where the address names none: GenImage's accuracy, which is on as many real as generated pictures. */
export const metrics = ['balanced', 'accuracy', 'real', 'ai', 'auc', 'ap', 'tpr5', 'ece'] as const;
export type Metric = (typeof metrics)[number];

/** The cross-generator tables of GenImage. */
export const papers = ['2', '3', '4'] as const;
export type Paper = (typeof papers)[number];

/** How many pictures are taken: until intervals are narrow, so many at most, or all. */
const imagesPattern = /^(?:narrow|all|\d{1,7})$/u;

function lenient<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

const text = (pattern: RegExp) =>
  v.pipe(v.union([v.string(), v.pipe(v.number(), v.transform(String))]), v.regex(pattern));
const number = (low: number, high: number) =>
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.nonEmpty(), v.transform(Number))]),
    v.number(),
    v.minValue(low),
    v.maxValue(high),
  );

const schema = v.object({
  set: lenient(text(/^(?:built-in|hub:[\w.-]+\/[\w.-]+)$/u)),
  scope: lenient(v.picklist(['view', 'selection'])),
  with: lenient(text(namedPattern)),
  conditions: lenient(text(/^[a-z]+(?::[\d.]+)?(?:,[a-z]+(?::[\d.]+)?){0,60}$/u)),
  images: lenient(text(imagesPattern)),
  seed: lenient(v.pipe(number(0, 2 ** 32 - 1), v.integer())),
  // 'view' and 'show' are taken by other views, whose links keep what they do not know.
  tab: lenient(v.picklist(tabs)),
  metric: lenient(v.picklist(metrics)),
  cut: lenient(v.picklist(['own'])),
  /** What a view is about, where it is about one: a detector, a generator by its code, a condition. */
  of: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  one: lenient(text(/^\d{1,3}$/u)),
  after: lenient(text(/^[a-z]+(?::[\d.]+)?$/u)),
  threshold: lenient(number(0, 1)),
  /** Which published table stands beside. */
  paper: lenient(v.pipe(text(/^[234]$/u), v.picklist(papers))),
  /**
   * What a report rests on: beginnings of the SHA-256 of weights and data, and the version of the page. What somebody
   * opened has settings of its own, whose hash follows that of its weights.
   */
  models: lenient(text(/^[0-9a-f]{12}(?:-[0-9a-f]{8})?(?:,[0-9a-f]{12}(?:-[0-9a-f]{8})?){0,15}$/u)),
  data: lenient(text(/^[0-9a-f]{12}$/u)),
  version: lenient(text(/^\d+\.\d+\.\d+$/u)),
});

type AllSearch = v.InferOutput<typeof schema>;
export type BenchmarkSearch = { readonly [K in keyof AllSearch]?: Exclude<AllSearch[K], undefined> };

export function readBenchmarkSearch(raw: Record<string, unknown>): BenchmarkSearch {
  const read = v.parse(schema, raw);
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** More detectors than this are no table any more. */
const mostDetectors = 16;

/** The detectors of the address; those that ship where it names none. Some may not be here. */
export function namedIn({ with: list }: BenchmarkSearch, shipped: readonly string[]): readonly Named[] {
  const named = readNamed(list ?? '').slice(0, mostDetectors);
  return named.length > 0 ? named : shipped.map((id) => ({ id, swapped: false }));
}

/**
 * @param shipped ids of the detectors of this page, which are measured where the address names none
 * @param here ids of all detectors that can be asked, those included
 */
export function planOf(
  search: BenchmarkSearch,
  shipped: readonly string[],
  here: readonly string[] = shipped,
): BenchmarkPlan {
  const { scope, conditions, images = 'narrow', seed } = search;
  return {
    scope: scope ?? 'all',
    detectors: namedIn(search, shipped).filter(({ id }) => here.includes(id)),
    conditions: inOrder(conditions?.split(',') ?? []),
    images: images === 'narrow' || images === 'all' ? null : Number(images),
    adaptive: images === 'narrow',
    seed: seed ?? 1,
  };
}

/** Untouched first, then as they are listed where a person chooses them: the same choice is the same address. */
function inOrder(keys: readonly string[]): readonly string[] {
  const wanted = new Set(keys.filter((key) => degradationOf(key).ok));
  const listed = conditionGroups.flatMap((group) => group.keys).filter((key) => wanted.has(key));
  return [...new Set(['untouched', ...listed, ...wanted])];
}

/** The inverse, for conditions: undefined where nothing is degraded. */
export function writeConditions(conditions: readonly string[]): string | undefined {
  const degraded = conditions.filter((key) => key !== 'untouched');
  return degraded.length > 0 ? degraded.join(',') : undefined;
}

const publishedSchema = v.object({ table: lenient(v.picklist(['1', '2', '3', '4', '5', '6', '7', '8'])) });

export type PublishedSearch = Partial<v.InferOutput<typeof publishedSchema>>;

/** The address of the published tables. */
export function readPublishedSearch(raw: Record<string, unknown>): PublishedSearch {
  const { table } = v.parse(publishedSchema, raw);
  return table === undefined ? {} : { table };
}
