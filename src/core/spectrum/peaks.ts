import { periodOf } from './period.ts';
import type { Average } from './recipe.ts';

/** What the finder needs of a spectrum. */
export interface PeakInput {
  readonly sizePx: number;
  readonly images: number;
  /** As in Spectrum: DC in the middle. */
  readonly power: ArrayLike<number>;
}

export interface Peak {
  /** Cycles/px across and down; across is 0 or positive, since the opposite frequency is the same. */
  readonly across: number;
  readonly down: number;
  /** Smallest number of pixels after which a pattern of this frequency repeats in both directions; null: none up to 32. */
  readonly periodPx: number | null;
  /** How far it stands out of its surroundings, and beyond what the reference does at the same place. */
  readonly prominenceDecibel: number;
  readonly excessDecibel: number;
  readonly z: number;
}

/** Slower than this, the content of pictures makes maxima of its own. */
const slowest = 1 / 32;

/** Surroundings: a square of 17 x 17 frequencies without the middle 3 x 3. */
const farRadius = 8;
const nearRadius = 1;

/** Less than 3 dB is no peak, however sure. */
const leastProminence = 2;

/** A maximum is the largest within so many bins: copies of the content stand around the lines of a grid. */
const apart = 4;

/** With 10^5 frequencies looked at, chance alone reaches z = 4.3; from here on it does so once in thousands of pictures. */
const leastZ = 6;

const mostPeaks = 64;

/**
 * Local maxima of a spectrum that stand out of their surroundings, and more than the same place of the reference.
 * The strongest first.
 *
 * With A = power / mean power around it (or along the strongest line through it, so that a maximum on a ridge is no
 * peak), of the group g and (the largest of 3 x 3) of the reference r:
 *   x = A_g / max(1, A_r).
 * average 'residual': the DFT of a mean is complex normal, so A of noise is exponential: p = exp(-x), z its normal
 * quantile. average 'power': ln A is close to normal; z = ln x / s with s = 1.4826 MAD of ln A_r (of ln A_g
 * without a reference) among frequencies of like radius, at least 1 / sqrt(images).
 *
 * @param reference null: only the surroundings count
 */
export function findPeaks(group: PeakInput, reference: PeakInput | null, average: Average): Peak[] {
  const { sizePx } = group;
  if (reference && reference.sizePx !== sizePx) return [];
  const own = prominences(group.power, sizePx);
  const theirs = reference ? prominences(reference.power, sizePx) : null;
  const images = Math.min(group.images, reference?.images ?? Infinity);
  const spread = average === 'power' ? spreadByRadius(theirs ?? own, sizePx, images) : null;
  const found: Peak[] = [];
  const middle = sizePx / 2;
  for (let y = 0; y < sizePx; y++) {
    for (let x = middle; x <= sizePx; x++) {
      const v = x - middle;
      const u = y - middle;
      if (!isOnce(u, v, middle) || !isFast(y * sizePx + (x % sizePx), sizePx)) continue;
      const at = y * sizePx + (x % sizePx);
      if (own[at]! < leastProminence || !isLocalMaximum(group.power, sizePx, x, y)) continue;
      const prominence = Math.min(own[at]!, overRidges(group.power, sizePx, x, y));
      if (prominence < leastProminence) continue;
      const excess = prominence / Math.max(1, theirs ? largestAround(theirs, sizePx, x, y, 1) : 1);
      const z = spread ? Math.log(excess) / spread[ring(u, v)]! : normalQuantileOfTail(excess);
      if (!(z >= leastZ)) continue;
      found.push({
        across: v / sizePx,
        down: u / sizePx,
        periodPx: periodOf(v / sizePx, u / sizePx, sizePx),
        prominenceDecibel: 10 * Math.log10(prominence),
        excessDecibel: 10 * Math.log10(excess),
        z,
      });
    }
  }
  return found.sort((a, b) => b.z - a.z).slice(0, mostPeaks);
}

/** Each pair of opposite frequencies is looked at once. -Nyquist is +Nyquist. */
function isOnce(u: number, v: number, middle: number): boolean {
  return v === 0 || v === middle ? u <= 0 : true;
}

const keptProminences = new WeakMap<object, Float64Array>();

/** Power over the mean of its surroundings, without slow frequencies among them. A reference is asked once a group. */
function prominences(power: ArrayLike<number>, sizePx: number): Float64Array {
  const kept = keptProminences.get(power);
  if (kept) return kept;
  const fast = Float64Array.from(power, (_, i) => (isFast(i, sizePx) ? 1 : 0));
  const counted = fast.map((is, i) => is * power[i]!);
  const sums = ringSums(counted, sizePx);
  const counts = ringSums(fast, sizePx);
  const made = sums.map((sum, i) => (sum > 0 && counts[i]! > 0 ? (power[i]! * counts[i]!) / sum : 0));
  keptProminences.set(power, made);
  return made;
}

function isFast(i: number, sizePx: number): boolean {
  const middle = sizePx / 2;
  return Math.hypot(Math.floor(i / sizePx) - middle, (i % sizePx) - middle) >= slowest * sizePx;
}

function ringSums(values: Float64Array, sizePx: number): Float64Array {
  const far = boxSums(values, sizePx, farRadius);
  const near = boxSums(values, sizePx, nearRadius);
  return far.map((sum, i) => Math.max(0, sum - near[i]!));
}

/** Sums over squares of 2 radius + 1, the plane wrapping around; each sum is carried along its row and column. */
function boxSums(values: Float64Array, sizePx: number, radius: number): Float64Array {
  const across = carried(values, sizePx, radius, 1, sizePx);
  return carried(across, sizePx, radius, sizePx, 1);
}

/** Sums along lines whose samples are `step` apart; lines begin `lineStep` apart. */
function carried(
  values: Float64Array,
  sizePx: number,
  radius: number,
  step: number,
  lineStep: number,
): Float64Array {
  const out = new Float64Array(values.length);
  for (let line = 0; line < sizePx; line++) {
    const start = line * lineStep;
    const at = (k: number) => values[start + ((k + sizePx) % sizePx) * step]!;
    let sum = 0;
    for (let k = -radius; k <= radius; k++) sum += at(k);
    for (let k = 0; k < sizePx; k++) {
      out[start + k * step] = sum;
      sum += at(k + radius + 1) - at(k - radius);
    }
  }
  return out;
}

function isLocalMaximum(power: ArrayLike<number>, sizePx: number, x: number, y: number): boolean {
  return power[y * sizePx + (x % sizePx)]! >= largestAround(power, sizePx, x, y, apart);
}

const lines = [
  [0, 1],
  [1, 0],
  [1, 1],
  [1, -1],
] as const;

/** Power over the mean along the strongest of the four lines through it; slow frequencies do not count. */
function overRidges(power: ArrayLike<number>, sizePx: number, x: number, y: number): number {
  const index = (row: number, column: number) =>
    ((row + sizePx) % sizePx) * sizePx + ((column + sizePx) % sizePx);
  const means = lines.map(([dy, dx]) => {
    let sum = 0;
    let count = 0;
    for (let k = -farRadius; k <= farRadius; k++) {
      const at = index(y + k * dy, x + k * dx);
      if (Math.abs(k) <= nearRadius || !isFast(at, sizePx)) continue;
      sum += power[at]!;
      count++;
    }
    return count > 0 ? sum / count : 0;
  });
  const strongest = Math.max(...means);
  return strongest > 0 ? power[index(y, x)]! / strongest : Infinity;
}

function largestAround(
  values: ArrayLike<number>,
  sizePx: number,
  x: number,
  y: number,
  radius: number,
): number {
  let largest = -Infinity;
  for (let dy = -radius; dy <= radius; dy++) {
    const row = ((y + dy + sizePx) % sizePx) * sizePx;
    for (let dx = -radius; dx <= radius; dx++) {
      largest = Math.max(largest, values[row + ((x + dx + sizePx) % sizePx)]!);
    }
  }
  return largest;
}

/** Frequencies of like radius: rings of 8 bins. */
function ring(u: number, v: number): number {
  return Math.floor(Math.hypot(u, v) / 8);
}

function spreadByRadius(prominence: Float64Array, sizePx: number, images: number): number[] {
  const rings: number[][] = [];
  for (let y = 0; y < sizePx; y++) {
    for (let x = sizePx / 2; x < sizePx; x++) {
      const value = prominence[y * sizePx + x]!;
      if (value > 0) (rings[ring(y - sizePx / 2, x - sizePx / 2)] ??= []).push(Math.log(value));
    }
  }
  const least = 1 / Math.sqrt(images);
  return Array.from(rings, (values: number[] | undefined) =>
    Math.max(least, 1.4826 * medianDeviation(values ?? [])),
  );
}

function medianDeviation(values: readonly number[]): number {
  const middle = medianOf(values);
  return medianOf(values.map((value) => Math.abs(value - middle)));
}

function medianOf(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}

/** z with P(normal > z) = exp(-x), by the asymptotic series of Mills' ratio; for z below 3 it is only near. */
function normalQuantileOfTail(x: number): number {
  let z = Math.sqrt(2 * x);
  for (let n = 0; n < 8; n++) {
    z = Math.sqrt(Math.max(0.25, 2 * (x - Math.log(z) - 0.5 * Math.log(2 * Math.PI) + Math.log(mills(z)))));
  }
  return z;
}

function mills(z: number): number {
  return z < 2 ? 0.75 : 1 - 1 / z ** 2 + 3 / z ** 4;
}
