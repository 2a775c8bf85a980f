import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init as initDecoder } from '@jsquash/jpeg/decode.js';
import { init as initEncoder } from '@jsquash/jpeg/encode.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PixelSource } from '../core/image/pixels.ts';
import { findPeaks } from '../core/spectrum/peaks.ts';
import { genImageRecipe, meanSpectrumRecipe } from '../core/spectrum/recipe.ts';
import { seededRandom } from '../core/spectrum/seeded.ts';
import { greySource, scene, spectrumOfSources } from '../core/spectrum/test-scenes.ts';
import { degrade } from './degrade.ts';

/* What JPEG leaves in a spectrum, by the encoder and decoder that the page has. */

const sizePx = 128;
const images = 24;
const untouched = { scale: 1, blurPx: 0, jpegQuality: null };

beforeAll(async () => {
  // The codecs are made for browsers, which fetch their wasm and have this class.
  globalThis.ImageData = class {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  } as unknown as typeof ImageData;
  const { resolve } = createRequire(import.meta.url);
  const wasm = async (file: string) =>
    WebAssembly.compile(await readFile(resolve(`@jsquash/jpeg/codec/${file}`)));
  await initEncoder(await wasm('enc/mozjpeg_enc.wasm'));
  await initDecoder(await wasm('dec/mozjpeg_dec.wasm'));
});

/** Scenes with little contrast and a soft slope, as skies have: there JPEG's blocks are seen best. */
function pictures(seed: number): PixelSource[] {
  const next = seededRandom(seed);
  return Array.from({ length: images }, () => {
    const [slopeX, slopeY] = [0.6 * next(), 0.6 * next()];
    const values = scene(sizePx, next).map(
      (value, i) =>
        128 + (value - 128) / 10 + slopeX * ((i % sizePx) - 64) + slopeY * (Math.floor(i / sizePx) - 64),
    );
    return greySource(values, sizePx);
  });
}

const meanSpectrum = { ...meanSpectrumRecipe, sizePx };
const meanResidual = { ...genImageRecipe, sizePx };

describe('JPEG', () => {
  it.each([
    ['mean spectrum', meanSpectrum, 50],
    ['mean residual', meanResidual, 30],
    ['mean residual', meanResidual, 70],
  ] as const)('shows period 8 in a %s: multiples of 1 / 8', (_, stages, jpegQuality) => {
    const own = pictures(1);
    const jpegs = own.map((source) => degrade(source, { ...untouched, jpegQuality }));
    const reference = spectrumOfSources(pictures(2), stages);
    const peaks = findPeaks(spectrumOfSources(jpegs, stages), reference, stages.average);
    expect(peaks.filter(({ periodPx }) => periodPx === 8).length).toBeGreaterThanOrEqual(2);
    for (const { periodPx } of peaks) expect(8 % (periodPx ?? NaN)).toBe(0);
    // The same pictures without JPEG have none.
    expect(findPeaks(spectrumOfSources(own, stages), reference, stages.average)).toEqual([]);
  });
});
