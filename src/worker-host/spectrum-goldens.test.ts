import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '../core/image/pixels.ts';
import { mostLag } from '../core/spectrum/autocorrelation.ts';
import type { Profile } from '../core/spectrum/profile.ts';
import { RealFft2, type Transform } from '../core/spectrum/real-fft2.ts';
import type { Stages } from '../core/spectrum/recipe.ts';
import { makeSpectrum, type ImageShare, type Spectrum } from '../core/spectrum/spectrum.ts';
import { addSums, emptySums, SumsMaker } from '../core/spectrum/sums.ts';
import { plainMedian } from '../core/spectrum/median.ts';
import type { MedianMaker } from '../core/spectrum/residual.ts';
import { readNpy } from '../core/spectrum/test-npy.ts';
import { plainWorkbench, type WorkbenchMaker } from '../core/spectrum/workbench.ts';
import { fastMedian } from './fast-median.ts';
import { fastTransform } from './fast-transform.ts';
import { fastWorkbench } from './fast-workbench.ts';

/* Against NumPy, SciPy, Pillow and PyWavelets; training/spectrum_goldens.py made the files. */

const goldens = join(import.meta.dirname, '../core/spectrum/goldens');
const cases = JSON.parse(readFileSync(join(goldens, 'cases.json'), 'utf8')) as Record<string, Stages>;
const golden = (name: string) => readNpy(readFileSync(join(goldens, `${name}.npy`)));

function imageSources() {
  const { values, shape } = golden('images');
  const [count = 0, heightPx = 0, widthPx = 0] = shape;
  const bytes = widthPx * heightPx * 3;
  return Array.from({ length: count }, (_, n) =>
    sourceOf({ widthPx, heightPx, data: Uint8Array.from(values.slice(n * bytes, (n + 1) * bytes)) }),
  );
}

/** Each image is a share of its own, as in the script. */
function compute(
  stages: Stages,
  makeMedian: MedianMaker,
  makeWorkbench: WorkbenchMaker,
  makeTransform: (sizePx: number) => Transform,
): Spectrum {
  const maker = new SumsMaker(stages, makeMedian, makeWorkbench);
  const total = emptySums(stages);
  const shares: ImageShare[] = [];
  imageSources().forEach((source, n) => {
    const own = maker.empty();
    expect(maker.add(source, n, own)).toBe(true);
    addSums(total, own);
    if (stages.average === 'residual') shares.push({ images: 1, plane: Float32Array.from(own.plane) });
  });
  return makeSpectrum(total, shares, stages, makeTransform(stages.sizePx));
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, relative: number, least: number) {
  expect(found.length).toBe(expected.length);
  let worst = 0;
  for (let i = 0; i < found.length; i++) {
    const size = Math.max(Math.abs(expected[i] ?? NaN), least);
    worst = Math.max(worst, Math.abs((found[i] ?? NaN) - (expected[i] ?? NaN)) / size);
  }
  expect(worst).toBeLessThanOrEqual(relative);
}

/** The second row of a golden profile is half the width of the band. */
function expectProfile(found: Profile, expected: Float64Array) {
  const bins = found.decibel.length;
  const finite = (values: ArrayLike<number>) => Array.from(values, (value) => (value < -100 ? -120 : value));
  expectClose(finite(found.decibel), finite(expected.subarray(0, bins)), 1e-5, 1);
  const known = found.decibel.map((_, k) =>
    (expected[k] ?? 0) > -100 && Number.isFinite(expected[bins + k]) ? 1 : 0,
  );
  const halfWidths = found.high.map((high, k) => (known[k] ? high - (found.decibel[k] ?? NaN) : 0));
  expectClose(
    halfWidths,
    expected.subarray(bins).map((each, k) => (known[k] ? each : 0)),
    1e-5,
    0.01,
  );
}

describe.each([
  ['plain loops', plainMedian, plainWorkbench, (sizePx: number) => new RealFft2(sizePx)],
  ['WebAssembly', fastMedian, fastWorkbench, fastTransform],
] as const)('by %s', (_, makeMedian, makeWorkbench, makeTransform) => {
  describe.each(Object.entries(cases))('the spectrum of %s', (name, stages) => {
    const spectrum = compute(stages, makeMedian, makeWorkbench, makeTransform);

    it('has the power of every frequency', () => {
      const { values } = golden(`${name}.power`);
      const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
      expectClose(spectrum.power, values, 1e-5, mean * 1e-9);
    });

    it('has the profiles with their bands', () => {
      expectProfile(spectrum.radial, golden(`${name}.radial`).values);
      expectProfile(spectrum.sectors, golden(`${name}.sectors`).values);
    });

    it('has the autocorrelation', () => {
      const side = 2 * mostLag + 1;
      const every8th = Array.from(spectrum.autocorrelation).filter(
        (_, i) => (i % side) % 8 === 0 && Math.floor(i / side) % 8 === 0,
      );
      expectClose(every8th, golden(`${name}.autocorrelation`).values, 1e-5, 1e-3);
    });
  });
});
