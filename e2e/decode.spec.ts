import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fixtures, openHarness, readFixture } from './support.ts';

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
