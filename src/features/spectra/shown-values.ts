import type { SpectrumPicture } from '../../contracts/spectrum.ts';
import type { View } from './search.ts';

/** Power below this is rounding. */
const leastPower = 1e-12;

export interface ShownValues {
  readonly sizePx: number;
  /** Row by row, DC in the middle; NaN where there is nothing to show. */
  readonly values: Float32Array;
}

/** What a panel draws: dB or amplitude of the power, or how it differs from the reference. */
export function shownValues(
  picture: SpectrumPicture,
  reference: SpectrumPicture | null,
  { show, linear }: Pick<View, 'show' | 'linear'>,
): ShownValues {
  const { power, sizePx } = picture;
  const values = new Float32Array(power.length);
  const other = reference?.sizePx === sizePx ? reference.power : null;
  for (let i = 0; i < power.length; i++) {
    const own = power[i] ?? NaN;
    values[i] = show === 'power' ? plain(own, linear) : compared(own, other?.[i] ?? NaN, show);
  }
  return { sizePx, values };
}

function plain(power: number, linear: boolean): number {
  return linear ? Math.sqrt(power) : decibel(power);
}

function compared(own: number, other: number, show: 'difference' | 'ratio'): number {
  return show === 'difference' ? Math.sqrt(own) - Math.sqrt(other) : decibel(own) - decibel(other);
}

function decibel(power: number): number {
  return power > leastPower ? 10 * Math.log10(power) : NaN;
}

export function unitOf({ show, linear }: Pick<View, 'show' | 'linear'>): string {
  if (show === 'ratio') return 'dB to the reference';
  if (show === 'difference') return 'grey levels more than the reference';
  return linear ? 'grey levels' : 'dB';
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

const histogramBins = 4096;

/**
 * Percentiles of all values together, by a fine histogram: sorting a million numbers for each picture would show.
 * Where the picture is a difference, the range is made symmetric, so that zero has its colour.
 */
export function rangeOf(all: readonly ShownValues[], view: View): Range {
  let least = Infinity;
  let most = -Infinity;
  for (const { values } of all) {
    for (const value of values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  if (!(most > least))
    return { low: Number.isFinite(least) ? least : 0, high: (Number.isFinite(least) ? least : 0) + 1 };
  const counts = new Uint32Array(histogramBins);
  const scale = (histogramBins - 1) / (most - least);
  let total = 0;
  for (const { values } of all) {
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      const bin = Math.floor((value - least) * scale);
      counts[bin] = (counts[bin] ?? 0) + 1;
      total++;
    }
  }
  const at = (percentile: number) => {
    let below = 0;
    const wanted = (percentile / 100) * total;
    for (let bin = 0; bin < histogramBins; bin++) {
      below += counts[bin] ?? 0;
      if (below >= wanted) return least + bin / scale;
    }
    return most;
  };
  const low = at(view.lowPercentile);
  const high = Math.max(at(view.highPercentile), low + 1e-6);
  if (view.show === 'power') return { low, high };
  const reach = Math.max(Math.abs(low), Math.abs(high));
  return { low: -reach, high: reach };
}

/** Colours of values as RGBA; NaN is transparent. */
export function paint(values: Float32Array, { low, high }: Range, table: Uint32Array): ImageDataArray {
  const pixels = new Uint32Array(values.length);
  const scale = table.length / (high - low);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    const step = Math.floor((value - low) * scale);
    pixels[i] = table[Math.max(0, Math.min(table.length - 1, step))] ?? 0;
  }
  return new Uint8ClampedArray(pixels.buffer);
}
