/* global document, window */
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBenchPage } from '../harness-page.mjs';
import { isAtEndInPage, isDrawnInPage, pageDownInPage, scrollInPage } from '../page/scroll.mjs';

/*
 * The app itself with all samples in its grid: the seeded samples as a saved index, and for their pictures the tiles of
 * the built-in set, one after another, over HTTP.
 */

const out = fileURLToPath(new URL('../out', import.meta.url));
const builtIn = fileURLToPath(new URL('../../public/samples/explore', import.meta.url));
const slowMs = 33.4;
const thumbnails = 10_000;
/** Pixels of the list a second: quicker than anybody reads, slower than dragging the bar. */
const wheelPxPerS = 2000;

/**
 * @param {import('../run.mjs').Options} options
 * @param {(figure: import('../run.mjs').Figure) => void} report
 */
export async function measureScrolling({ scale }, report) {
  if (!existsSync(builtIn)) throw new Error('The built-in set is missing: run npm run samples.');
  const index = await savedIndex(scale);
  const pictures = await servedPictures();
  const app = {
    configFile: 'vite.config.ts',
    outDir: 'app',
    ready: 'document.querySelector("main")',
    plugins: [pictures.plugin],
  };
  await withBenchPage(app, async (page) => {
    await page.evaluate(() => {
      document.querySelector('a[href="/explore"]')?.click();
    });
    const opened = Date.now();
    await choose(page, 'Choose files', index);
    await page.getByRole('button', { name: 'Open its pictures' }).click({ timeout: 600_000 });
    await page.getByText('This is an index alone').waitFor({ state: 'hidden', timeout: 600_000 });
    await page.getByTestId('source-details').waitFor({ timeout: 600_000 });
    console.error(`opened twice in ${String(Date.now() - opened)} ms`);

    const drag = await page.evaluate(scrollInPage, { seconds: 20, from: 0, to: 1 });
    // The bar's end is the end of the list, however many there are.
    await page.waitForFunction(isAtEndInPage, undefined, { timeout: 20_000 });
    const wheels = [];
    for (const from of [0, 0.5, 0.95]) {
      const seconds = 7;
      wheels.push(...(await page.evaluate(scrollInPage, { seconds, from, to: seconds * wheelPxPerS })));
    }
    reportFrames('scroll_whole_grid', drag, report);
    reportFrames('scroll_evenly', wheels, report);
    await reportHeap(page, pictures, report);
  });
}

/** Made by the bench's own page once, and kept. */
async function savedIndex(scale) {
  const file = join(out, `seeded-samples-${String(scale)}.parquet`);
  if (existsSync(file)) return file;
  console.error('saving the seeded samples as an index');
  await mkdir(out, { recursive: true });
  const bench = {
    configFile: 'bench/explore/vite.config.ts',
    outDir: 'explore',
    ready: 'window.exploreBench',
  };
  await withBenchPage(bench, async (page) => {
    const download = page.waitForEvent('download', { timeout: 600_000 });
    await page.evaluate((scale) => window.exploreBench.downloadIndex(scale), scale);
    await (await download).saveAs(file);
  });
  return file;
}

/** Answers any path below the built-in set with one of its tiles, and counts. */
async function servedPictures() {
  const files = (await readdir(builtIn, { recursive: true })).filter((name) => name.endsWith('.webp')).sort();
  const tiles = files.map((name) => readFileSync(join(builtIn, name)));
  const state = { served: 0 };
  const plugin = {
    name: 'bench-pictures',
    configurePreviewServer(server) {
      server.middlewares.use('/samples/explore/', (request, response, next) => {
        if (request.url?.endsWith('.json')) return next();
        response.setHeader('Content-Type', 'application/octet-stream');
        response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
        response.end(tiles[state.served++ % tiles.length]);
      });
    },
  };
  return { plugin, state };
}

async function choose(page, button, file) {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await choosing).setFiles(file);
}

function reportFrames(name, frames, report) {
  const slow = frames.filter((ms) => ms > slowMs).length;
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  console.error(
    `${name}: ${frames.length} frames, median ${at(0.5).toFixed(1)} ms, worst ${at(1).toFixed(1)} ms`,
  );
  report({ name: `${name}_slow_frames`, value: slow / frames.length, unit: '1', goal: '<= 0.01' });
  report({ name: `${name}_frame_p99`, value: at(0.99), unit: 'ms' });
}

/** Memory of the page's own heap and of all its threads, after everything that can be given back was. */
async function reportHeap(page, { state }, report) {
  const client = await page.context().newCDPSession(page);
  const heap = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    return usedSize;
  };
  await page.getByTestId('sample-grid').evaluate((scroller) => {
    scroller.scrollTop = 0;
  });
  await page.waitForTimeout(2000);
  const before = await heap();
  const served = state.served;
  const began = Date.now();
  while (state.served - served < thumbnails) {
    await page.evaluate(pageDownInPage);
    await page.waitForTimeout(20);
    await page.waitForFunction(isDrawnInPage, undefined, { timeout: 60_000 });
    if (Date.now() - began > 600_000)
      throw new Error(`only ${state.served - served} thumbnails in ten minutes`);
  }
  const seconds = (Date.now() - began) / 1000;
  const after = await heap();
  report({ name: 'thumbnails', value: thumbnails / seconds, unit: 'pictures/s' });
  report({ name: 'heap_growth', value: (after - before) / 1e6, unit: 'MB', goal: '<= 150' });
}
