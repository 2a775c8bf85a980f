import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import decodeJpeg, { init as initJpeg } from '@jsquash/jpeg/decode.js';
import { init as initWebpDecoder } from '@jsquash/webp/decode.js';
import { init as initWebp } from '@jsquash/webp/encode.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { degradationOf } from '../core/degradation/degradation.ts';
import { wholeOf } from '../core/degradation/degrade-pixels.ts';
import { sourceOf, type RgbImage } from '../core/image/pixels.ts';
import { degradePicture } from './degrade-picture.ts';

/* Photographs of the fixtures against Pillow; training/degradation_goldens.py made the hashes. */

interface Golden {
  readonly from: unknown;
  readonly key: string;
  readonly size: readonly [number, number];
  readonly sha256: string;
}

const goldens = JSON.parse(
  readFileSync(new URL('../core/degradation/goldens/degradations.json', import.meta.url), 'utf8'),
) as Golden[];
const ofFixtures = goldens.filter(({ from }) => typeof from === 'string') as (Golden & { from: string })[];

const require = createRequire(import.meta.url);
const wasm = (name: string) => WebAssembly.compile(readFileSync(require.resolve(name)));

beforeAll(async () => {
  // The codecs are made for browsers: they hand pixels over in this class, which Node lacks.
  vi.stubGlobal('ImageData', function (this: object, data: Uint8ClampedArray, width: number, height: number) {
    Object.assign(this, { data, width, height });
  });
  await initJpeg(await wasm('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
  await initWebp(await wasm('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
  await initWebpDecoder(await wasm('@jsquash/webp/codec/dec/webp_dec.wasm'));
});

afterAll(() => {
  vi.unstubAllGlobals();
});

async function fixture(name: string): Promise<RgbImage> {
  const bytes = readFileSync(new URL(`../../e2e/fixtures/images/${name}`, import.meta.url));
  const { width, height, data } = await decodeJpeg(new Uint8Array(bytes).buffer);
  return { widthPx: width, heightPx: height, data: Uint8Array.from(data.filter((_, i) => i % 4 < 3)) };
}

async function degradedFixture(name: string, key: string): Promise<RgbImage> {
  const degradation = degradationOf(key);
  if (!degradation.ok) throw new Error(degradation.failure.found);
  return wholeOf(await degradePicture(sourceOf(await fixture(name)), degradation.value, 1));
}

describe.each(ofFixtures)('$from under $key', ({ from, key, size, sha256 }) => {
  it('is the picture of Pillow or SciPy', { timeout: 20_000 }, async () => {
    const { widthPx, heightPx, data } = await degradedFixture(from, key);
    expect([widthPx, heightPx]).toEqual(size);
    expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
  });
});
