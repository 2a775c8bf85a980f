import { describe, expect, it } from 'vitest';
import { findPeaks } from './peaks.ts';
import { genImageRecipe, meanSpectrumRecipe, type Stages } from './recipe.ts';
import type { Spectrum } from './spectrum.ts';
import { seededRandom } from './seeded.ts';
import { greySource, normal, scene, spectrumOfSources } from './test-scenes.ts';

/*
 * What is known of a spectrum without computing it: where upsampling, waves and noise must show. What JPEG leaves is in
 * worker-host/degrade.test.ts.
 */

const sizePx = 128;
const genImage: Stages = { ...genImageRecipe, sizePx };
const meanSpectrum: Stages = { ...meanSpectrumRecipe, sizePx };

type Draw = (next: () => number) => Float64Array;

function spectrumOf(draw: Draw, images: number, stages: Stages, seed = 1): Spectrum {
  const next = seededRandom(seed);
  const sources = Array.from({ length: images }, () => greySource(draw(next), sizePx));
  return spectrumOfSources(sources, stages);
}

const whiteNoise: Draw = (next) =>
  Float64Array.from({ length: sizePx * sizePx }, () => 128 + 20 * normal(next));

/** By nearest neighbours. */
function enlarged(small: Float64Array, factor: number): Float64Array {
  const side = sizePx / factor;
  return Float64Array.from({ length: sizePx * sizePx }, (_, i) => {
    const x = Math.floor((i % sizePx) / factor);
    return small[Math.floor(Math.floor(i / sizePx) / factor) * side + x] ?? NaN;
  });
}

/**
 * A transposed convolution with stride `factor` and a kernel of 3 (2) or 5 (4) in each direction, whose outputs overlap
 * unevenly: the checkerboard of Odena et al. 2016.
 */
const transposed =
  (factor: number): Draw =>
  (next) => {
    const side = sizePx / factor;
    const small = scene(side, next);
    const kernel = factor === 2 ? [0.53, 1, 0.53] : [0.53, 1, 1, 1, 0.53];
    const out = new Float64Array(sizePx * sizePx);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        kernel.forEach((down, j) => {
          kernel.forEach((across, i) => {
            const at = ((y * factor + j) % sizePx) * sizePx + ((x * factor + i) % sizePx);
            out[at] = (out[at] ?? 0) + down * across * (small[y * side + x] ?? 0);
          });
        });
      }
    }
    return out.map((value) => value * 0.95);
  };

const photograph: Draw = (next) => scene(sizePx, next);

/** Frequencies as multiples of 1 / period. */
function multiples(peaks: ReturnType<typeof findPeaks>, period: number): string[] {
  return peaks.map(({ across, down }) => `${across * period},${Math.abs(down) * period}`);
}

describe('white noise', () => {
  it('is flat at its variance, within the band, in a mean spectrum without a filter', () => {
    const { radial, sectors } = spectrumOf(whiteNoise, 40, {
      ...meanSpectrum,
      residual: 'none',
      window: 'none',
      highPass: false,
    });
    // 20^2, and 1 / 12 of rounding.
    const expected = 10 * Math.log10(400 + 1 / 12);
    const bins = [...radial.low.keys()].slice(2);
    const inside = bins.filter((k) => (radial.low[k] ?? 0) <= expected && expected <= (radial.high[k] ?? 0));
    expect(inside.length / bins.length).toBeGreaterThan(0.85);
    for (const value of sectors.decibel) expect(Math.abs(value - expected)).toBeLessThan(0.15);
    for (const k of bins) expect(Math.abs((radial.decibel[k] ?? 0) - expected)).toBeLessThan(0.6);
  });

  it('shrinks as 1 / n in a mean residual, and the jackknife band holds the truth', () => {
    const n = 64;
    const { radial } = spectrumOf(whiteNoise, n, { ...genImage, residual: 'none' });
    const expected = 10 * Math.log10((400 + 1 / 12) / n);
    const bins = [...radial.low.keys()].slice(3);
    const inside = bins.filter((k) => (radial.low[k] ?? 0) <= expected && expected <= (radial.high[k] ?? 0));
    expect(inside.length / bins.length).toBeGreaterThan(0.8);
    for (const k of bins.slice(10)) expect(Math.abs((radial.decibel[k] ?? 0) - expected)).toBeLessThan(2);
  });

  it('has no peaks, whatever the seed', () => {
    for (let seed = 1; seed <= 3; seed++) {
      for (const stages of [genImage, meanSpectrum]) {
        const group = spectrumOf(whiteNoise, 12, stages, seed);
        const reference = spectrumOf(whiteNoise, 12, stages, seed + 100);
        expect(findPeaks(group, reference, stages.average)).toEqual([]);
        expect(findPeaks(group, null, stages.average)).toEqual([]);
      }
    }
  }, 30_000);
});

describe('a wave', () => {
  it('lands in its bin with its power', () => {
    const wave: Draw = () =>
      Float64Array.from({ length: sizePx * sizePx }, (_, i) => {
        const x = i % sizePx;
        const y = Math.floor(i / sizePx);
        return 128 + 100 * Math.cos((2 * Math.PI * (20 * x - 9 * y)) / sizePx);
      });
    const { power } = spectrumOf(wave, 1, { ...genImage, residual: 'none' });
    power[(sizePx / 2) * sizePx + sizePx / 2] = 0;
    const largest = power.reduce((best, value, i) => (value > (power[best] ?? 0) ? i : best), 0);
    const [u, v] = [Math.floor(largest / sizePx) - sizePx / 2, (largest % sizePx) - sizePx / 2];
    expect([Math.abs(v), u * Math.sign(v)]).toEqual([20, -9]);
    // Amplitude a: |F| = a N^2 / 2 in each of two bins, so the power is (a N / 2)^2.
    expect((power[largest] ?? 0) / (50 * sizePx) ** 2).toBeCloseTo(1, 2);
  });
});

describe('upsampling', () => {
  it.each([2, 4])('by %d with transposed convolution shows its grid, which photographs lack', (factor) => {
    for (const stages of [genImage, meanSpectrum]) {
      const group = spectrumOf(transposed(factor), 24, stages);
      const reference = spectrumOf(photograph, 24, stages, 9);
      const peaks = findPeaks(group, reference, stages.average);
      const predicted = factor === 2 ? ['0,1', '1,0'] : ['0,1', '1,0', '1,1'];
      const found = multiples(peaks, factor);
      if (stages === genImage) expect(found).toEqual(expect.arrayContaining(predicted));
      else expect(found.filter((each) => /^[0-2],[0-2]$/u.test(each)).length).toBeGreaterThanOrEqual(3);
      // Nothing anywhere else: all are multiples of 1 / factor.
      // (A mean of powers also keeps the copies of the scene around them.)
      if (stages === genImage) for (const { periodPx } of peaks) expect(factor % (periodPx ?? NaN)).toBe(0);
      expect(findPeaks(reference, group, stages.average)).toEqual([]);
    }
  });

  it.each([2, 4])('by %d with nearest neighbours repeats a wave at the predicted frequencies', (factor) => {
    const side = sizePx / factor;
    const wave: Draw = (next) => {
      const small = Float64Array.from(
        { length: side * side },
        (_, i) => 128 + 40 * Math.cos((2 * Math.PI * 6 * (i % side)) / side) + 4 * normal(next),
      );
      return enlarged(small, factor);
    };
    const spectrum = spectrumOf(wave, 24, { ...genImage, residual: 'none' });
    const peaks = findPeaks(spectrum, null, 'residual');
    // Frequency 6 / side of the small picture stands at (k side +- 6) / sizePx of the large one.
    const predicted = factor === 2 ? [6, 58] : [6, 26, 38, 58];
    expect(peaks.map(({ across }) => across * sizePx).sort((a, b) => a - b)).toEqual(predicted);
    for (const { down } of peaks) expect(down).toBe(0);
  });

  it.each([2, 4])('by %d with nearest neighbours gives white noise the spectrum of a box', (factor) => {
    const noise: Draw = (next) => {
      const side = sizePx / factor;
      return enlarged(
        Float64Array.from({ length: side * side }, () => 128 + 20 * normal(next)),
        factor,
      );
    };
    const stages: Stages = { ...meanSpectrum, residual: 'none', window: 'none', highPass: false };
    const { power } = spectrumOf(noise, 40, stages);
    const box = (k: number) =>
      k === 0 ? 1 : Math.sin((Math.PI * k * factor) / sizePx) / (factor * Math.sin((Math.PI * k) / sizePx));
    for (const v of [6, 14, sizePx / factor - 5, sizePx / factor]) {
      let found = 0;
      let expected = 0;
      for (let u = 1; u < sizePx / 2; u++) {
        found += power[(u + sizePx / 2) * sizePx + ((v + sizePx / 2) % sizePx)] ?? NaN;
        expected += 400 * factor ** 2 * (box(u) * box(v)) ** 2;
      }
      if (v === sizePx / factor) expect(found).toBeLessThan(1e-9);
      else expect(Math.abs(found / expected - 1)).toBeLessThan(0.1);
    }
  });
});
