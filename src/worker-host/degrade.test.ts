import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decodeFile, { init as initDecoder } from '@jsquash/jpeg/decode.js';
import encodeFile, { init as initEncoder } from '@jsquash/jpeg/encode.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourceOf, type PixelSource } from '../core/image/pixels.ts';
import { findPeaks } from '../core/spectrum/peaks.ts';
import { genImageRecipe, meanSpectrumRecipe } from '../core/spectrum/recipe.ts';
import { seededRandom } from '../core/spectrum/seeded.ts';
import { greySource, scene, spectrumOfSources } from '../core/spectrum/test-scenes.ts';
import { degrade } from './degrade.ts';

/* What JPEG leaves in a spectrum: real files, by a codec that knows nothing of this page, and what `degrade` does. */

const sizePx = 128;
const images = 24;

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

/** Written as a JPEG file by MozJPEG and read again. */
async function throughFile(source: PixelSource, quality: number): Promise<PixelSource> {
  const { widthPx, heightPx } = source;
  const rgb = source.read({ x: 0, y: 0, widthPx, heightPx }).data;
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4).fill(255);
  for (let i = 0; i < widthPx * heightPx; i++) rgba.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  const file = await encodeFile(new ImageData(rgba, widthPx, heightPx), { quality });
  const { data } = await decodeFile(file);
  const decoded = new Uint8Array(rgb.length);
  for (let i = 0; i < widthPx * heightPx; i++) decoded.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
  return sourceOf({ widthPx, heightPx, data: decoded });
}

const throughDegrade = (source: PixelSource, jpegQuality: number) =>
  Promise.resolve(degrade(source, { scale: 1, blurPx: 0, jpegQuality }));

const meanSpectrum = { ...meanSpectrumRecipe, sizePx };
const meanResidual = { ...genImageRecipe, sizePx };

describe('JPEG', () => {
  it.each([
    ['mean residual of files', meanResidual, throughFile, 30],
    ['mean residual of files', meanResidual, throughFile, 70],
    // Powers add up whatever the phase, and so does everything else: only strong JPEG stands out.
    ['mean spectrum of files', meanSpectrum, throughFile, 20],
    ['mean residual of degraded pictures', meanResidual, throughDegrade, 50],
    ['mean spectrum of degraded pictures', meanSpectrum, throughDegrade, 50],
  ] as const)('shows period 8 in a %s', async (_, stages, through, quality) => {
    const own = pictures(1);
    const jpegs = await Promise.all(own.map((source) => through(source, quality)));
    const reference = spectrumOfSources(pictures(2), stages);
    const peaks = findPeaks(spectrumOfSources(jpegs, stages), reference, stages.average);
    expect(peaks.some(({ periodPx }) => periodPx === 8)).toBe(true);
    for (const { periodPx } of peaks) expect(8 % (periodPx ?? NaN)).toBe(0);
    // The same pictures without JPEG have none.
    expect(findPeaks(spectrumOfSources(own, stages), reference, stages.average)).toEqual([]);
  });
});
