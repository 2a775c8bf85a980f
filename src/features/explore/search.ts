import * as v from 'valibot';
import { facetNames, type DatasetFilter, type FacetName } from '../../core/dataset/facets.ts';
import { readRuns } from '../../core/dataset/number-runs.ts';
import { sortKeys, type DatasetOrder } from '../../core/dataset/order.ts';
import type { Matching, Shown } from '../../state/explore-store.ts';

/*
 * The address of the explore view. Every value comes from outside, so what is not understood is dropped and the
 * default holds; an address never breaks the page. Defaults are left out, which keeps addresses short.
 */

export const tileSizes = [72, 104, 144, 208, 300] as const;
export type TileSize = (typeof tileSizes)[number];
export const usualTile: TileSize = 144;

export const views = ['grid', 'matrix'] as const;
export type ViewName = (typeof views)[number];

/** More pictures than this side by side are too small to compare. */
export const mostCompared = 4;

/** 'built-in', or 'hub:owner/name'. What lies on a person's disk has no address. */
const set = v.pipe(v.string(), v.regex(/^(?:built-in|hub:[\w.-]+\/[\w.-]+)$/u));

function lenient<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

const wholeNumber = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,10}$/u), v.transform(Number))]),
  v.integer(),
  v.minValue(0),
);
const flag = v.pipe(
  v.union([
    v.boolean(),
    v.pipe(
      v.picklist(['true', '1']),
      v.transform(() => true),
    ),
  ]),
  v.literal(true),
);
/** Bins as '3', '3-7' or '1,3-7'. A query may have turned a lone number into one. */
const bins = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.transform(String))]),
  v.regex(/^\d{1,5}(?:-\d{1,5})?(?:,\d{1,5}(?:-\d{1,5})?){0,999}$/u),
);

const facetEntries = Object.fromEntries(facetNames.map((name) => [name, lenient(bins)])) as Record<
  FacetName,
  ReturnType<typeof lenient<typeof bins>>
>;

const schema = v.object({
  set: lenient(set),
  view: lenient(v.picklist(['matrix'])),
  tile: lenient(v.pipe(wholeNumber, v.picklist(tileSizes))),
  q: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
  /** What lies in this folder or below. */
  folder: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(1000))),
  order: lenient(v.picklist([...sortKeys.filter((key) => key !== 'arrival'), 'random'])),
  desc: lenient(flag),
  seed: lenient(wholeNumber),
  by: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  /** The sample that is looked at. */
  at: lenient(wholeNumber),
  /** Only the subset in which mere file facts do not tell the label: '1', or '1~label=0~q=a.png' for its seed and filter. */
  matched: lenient(
    v.pipe(
      v.union([v.string(), v.pipe(v.number(), v.transform(String))]),
      v.regex(/^\d{1,10}(?:~[a-zA-Z]+=[^~]{1,5000}){0,14}$/u),
    ),
  ),
  /** Samples side by side: 'id,id'. */
  compare: lenient(v.pipe(v.string(), v.regex(/^\d{1,10}(?:,\d{1,10}){1,3}$/u))),
  ...facetEntries,
});

type AllSearch = v.InferOutput<typeof schema>;
export type ExploreSearch = { readonly [K in keyof AllSearch]?: AllSearch[K] };

export function readExploreSearch(raw: Record<string, unknown>): ExploreSearch {
  const read = v.parse(schema, raw);
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

/** What the index is asked for by an address. */
export function shownOf(search: ExploreSearch): Shown {
  return { filter: filterOf(search), order: orderOf(search) };
}

function filterOf(search: ExploreSearch): DatasetFilter {
  const chosen = facetNames.flatMap((name) => {
    const text = search[name];
    return text === undefined ? [] : [[name, readRuns(text)] as const];
  });
  return {
    bins: Object.fromEntries(chosen),
    text: search.q ?? '',
    ...(search.folder === undefined ? {} : { folder: search.folder }),
    detector: search.by ?? null,
  };
}

/** The parts of an address that filter. */
const filterKeys = ['q', 'by', 'folder', ...facetNames] as const;

/** The matched subset of what an address filters. */
export function matchingOf(search: ExploreSearch, seed: number): Matching {
  return { seed, filter: filterOf(search) };
}

/** The same for `matched`: it goes on to mean this subset, whatever is filtered afterwards. */
export function writeMatching(search: ExploreSearch, seed: number): string {
  const parts = filterKeys.flatMap((key) => {
    const value = search[key];
    return value === undefined ? [] : [`${key}=${encodeURIComponent(value).replaceAll('~', '%7E')}`];
  });
  return [String(seed), ...parts].join('~');
}

export function readMatching(text: string): Matching | null {
  const [seed, ...parts] = text.split('~');
  try {
    const entries = parts.map((part) => {
      const equals = part.indexOf('=');
      return [part.slice(0, equals), decodeURIComponent(part.slice(equals + 1))] as const;
    });
    const { matched, ...search } = readExploreSearch(Object.fromEntries(entries));
    return matched === undefined ? matchingOf(search, Number(seed)) : null;
  } catch {
    // A stray '%' in the address.
    return null;
  }
}

function orderOf({ order, desc, seed = 1 }: ExploreSearch): DatasetOrder {
  if (order === 'random') return { by: 'random', seed };
  return { by: order ?? 'arrival', descending: desc ?? false };
}

/** The parts of an address that leave samples out. */
const narrowing = ['q', 'folder', 'matched', ...facetNames] as const;

/** The address without any filter. */
export function withoutFilters(search: ExploreSearch): ExploreSearch {
  const kept = Object.entries(search).filter(([key]) => !narrowing.some((name) => name === key));
  return Object.fromEntries(kept);
}

export function isFiltered(search: ExploreSearch): boolean {
  return narrowing.some((name) => search[name] !== undefined);
}

export function readCompared(search: ExploreSearch): readonly number[] {
  return search.compare === undefined ? [] : [...new Set(search.compare.split(',').map(Number))];
}
