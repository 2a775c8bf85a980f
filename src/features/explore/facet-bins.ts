import { byteLengthBinStart, scoreBinCount, sideBinStart } from '../../core/dataset/bins.ts';
import type { FacetName } from '../../core/dataset/facets.ts';
import { bytes, integer } from '../../ui/format.ts';

/** A facet whose bins lie in a row, as a histogram. */
export type HistogramName = Extract<FacetName, 'width' | 'height' | 'quality' | 'byteLength' | 'score'>;

/** The lower edge of a bin, in words. */
export function binStartWords(name: HistogramName, bin: number): string {
  switch (name) {
    case 'width':
    case 'height':
      return integer(sideBinStart(bin));
    case 'byteLength':
      return bytes(byteLengthBinStart(bin));
    case 'quality':
      return String(bin);
    case 'score':
      return (bin / (scoreBinCount - 1)).toFixed(2);
    default:
      return name satisfies never;
  }
}

/** From the first bin to the last, both included. The last bin reaches up to where the next begins. */
export function rangeWords(name: HistogramName, first: number, last: number): string {
  if (name === 'quality') return first === last ? String(first) : `${String(first)} to ${String(last)}`;
  const from = binStartWords(name, first);
  const until = binStartWords(name, last + 1);
  return name === 'width' || name === 'height' ? `${from} to below ${until} px` : `${from} to below ${until}`;
}

export interface Histogram {
  /** Number of the first bin that is drawn. */
  readonly first: number;
  readonly counts: readonly number[];
  readonly unknown: number;
}

/**
 * The bins that hold anything, and those between them. Null where nothing is known, so that there is nothing to draw.
 *
 * @param counts one a bin, the last one counting what is unknown
 * @param chosen bins of the filter, which stay in sight though empty
 */
export function histogramOf(counts: Uint32Array, chosen: readonly number[]): Histogram | null {
  const known = counts.length - 1;
  const shown = Array.from({ length: known }, (_, bin) => bin).filter(
    (bin) => (counts[bin] ?? 0) > 0 || chosen.includes(bin),
  );
  const first = shown[0];
  const last = shown.at(-1);
  if (first === undefined || last === undefined) return null;
  return { first, counts: Array.from(counts.subarray(first, last + 1)), unknown: counts[known] ?? 0 };
}
