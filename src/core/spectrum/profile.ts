import { columnWeight, radialBins, sectorCount, type FrequencyBins } from './frequency-bins.ts';
import { student95 } from './student.ts';

/** Decibels of mean power with their 95 % band; the band is NaN where there are too few images for one. */
export interface Profile {
  readonly decibel: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Power below this is rounding; its logarithm would only stretch axes. */
const leastPower = 1e-12;

export function toDecibel(power: number): number {
  return 10 * Math.log10(Math.max(leastPower, power));
}

/** Mean power of the frequencies of each bin. */
export function plainProfile(
  half: Float64Array,
  bins: FrequencyBins,
  kind: 'radial' | 'sector',
): Float64Array {
  const { sizePx } = bins;
  const place = kind === 'radial' ? bins.radial : bins.sector;
  const counts = kind === 'radial' ? bins.radialCounts : bins.sectorCounts;
  const totals = new Float64Array(counts.length);
  for (let v = 0, i = 0; v <= sizePx / 2; v++) {
    const weight = columnWeight(v, sizePx);
    for (let u = 0; u < sizePx; u++, i++) {
      const bin = place[i]!;
      totals[bin] = totals[bin]! + weight * half[i]!;
    }
  }
  return totals
    .subarray(0, kind === 'radial' ? radialBins(sizePx) : sectorCount)
    .map((total, k) => (counts[k] === 0 ? NaN : total / counts[k]!));
}

/**
 * Band from how the images differ: mean power +- t s / sqrt(n), brought to decibels by the delta method, so that it
 * is symmetric in decibels and never runs into zero.
 *
 * @param means what is drawn, high-pass included; `sums` and `squares` are over images, before it
 */
export function profileOverImages(
  means: Float64Array,
  sums: Float64Array,
  squares: Float64Array,
  images: number,
): Profile {
  const factor = images > 1 ? (student95(images - 1) * 10) / Math.LN10 : NaN;
  const halfWidths = sums.map((sum, k) => {
    const mean = sum / images;
    const variance = Math.max(0, squares[k]! - sum * mean) / (images - 1);
    return mean > 0 ? (factor * Math.sqrt(variance / images)) / mean : NaN;
  });
  return banded(means, halfWidths);
}

/**
 * Band of a spectrum that no single image has: the jackknife over shares of the images (delete a group; Shao and Tu
 * 1995), on decibels.
 *
 * @param without the profile of all images but one share's, for each share
 */
export function withJackknife(means: Float64Array, without: readonly Float64Array[]): Profile {
  const shares = without.length;
  const factor = shares > 1 ? student95(shares - 1) * Math.sqrt((shares - 1) / shares) : NaN;
  const halfWidths = means.map((_, k) => {
    const values = without.map((each) => toDecibel(each[k]!));
    const mean = values.reduce((sum, value) => sum + value, 0) / shares;
    return factor * Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  });
  return banded(means, halfWidths);
}

function banded(means: Float64Array, halfWidths: Float64Array): Profile {
  const decibel = means.map((mean) => (Number.isNaN(mean) ? NaN : toDecibel(mean)));
  return {
    decibel,
    low: decibel.map((value, k) => value - halfWidths[k]!),
    high: decibel.map((value, k) => value + halfWidths[k]!),
  };
}
