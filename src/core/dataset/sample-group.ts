import { facetNames, type DatasetFilter, type FacetName } from './facets.ts';
import { readRuns, writeRuns } from './number-runs.ts';
import { partings, type Part } from './parts.ts';

/*
 * A group of samples as text for an address: which part of what passes a filter, or which ids.
 *
 *   all                          everything
 *   generator.3                  one part
 *   class.12~label.0,2~q.cat     one part of what passes a filter
 *   ids.1-5,9                    a selection
 */

export type SampleGroup =
  | {
      readonly kind: 'passing';
      readonly part: Pick<Part, 'by' | 'bin'> | null;
      readonly filter: DatasetFilter;
    }
  | { readonly kind: 'ids'; readonly ids: Uint32Array<ArrayBuffer> };

/** Longer texts are no address. */
const mostLetters = 2000;
/** What only lasts as long as the source is open: a later visit knows no scores. */
const ofDetectors: readonly FacetName[] = ['score', 'verdict'];

/** null for what no address can say: a large scattered selection, or a filter by what a detector said. */
export function writeSampleGroup(group: SampleGroup): string | null {
  const text = group.kind === 'ids' ? `ids.${writeRuns(group.ids) ?? ''}` : writePassing(group);
  return text === null || text.length > mostLetters ? null : text;
}

function writePassing({ part, filter }: SampleGroup & { readonly kind: 'passing' }): string | null {
  if (ofDetectors.some((name) => filter.bins[name] !== undefined)) return null;
  const facets = facetNames.flatMap((name) => {
    const bins = filter.bins[name];
    return bins === undefined ? [] : [`${name}.${writeRuns(bins) ?? ''}`];
  });
  return [
    part ? `${part.by}.${String(part.bin)}` : 'all',
    ...facets,
    ...(filter.text === '' ? [] : [`q.${encodeText(filter.text)}`]),
    ...(filter.folder === undefined ? [] : [`folder.${encodeText(filter.folder)}`]),
  ].join('~');
}

/** null for what `writeSampleGroup` does not write. */
export function readSampleGroup(text: string): SampleGroup | null {
  if (text.length > mostLetters) return null;
  const [which = '', ...rest] = text.split('~');
  const [kind, value] = split(which);
  if (kind === 'ids') {
    const ids = runs(value);
    return ids && rest.length === 0 ? { kind: 'ids', ids: Uint32Array.from(ids) } : null;
  }
  const by = partings.find((each) => each === kind);
  if (!by && which !== 'all') return null;
  if (by && !/^\d{1,5}$/u.test(value)) return null;
  const bins: Partial<Record<FacetName, readonly number[]>> = {};
  let query = '';
  let folder: string | undefined;
  for (const each of rest) {
    const [key, own] = split(each);
    const name = facetNames.find((facet) => facet === key && !ofDetectors.includes(facet));
    const listed = name ? runs(own) : null;
    const words = key === 'q' || key === 'folder' ? decodeText(own) : null;
    if (name && listed) bins[name] = listed;
    else if (words === null) return null;
    else if (key === 'q') query = words;
    else folder = words;
  }
  const part = by ? { by, bin: Number(value) } : null;
  return {
    kind: 'passing',
    part,
    filter: { bins, text: query, ...(folder === undefined ? {} : { folder }), detector: null },
  };
}

function split(text: string): [key: string, value: string] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** '' is no run: a facet of which nothing passes. */
function runs(text: string): number[] | null {
  if (text === '') return [];
  return /^\d{1,8}(?:-\d{1,8})?(?:,\d{1,8}(?:-\d{1,8})?)*$/u.test(text) ? boundedRuns(text) : null;
}

/** A short text may name many numbers: 0-99999999. */
function boundedRuns(text: string): number[] | null {
  const count = text.split(',').reduce((sum, run) => {
    const [first = 0, last = first] = run.split('-').map(Number);
    return sum + Math.max(0, last - first) + 1;
  }, 0);
  return count <= 5_000_000 ? readRuns(text) : null;
}

/** Nothing of it is taken for what parts an address; the rest is left to whoever writes the address. */
export function encodeText(text: string): string {
  return text.replace(/[%~!.]/gu, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

/** null for what is no encoded text. */
export function decodeText(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
