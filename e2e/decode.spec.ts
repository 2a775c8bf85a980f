import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fixtures, harnessUrl, openHarness, readFixture, references } from './support.ts';

interface Manifest {
  readonly decodedPixels: readonly string[];
}

const { decodedPixels } = JSON.parse(readFileSync(join(fixtures, 'manifest.json'), 'utf8')) as Manifest;

/*
 * Every pixel of a JPEG as this browser decodes it, against libjpeg-turbo's (through Pillow), stored as PNG. The
 * whole picture is read as crops at its corners, by the same code that feeds the detector.
 */
for (const decoder of ['auto', 'wasm-codec'] as const) {
  test(`JPEG pixels are within one level of libjpeg-turbo (${decoder})`, async ({ page }) => {
    await openHarness(page);
    const names = decodedPixels.filter((name) => decoder === 'auto' || !name.includes('cmyk'));
    expect(names.length).toBeGreaterThanOrEqual(9);
    for (const name of names) {
      const golden = {
        name: `${name}.png`,
        base64: readFileSync(join(fixtures, 'decoded', `${name}.png`)).toString('base64'),
      };
      const { worst, differing, total } = await page.evaluate(
        async ({ jpeg, png, decoder }) => {
          const pool = new window.harness.PreparePool(1, (reason) => {
            throw new Error(reason);
          });
          const plan = (sizePx: number) => ({
            shrink: null,
            crops: {
              sizePx,
              anchors: [
                [0, 0],
                [1, 0],
                [0, 1],
                [1, 1],
                [0.5, 0.5],
              ] as [number, number][],
            },
            mean: [0, 0, 0] as [number, number, number],
            std: [1, 1, 1] as [number, number, number],
          });
          const facts = await pool.prepare('facts' as never, window.fixtureFile(png), plan(8));
          if (!facts.ok) throw new Error(JSON.stringify(facts.failure));
          // More than half of each side, so that four corners cover the picture.
          const sizePx = Math.ceil(Math.max(facts.value.widthPx, facts.value.heightPx) / 2) + 8;
          const [found, expected] = await Promise.all([
            pool.prepare('jpeg' as never, window.fixtureFile(jpeg), plan(sizePx), decoder),
            pool.prepare('png' as never, window.fixtureFile(png), plan(sizePx)),
          ]);
          if (!found.ok || !expected.ok) throw new Error(JSON.stringify([found, expected]));
          let worst = 0;
          let differing = 0;
          found.value.tensor.forEach((value, i) => {
            const levels = Math.round(Math.abs(value - (expected.value.tensor[i] ?? NaN)) * 255);
            worst = Math.max(worst, levels);
            if (levels > 0) differing++;
          });
          return { worst, differing, total: found.value.tensor.length };
        },
        { jpeg: readFixture('images', name), png: golden, decoder },
      );
      expect(worst, name).toBeLessThanOrEqual(1);
      console.log(
        `${name}: ${((100 * differing) / total).toFixed(3)} % of channels differ, by at most ${worst} level`,
      );
    }
  });
}

test('a browser that adds noise to canvases is found out, and a codec decodes instead', async ({ page }) => {
  // What some browsers do against fingerprinting: now and then the lowest bit of a pixel read back is another.
  await page.route(`${harnessUrl}assets/prepare.worker*.js`, async (route) => {
    const response = await route.fetch();
    const noise = `{
      const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
      OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
        const image = read.apply(this, args);
        for (let i = 0; i < image.data.length; i += 97) image.data[i] ^= 1;
        return image;
      };
    }\n`;
    await route.fulfill({ response, body: noise + (await response.text()) });
  });
  await openHarness(page);
  const { found, decoders } = await page.evaluate(
    async (files) => {
      const service = window.harness.createClassifyService();
      service.configure({ modelId: null, backend: 'wasm', threads: 1 });
      service.add(files.map((fixture) => ({ file: window.fixtureFile(fixture), path: fixture.name })));
      const items = () => [...service.store.getState().items.values()];
      while (!items().every(({ status }) => status === 'done' || status === 'failed')) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return {
        found: items().map(({ outcome, failure }) => outcome?.logits ?? failure?.code),
        decoders: items().map(({ outcome }) => outcome?.decoder),
      };
    },
    ['jpeg-420-q75.jpg', 'png-rgb.png', 'gif-still.gif'].map((name) => readFixture('images', name)),
  );
  expect(decoders).toEqual(['wasm-codec', 'wasm-codec', undefined]);
  expect(found[2]).toBe('not-exact');
  for (const [i, name] of ['jpeg-420-q75.jpg', 'png-rgb.png'].entries()) {
    const expected = references().get(name)?.logits ?? [];
    const logits = found[i] as readonly number[];
    expect(logits).toHaveLength(expected.length);
    logits.forEach((logit, crop) => {
      expect(Math.abs(logit - (expected[crop] ?? NaN)), name).toBeLessThanOrEqual(1e-3);
    });
  }
});

test('WebCodecs gives the pixels of a bitmap, or is not used', async ({ page }) => {
  await openHarness(page);
  const found: Record<string, string[]> = {};
  for (const name of readdirSync(join(fixtures, 'images'))) {
    const answer = await page.evaluate(
      (picture) => window.harness.decodeBothWays(window.fixtureFile(picture)),
      readFixture('images', name),
    );
    (found[answer] ??= []).push(name);
  }
  console.log(JSON.stringify(found));
  expect(found['different']).toBeUndefined();
  // JPEG in one and in four bytes a pixel, progressive, of odd size; PNG of every kind that is opaque.
  for (const name of [
    ...['jpeg-420-q30.jpg', 'jpeg-progressive-420-q80.jpg', 'jpeg-odd-size-q85.jpg', 'jpeg-grey-q80.jpg'],
    ...['png-rgb.png', 'png-palette.png', 'png-interlaced.png', 'png-rgb-16.png'],
  ])
    expect(found['equal']).toContain(name);
  for (const name of ['jpeg-orientation-6.jpg', 'png-alpha.png', 'jpeg-cmyk-q90.jpg'])
    expect(found['no frame']).toContain(name);
});
