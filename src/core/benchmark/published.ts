import * as v from 'valibot';

/*
 * The tables of GenImage (Zhu et al. 2023, arXiv:2306.08571) as they are printed, to stand beside what is measured here.
 * Numbers and names are the paper's, titles are ours.
 */

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const text = v.pipe(v.string(), v.nonEmpty());

/** Tables 2 to 5: accuracies, a row a detector or training generator. */
const accuracyTable = v.pipe(
  v.object({
    number: v.pipe(v.number(), v.integer()),
    kind: v.literal('accuracy'),
    title: text,
    rowAxis: v.picklist(['detector', 'training generator']),
    columns: v.array(
      v.object({
        /** As printed. */
        name: text,
        /** The generator's name in explore (core/dataset/layout/generators.ts), or the key of a degradation. */
        key: text,
      }),
    ),
    rows: v.array(
      v.object({
        name: text,
        /** One a column. */
        percent: v.array(percent),
        /** As printed: of some rows cut off rather than rounded (published.test.ts lists them). */
        average: percent,
      }),
    ),
  }),
  v.check(
    ({ columns, rows }) => rows.every((row) => row.percent.length === columns.length),
    'a row needs one figure a column',
  ),
);

/** Tables 1 and 6 to 8: whatever their columns hold. */
const listTable = v.pipe(
  v.object({
    number: v.pipe(v.number(), v.integer()),
    kind: v.literal('list'),
    title: text,
    columns: v.array(text),
    rows: v.array(v.array(v.union([v.string(), v.number(), v.boolean()]))),
  }),
  v.check(
    ({ columns, rows }) => rows.every((row) => row.length === columns.length),
    'a row needs one value a column',
  ),
);

const publishedResults = v.object({
  source: v.object({
    title: text,
    authors: text,
    year: v.pipe(v.number(), v.integer()),
    arxiv: v.pipe(v.string(), v.regex(/^\d{4}\.\d{5}$/u)),
  }),
  /** Accuracy of people who looked at such pictures. */
  humanPercent: percent,
  tables: v.array(v.variant('kind', [accuracyTable, listTable])),
});

export type PublishedResults = v.InferOutput<typeof publishedResults>;
export type PublishedTable = PublishedResults['tables'][number];
export type AccuracyTable = Extract<PublishedTable, { kind: 'accuracy' }>;
export type ListTable = Extract<PublishedTable, { kind: 'list' }>;

/** All eight tables. Loaded only when they are looked at. */
export async function loadPublished(): Promise<PublishedResults> {
  const { default: json } = await import('./published.json');
  return v.parse(publishedResults, json);
}

/** What the paper says of a detector under a condition, in per cent; null where it says nothing. */
export function publishedPercent({ columns, rows }: AccuracyTable, row: string, key: string): number | null {
  const column = columns.findIndex((each) => each.key === key);
  return rows.find(({ name }) => name === row)?.percent[column] ?? null;
}
