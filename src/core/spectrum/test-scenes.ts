import { sourceOf, type PixelSource } from '../image/pixels.ts';
import { plainMedian } from './median.ts';
import { RealFft2 } from './real-fft2.ts';
import type { Stages } from './recipe.ts';
import { makeSpectrum, shareCount, type Spectrum } from './spectrum.ts';
import { addSums, emptySums, SumsMaker, type SpectrumSums } from './sums.ts';

/* Pictures for tests, and what the stages make of them. */

/** Grey levels, rounded, as a picture. */
export function greySource(values: Float64Array, sizePx: number): PixelSource {
  const data = new Uint8Array(values.length * 3);
  values.forEach((value, i) => {
    data.fill(Math.max(0, Math.min(255, Math.round(value))), 3 * i, 3 * i + 3);
  });
  return sourceOf({ widthPx: sizePx, heightPx: sizePx, data });
}

/** Each image is a share of its own, in turn. */
export function spectrumOfSources(sources: readonly PixelSource[], stages: Stages): Spectrum {
  const maker = new SumsMaker(stages, plainMedian);
  const total = emptySums(stages);
  const shares = Array.from({ length: shareCount }, () => emptySums(stages));
  sources.forEach((source, n) => {
    const own = maker.empty();
    maker.add(source, n, own);
    addSums(total, own);
    const share = shares[n % shareCount];
    if (share) addSums(share, own);
  });
  const parts = stages.average === 'power' ? [] : shares.map(partOf);
  return makeSpectrum(total, parts, stages, new RealFft2(stages.sizePx));
}

function partOf({ images, plane }: SpectrumSums) {
  return { images, plane: Float32Array.from(plane) };
}

/** Of mean 0 and variance 1 (Box and Muller). */
export function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** A random picture whose power falls as that of photographs does: white noise, drawn out along rows and columns. */
export function scene(side: number, next: () => number): Float64Array {
  const out = Float64Array.from({ length: side * side }, () => normal(next));
  const kept = 0.95;
  const draw = (from: number, to: number) => {
    out[to] = kept * (out[from] ?? 0) + (1 - kept) * 6 * (out[to] ?? 0);
  };
  for (let i = 0; i < out.length; i++) if (i % side > 0) draw(i - 1, i);
  for (let i = side; i < out.length; i++) draw(i - side, i);
  return out.map((value) => 128 + 30 * value + 2 * normal(next));
}
