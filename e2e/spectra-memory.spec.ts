import { expect, test, type Page } from '@playwright/test';
import { openHarness } from './support.ts';

/* Memory does not grow with the number of images, and no picture is opened long before it is needed. */

declare global {
  interface Performance {
    measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
  }
}

const workers = 2;
const sidePx = 160;
/** What one picture takes once it is decoded, as RGBA. */
const pictureBytes = sidePx * sidePx * 4;

interface Measured {
  readonly used: number | undefined;
  readonly opened: number;
  /** The most pictures that were open or being added up at a time. */
  readonly ahead: number;
  /** The most bytes of page and workers together, while it ran and at its end. */
  readonly mostBytes: number;
}

/** One group of so many pictures, each made when it is asked for. */
function compute(page: Page, images: number): Promise<Measured> {
  return page.evaluate(
    async ({ images, sidePx, workers }) => {
      const canvas = new OffscreenCanvas(sidePx, sidePx);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      const image = context.createImageData(sidePx, sidePx);
      for (let i = 0, state = 1; i < image.data.length; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        image.data[i] = i % 4 === 3 ? 255 : state >>> 24;
      }
      context.putImageData(image, 0, 0);
      const bytes = await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer();

      const service = window.harness.createSpectraService({ workers });
      const group = () => service.store.getState().groups[0];
      let opened = 0;
      let ahead = 0;
      service.addGroup('noise', {
        length: images,
        open(n: number) {
          opened++;
          ahead = Math.max(ahead, opened - (group()?.seen ?? 0));
          return Promise.resolve({ ok: true as const, value: new File([bytes], `${String(n)}.jpg`) });
        },
      });
      service.compute({ ...window.harness.meanSpectrumRecipe, sizePx: 128, images });
      let mostBytes = 0;
      do {
        await new Promise((resolve) => setTimeout(resolve, 100));
        mostBytes = Math.max(mostBytes, (await performance.measureUserAgentSpecificMemory()).bytes);
      } while (!['done', 'failed', 'empty'].includes(group()?.status ?? ''));
      const used = group()?.used;
      service.leave();
      return { used, opened, ahead, mostBytes };
    },
    { images, sidePx, workers },
  );
}

test('ten times the images take no more memory', async ({ page }) => {
  await openHarness(page);
  await compute(page, 20);
  const few = await compute(page, 200);
  const many = await compute(page, 2000);
  expect([few.used, many.used]).toEqual([200, 2000]);
  expect([few.opened, many.opened]).toEqual([200, 2000]);
  // Chunks of ten: two in each worker, and as many that wait for a slow one.
  expect(many.ahead).toBeLessThanOrEqual(10 * (2 * 2 * workers + 2 * workers));
  // The pictures after 300 and 1,000 images are kept on purpose, and garbage comes and goes. Had a fiftieth of the
  // pictures stayed, it would be seen.
  expect(many.mostBytes - few.mostBytes).toBeLessThan((1800 / 50) * pictureBytes);
});
