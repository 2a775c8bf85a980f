import { expect, test } from '@playwright/test';
import { differences, fixtureLogits, roundedAlpha } from './fixture-logits.ts';
import { imageNames } from './support.ts';

/*
 * The page against the Python reference, file by file: decoding, resampling, cropping, normalising and the
 * network together. A difference of one level in a few pixels already shows in the third decimal.
 */

test('logits on WASM equal the Python reference within 1e-3', async ({ page }) => {
  const { found, report } = await fixtureLogits(page, imageNames(), {
    choice: 'wasm',
    decoder: 'auto',
    crops: 'all',
  });
  expect(report.backend).toBe('wasm');
  expect(report.selfTestDrift).toBeLessThanOrEqual(1e-3);
  const exact = differences(
    imageNames().filter((name) => name !== roundedAlpha),
    found,
  );
  expect(exact.length).toBeGreaterThanOrEqual(60);
  console.log(`largest logit difference on ${exact.length} files: ${exact[0]?.join(' ') ?? ''}`);
  expect(exact.filter(([, difference]) => !(difference <= 1e-3))).toEqual([]);
  const [alpha] = differences([roundedAlpha], found);
  console.log(`with alpha: ${alpha?.join(' ') ?? ''}`);
  expect(alpha?.[1]).toBeLessThanOrEqual(0.1);
});

test('the wasm codecs stand in where the browser alters pixels', async ({ page }) => {
  const { found } = await fixtureLogits(page, imageNames(), {
    choice: 'wasm',
    decoder: 'wasm-codec',
    crops: 'all',
  });
  const hasNoCodec = /\.(?:gif|bmp)$|cmyk|webp-animated/u;
  for (const name of imageNames().filter((each) => hasNoCodec.test(each))) {
    expect(found[name], name).toEqual({ failure: 'not-exact' });
  }
  const names = imageNames().filter((name) => !hasNoCodec.test(name));
  // The AVIF codec turns chroma into RGB in another way than browsers and Pillow do; all others are exact.
  const avif = names.filter((name) => name.endsWith('.avif'));
  const others = differences(
    names.filter((name) => !avif.includes(name)),
    found,
  );
  expect(others.length).toBeGreaterThanOrEqual(45);
  expect(others.filter(([, difference]) => !(difference <= 1e-3))).toEqual([]);
  const [worstAvif] = differences(avif, found);
  console.log(`largest logit difference of the AVIF codec: ${worstAvif?.join(' ') ?? ''}`);
  expect(worstAvif?.[1]).toBeLessThanOrEqual(0.1);
});
