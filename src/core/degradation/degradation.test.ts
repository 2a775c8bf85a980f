import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceOf } from '../image/pixels.ts';
import { testPicture } from '../image/test-pictures.ts';
import { curves, genImageConditions } from './conditions.ts';
import { degradationKey, degradationOf, strengthOf, type Degradation } from './degradation.ts';
import { degradePixels, wholeOf, type PixelDegradation } from './degrade-pixels.ts';
import { jpegRoundTrip } from './jpeg/round-trip.ts';
import { seedOfHash, withNoise } from './noise.ts';

/* Against Pillow, SciPy and jpeglib; training/degradation_goldens.py made the file. */

interface Golden {
  /** Size of a test picture, or a fixture (worker-host/degrade-picture.test.ts). */
  readonly from: string | readonly [widthPx: number, heightPx: number];
  readonly key: string;
  readonly size: readonly [widthPx: number, heightPx: number];
  readonly sha256: string;
  readonly coefficients?: string;
}

const goldens = JSON.parse(
  readFileSync(new URL('goldens/degradations.json', import.meta.url), 'utf8'),
) as Golden[];
const ofTestPictures = goldens.filter(({ from }) => typeof from !== 'string');

function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function parsed(key: string): Degradation {
  const result = degradationOf(key);
  if (!result.ok) throw new Error(result.failure.found);
  return result.value;
}

describe('pixels', () => {
  it.each(ofTestPictures)(
    'of $from under $key are those of the reference',
    ({ from, key, size, sha256: hash }) => {
      const picture = sourceOf(testPicture(...(from as [number, number])));
      const degraded = wholeOf(degradePixels(picture, parsed(key) as PixelDegradation, 1));
      expect([degraded.widthPx, degraded.heightPx]).toEqual(size);
      expect(sha256(degraded.data)).toBe(hash);
    },
  );

  it('stay as they are where nothing is to be done', () => {
    const picture = sourceOf(testPicture(60, 50));
    for (const key of ['untouched', 'scale:1', 'blur:0', 'noise:0', 'lr:50', 'lr:112'])
      expect(degradePixels(picture, parsed(key) as PixelDegradation, 1)).toBe(picture);
  });
});

describe('the coefficients of JPEG', () => {
  const jpegs = ofTestPictures.filter(({ coefficients }) => coefficients);

  it.each(jpegs)('of $from at $key are those in the file of Pillow', ({ from, key, coefficients }) => {
    const components: number[][] = [[], [], []];
    jpegRoundTrip(
      testPicture(...(from as [number, number])),
      strengthOf(parsed(key))!,
      (component, block) => {
        components[component]!.push(...block);
      },
    );
    const bytes = components.map((values) => new Uint8Array(Int16Array.from(values).buffer));
    expect(sha256(...bytes)).toBe(coefficients);
  });

  it.each([0, 101, 50.5, NaN])('refuse a quality of %d', (quality) => {
    expect(() => jpegRoundTrip(testPicture(8, 8), quality)).toThrow(RangeError);
  });
});

describe('noise', () => {
  const grey = { widthPx: 200, heightPx: 101, data: new Uint8Array(200 * 101 * 3).fill(128) };

  it('has the standard deviation it says, no mean, and no memory', () => {
    const away = Float64Array.from(withNoise(grey, 8, 7).data, (value) => value - 128);
    const mean = away.reduce((sum, x) => sum + x, 0) / away.length;
    const moment = (lag: number) =>
      away.reduce((sum, x, i) => sum + x * (away[i + lag] ?? 0), 0) / away.length;
    // Rounding to whole levels adds a variance of 1 / 12.
    expect(Math.abs(mean)).toBeLessThan((4 * 8) / Math.sqrt(away.length));
    expect(Math.sqrt(moment(0) - 1 / 12)).toBeCloseTo(8, 0);
    for (const lag of [1, 2, 3, 600]) expect(Math.abs(moment(lag)) / moment(0)).toBeLessThan(0.02);
    const beyond = away.filter((x) => Math.abs(x) > 1.959964 * 8).length / away.length;
    expect(beyond).toBeCloseTo(0.05, 2);
  });

  it('is the same for a seed, another for another, and grows with sigma along one draw', () => {
    const noise = (sigma: number, seed: number) => withNoise(grey, sigma, seed).data;
    expect(noise(8, 7)).toEqual(noise(8, 7));
    expect(noise(8, 7)).not.toEqual(noise(8, 8));
    const [mild, strong] = [noise(4, 7), noise(16, 7)];
    mild.forEach((value, i) =>
      expect(Math.abs(4 * (value - 128) - (strong[i]! - 128))).toBeLessThanOrEqual(3),
    );
  });

  it('stays within bytes, and its seed comes from the hash', () => {
    const white = { widthPx: 10, heightPx: 10, data: new Uint8Array(300).fill(255) };
    expect(Math.min(...withNoise(white, 20, 1).data)).toBeGreaterThan(100);
    expect(seedOfHash('00000010ff')).toBe(16);
    expect(() => seedOfHash('xyz')).toThrow(RangeError);
  });
});

describe('keys', () => {
  const all = [...genImageConditions, ...Object.values(curves).flat(), { kind: 'untouched' } as const];

  it('name one degradation each, and are read back', () => {
    for (const each of all) expect(degradationOf(degradationKey(each))).toEqual({ ok: true, value: each });
    const distinct = new Set(all.map(degradationKey));
    expect(distinct.size).toBe(new Set(all.map((each) => JSON.stringify(each))).size);
    expect(genImageConditions.map(degradationKey)).toEqual([
      'lr:112',
      'lr:64',
      'jpeg:65',
      'jpeg:30',
      'blur:3',
      'blur:5',
    ]);
  });

  it.each([
    '',
    'jpeg',
    'jpeg:',
    'jpeg:0',
    'jpeg:101',
    'jpeg:65.5',
    'jpeg:065',
    'jpeg:65:1',
    'blur:-1',
    'blur:NaN',
    'blur:1e1',
    'scale:0',
    'scale:2',
    'lr:0',
    'untouched:1',
    'sharpen:3',
    'constructor',
  ])("'%s' is refused", (key) => {
    expect(degradationOf(key)).toEqual({ ok: false, failure: { code: 'not-a-degradation', found: key } });
  });
});
