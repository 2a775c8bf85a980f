import { expect, test, type Page } from '@playwright/test';
import { failOnConsoleErrors, openHarness, readFixture } from './support.ts';

/* The spectra service without its views: order, cancel, death, bad files, memory. */

declare global {
  interface Window {
    spectra: ReturnType<Window['harness']['createSpectraService']>;
    noiseFiles: (count: number, sizePx: number) => Promise<File[]>;
    computed: () => Promise<void>;
    /** Every worker of the page, oldest first. */
    started: Worker[];
  }
}

async function startSpectra(page: Page, workers: number): Promise<void> {
  await openHarness(page);
  await page.evaluate((workers) => {
    window.spectra = window.harness.createSpectraService({ workers });
    window.noiseFiles = async (count, sizePx) => {
      const canvas = new OffscreenCanvas(sizePx, sizePx);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('no canvas');
      let state = 1;
      const files: File[] = [];
      for (let n = 0; n < count; n++) {
        const image = context.createImageData(sizePx, sizePx);
        for (let i = 0; i < image.data.length; i++) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          image.data[i] = i % 4 === 3 ? 255 : state >>> 24;
        }
        context.putImageData(image, 0, 0);
        files.push(new File([await canvas.convertToBlob({ type: 'image/png' })], `noise-${String(n)}.png`));
      }
      return files;
    };
    window.computed = () =>
      new Promise((resolve) => {
        const look = () => {
          const { groups } = window.spectra.store.getState();
          if (groups.every(({ status }) => ['done', 'empty', 'failed', 'cancelled'].includes(status)))
            resolve();
          else setTimeout(look, 20);
        };
        look();
      });
  }, workers);
}

/** FNV-1a over the bytes of the newest picture: equal only where every bit is. */
function digest(page: Page, average: 'residual' | 'power') {
  return page.evaluate(async (average) => {
    const { genImageRecipe, meanSpectrumRecipe } = window.harness;
    const recipe =
      average === 'power' ? meanSpectrumRecipe : { ...genImageRecipe, residual: 'gaussian' as const };
    window.spectra.addGroup('noise', await window.noiseFiles(43, 160));
    window.spectra.addGroup('more', await window.noiseFiles(25, 140));
    window.spectra.compute({ ...recipe, sizePx: 128, crop: 'random' });
    await window.computed();
    return window.spectra.store.getState().groups.map(({ id, snapshots }) =>
      snapshots.map((after) => {
        const picture = window.spectra.picture(id, after);
        if (!picture) return 'none';
        let hash = 0x811c9dc5;
        for (const numbers of [picture.power, picture.radial.high, picture.autocorrelation])
          for (const byte of new Uint8Array(numbers.buffer)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
        return `${String(after)} of ${String(picture.images)}: ${String(hash)}`;
      }),
    );
  }, average);
}

for (const average of ['residual', 'power'] as const) {
  test(`one worker and three give the same bits (${average})`, async ({ page }) => {
    const check = failOnConsoleErrors(page);
    await startSpectra(page, 1);
    const one = await digest(page, average);
    expect(one.map((group) => group.map((each) => each.split(':')[0]))).toEqual([
      ['10 of 10', '30 of 30', '43 of 43'],
      ['10 of 10', '25 of 25'],
    ]);
    await startSpectra(page, 3);
    expect(await digest(page, average)).toEqual(one);
    check();
  });
}

test('what cannot be used is left out by name, and the rest is computed', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await startSpectra(page, 2);
  const bad = [
    ...['truncated.jpg', 'empty.jpg', 'bomb.png'].map((name) => readFixture('bad', name)),
    readFixture('images', 'png-rgb.png'),
  ];
  const groups = await page.evaluate(async (bad) => {
    const good = await window.noiseFiles(3, 300);
    const small = await window.noiseFiles(2, 100);
    window.spectra.addGroup('mixed', [...good, ...small, ...bad.map((each) => window.fixtureFile(each))]);
    window.spectra.addGroup('none', small);
    window.spectra.addGroup('one', good.slice(0, 1));
    window.spectra.compute({ ...window.harness.genImageRecipe, sizePx: 256 });
    await window.computed();
    return window.spectra.store.getState().groups.map(({ id, ...group }) => ({
      ...group,
      band: window.spectra.picture(id)?.radial.high.some((value) => Number.isFinite(value)) ?? null,
      leftOut: group.leftOut.map(({ name, reason }) => `${name}: ${reason.code}`).sort(),
    }));
  }, bad);
  const [mixed, none, one] = groups;
  expect(mixed).toMatchObject({ status: 'done', seen: 9 });
  expect(mixed?.leftOut).toEqual(
    expect.arrayContaining([
      'bomb.png: too-large',
      'empty.jpg: empty-file',
      'noise-0.png: too-small',
      'noise-1.png: too-small',
      'truncated.jpg: truncated',
    ]),
  );
  expect((mixed?.used ?? 0) + (mixed?.tooSmall ?? 0) + (mixed?.unreadable ?? 0)).toBe(9);
  expect(none).toMatchObject({ status: 'empty', used: 0, tooSmall: 2, snapshots: [], band: null });
  expect(one).toMatchObject({ status: 'done', used: 1, band: false });
  check();
});

test('cancel stops every worker, and computing again goes on from there', async ({ page }) => {
  await startSpectra(page, 2);
  await page.evaluate(async () => {
    window.spectra.addGroup('noise', await window.noiseFiles(120, 512));
    window.spectra.compute({ ...window.harness.meanSpectrumRecipe, sizePx: 512 });
  });
  await page.waitForFunction(() => (window.spectra.store.getState().groups[0]?.seen ?? 0) >= 20);
  const stopped = await page.evaluate(() => {
    window.spectra.cancel();
    return window.spectra.store.getState().groups[0];
  });
  expect(stopped?.status).toBe('cancelled');
  // A chunk at its last image still arrives, and frees those that waited for it: work that is done is kept.
  await page.waitForTimeout(1500);
  const settled = await page.evaluate(() => window.spectra.store.getState().groups[0]?.seen ?? 0);
  expect(settled).toBeLessThan(120);
  // A busy worker would not answer at once.
  for (const worker of page.workers().filter((each) => each.url().includes('spectrum.worker'))) {
    const started = Date.now();
    await worker.evaluate(() => 1);
    expect(Date.now() - started).toBeLessThan(500);
  }
  await page.waitForTimeout(1000);
  const later = await page.evaluate(() => window.spectra.store.getState().groups[0]);
  expect(later).toMatchObject({ status: 'cancelled', seen: settled });
  const done = await page.evaluate(async () => {
    window.spectra.compute({ ...window.harness.meanSpectrumRecipe, sizePx: 512 });
    await window.computed();
    return window.spectra.store.getState().groups[0];
  });
  expect(done).toMatchObject({ status: 'done', seen: 120, used: 120 });
});

test('pause holds, resume goes on, and asking for more images keeps what is done', async ({ page }) => {
  await startSpectra(page, 1);
  const counts = await page.evaluate(async () => {
    const recipe = { ...window.harness.genImageRecipe, sizePx: 128 as const };
    window.spectra.addGroup('noise', await window.noiseFiles(60, 128));
    window.spectra.pause();
    window.spectra.compute({ ...recipe, images: 20 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const held = window.spectra.store.getState().groups[0]?.seen;
    window.spectra.resume();
    await window.computed();
    const first = window.spectra.store.getState().groups[0];
    window.spectra.compute({ ...recipe, images: 60 });
    await window.computed();
    const second = window.spectra.store.getState().groups[0];
    return { held, first: first?.snapshots, second: second?.snapshots };
  });
  expect(counts).toEqual({ held: 0, first: [10, 20], second: [10, 20, 30, 60] });
});

test('a worker that ends is replaced, and no bit is lost', async ({ page }) => {
  await startSpectra(page, 2);
  const run = async (kill: boolean) => {
    await page.evaluate(async () => {
      const { store } = window.spectra;
      for (const { id } of store.getState().groups) window.spectra.remove(id);
      window.spectra.addGroup('noise', await window.noiseFiles(80, 256));
      window.spectra.compute({ ...window.harness.meanSpectrumRecipe, sizePx: 256 });
    });
    await page.waitForFunction(() => (window.spectra.store.getState().groups[0]?.seen ?? 0) >= 10);
    if (kill) {
      const worker = page.workers().find((each) => each.url().includes('spectrum.worker'));
      // close() fires no event anywhere: only the life lock tells.
      await worker
        ?.evaluate(() => {
          self.close();
        })
        .catch(() => undefined);
    }
    return page.evaluate(async () => {
      await window.computed();
      const [group] = window.spectra.store.getState().groups;
      const power = window.spectra.picture(group?.id ?? '')?.power ?? new Float32Array();
      return { used: group?.used, sum: power.reduce((sum, value) => sum + value, 0) };
    });
  };
  const whole = await run(false);
  expect(whole.used).toBe(80);
  expect(await run(true)).toEqual(whole);
  const notices = await page.evaluate(() => window.spectra.store.getState().notices);
  expect(notices.join(' ')).toContain('was started again');
});

test('a worker that ends while it makes a spectrum is replaced, and makes it', async ({ page }) => {
  await page.addInitScript(() => {
    window.started = [];
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        window.started.push(this);
      }
    };
  });
  await startSpectra(page, 1);
  const whole = await digest(page, 'residual');
  await startSpectra(page, 1);
  await page.evaluate(() => {
    const stop = window.spectra.store.subscribe(({ groups: [group] }) => {
      // Seen and not shown: its spectrum has just been asked for.
      if (group?.seen !== 30 || group.snapshots.includes(30)) return;
      stop();
      window.started.at(-1)?.dispatchEvent(new ErrorEvent('error', { message: 'on purpose' }));
    });
  });
  expect(await digest(page, 'residual')).toEqual(whole);
  const { groups, notices } = await page.evaluate(() => window.spectra.store.getState());
  expect(groups.map(({ status }) => status)).toEqual(['done', 'done']);
  expect(notices).toEqual(['A worker stopped (on purpose) and was started again.']);
});
