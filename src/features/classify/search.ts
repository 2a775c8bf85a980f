import * as v from 'valibot';

/*
 * The address of the classify view. Every value comes from outside, so what is not understood is dropped and the
 * default holds; an address never breaks the page. Defaults are left out, which keeps addresses short.
 */

export const sortKeys = ['added', 'name', 'probability', 'status'] as const;
export type SortKey = (typeof sortKeys)[number];

export const showKeys = ['all', 'ai', 'inconclusive', 'camera', 'unjudged', 'failed'] as const;
export type ShowKey = (typeof showKeys)[number];

/** One WASM thread a core is the most that helps; 0 lets the page choose. */
export const mostThreads = 16;

function lenient<S extends v.GenericSchema>(schema: S) {
  return v.fallback(v.optional(schema), undefined);
}

const threads = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,2}$/u), v.transform(Number))]),
  v.integer(),
  v.minValue(0),
  v.maxValue(mostThreads),
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

const runtimeSchema = v.object({
  detector: lenient(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/u))),
  backend: lenient(v.picklist(['wasm', 'webgpu'])),
  threads: lenient(v.pipe(threads, v.minValue(1))),
});

const viewSchema = v.object({
  image: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(2000))),
  sort: lenient(v.picklist(['name', 'probability', 'status'])),
  desc: lenient(flag),
  show: lenient(v.picklist(['ai', 'inconclusive', 'camera', 'unjudged', 'failed'])),
  q: lenient(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
});

export type RuntimeSearch = v.InferOutput<typeof runtimeSchema>;
export type ViewSearch = v.InferOutput<typeof viewSchema>;

/** What every view keeps in its address: which detector runs, and where. */
export function readRuntimeSearch(raw: Record<string, unknown>): Partial<RuntimeSearch> {
  return withoutUndefined(v.parse(runtimeSchema, raw));
}

/** What the classify view keeps in its address besides. */
export function readViewSearch(raw: Record<string, unknown>): Partial<ViewSearch> {
  return withoutUndefined(v.parse(viewSchema, raw));
}

/** The address as plain `key=value` pairs, so that `?q=123` and `?q=abc` are read alike. */
export function parseQuery(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

export function writeQuery(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? [[key, String(value)] satisfies [string, string]]
      : [],
  );
  // Commas and tildes need no escape in a query, and lists read better with them.
  const query = new URLSearchParams(pairs).toString().replaceAll('%2C', ',').replaceAll('%7E', '~');
  return query === '' ? '' : `?${query}`;
}

function withoutUndefined<T extends object>(search: T): Partial<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Partial<T>;
}
