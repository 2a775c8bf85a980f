import { expect, test, type Page } from '@playwright/test';
import type { JobId } from '../src/contracts/job.ts';
import type { SampleBatch } from '../src/core/dataset/sample-batch.ts';
import { openHarness } from './support.ts';

/* The worker that holds the index: asked, cancelled, killed, and fed what does not fit. */

declare global {
  interface Window {
    client: InstanceType<Window['harness']['DatasetClient']>;
    deaths: string[];
    /** Names count down, so that sorting has something to do; every third sample is real. */
    batch: (count: number) => SampleBatch;
  }
}

const arrival = { by: 'arrival', descending: false } as const;
const everything = { bins: {}, text: '', detector: null };
const job = 'some-job' as JobId;

async function startClient(page: Page): Promise<void> {
  await openHarness(page);
  await page.evaluate(() => {
    window.deaths = [];
    window.client = new window.harness.DatasetClient((reason) => window.deaths.push(reason));
    window.batch = (count) => {
      const names = Array.from(
        { length: count },
        (_, i) => `sample_${String(count - i).padStart(9, '0')}.png`,
      );
      return {
        count,
        folderOf: new Uint32Array(count),
        names: new TextEncoder().encode(names.join('')),
        nameEnds: Uint32Array.from(names, (name, i) => name.length * (i + 1)),
        newFolders: ['ADM/val/ai'],
        newGenerators: ['ADM'],
        newClasses: ['n01440764'],
        label: Uint8Array.from(names, (_, i) => (i % 3 === 0 ? 0 : 1)),
        generator: Uint8Array.from(names, (_, i) => (i % 3 === 0 ? 254 : 0)),
        classIndex: new Uint16Array(count),
        split: new Uint8Array(count).fill(1),
        format: new Uint8Array(count).fill(1),
        byteLength: Uint32Array.from(names, (_, i) => 1000 + i),
        widthPx: new Uint16Array(count).fill(256),
        heightPx: new Uint16Array(count).fill(256),
        jpegQuality: new Uint8Array(count).fill(255),
      };
    };
  });
}

test('answers filters, rows, places and audits across threads', async ({ page }) => {
  await startClient(page);
  const answers = await page.evaluate(
    async ({ job, filter, order }) => {
      const { client } = window;
      const batch = window.batch(3000);
      await client.append(batch);
      await client.ask((index) => index.finish());
      const view = await client.ask((index) => index.filter(job, filter, order));
      if (!view.ok) throw new Error(view.failure.code);
      const { revision, matches, samples, facets } = view.value;
      const slice = await client.ask((index) => index.slice(revision, 0, 2));
      const place = await client.ask((index) => index.position(revision, 2998));
      const ids = await client.ask((index) => index.ids(revision));
      const audit = await client.ask((index) => index.audit(job, filter, 1));
      return {
        transferred: batch.names.length,
        matches,
        samples,
        labels: [...facets.label],
        generators: [...facets.generator].filter((count) => count > 0),
        rows: slice.ok ? slice.value.rows : [],
        place,
        ids: ids.ok ? ids.value.length : -1,
        audited: audit.ok ? audit.value.audit.ai : -1,
      };
    },
    {
      job,
      filter: { ...everything, bins: { label: [1] }, text: '.PNG' },
      order: { by: 'name', descending: false } as const,
    },
  );
  expect(answers).toMatchObject({
    transferred: 0,
    matches: 2000,
    samples: 3000,
    labels: [1000, 2000, 0],
    generators: [2000],
    ids: 2000,
    audited: 2000,
    place: { ok: true, value: 1 },
  });
  expect(answers.rows.map(({ id, name, folder, label }) => ({ id, name, folder, label }))).toEqual([
    { id: 2999, name: 'sample_000000001.png', folder: 'ADM/val/ai', label: 1 },
    { id: 2998, name: 'sample_000000002.png', folder: 'ADM/val/ai', label: 1 },
  ]);
});

test('cancels a sort of many names and keeps the view', async ({ page }) => {
  await startClient(page);
  const { sorted, slice } = await page.evaluate(
    async ({ job, filter, order }) => {
      const { client } = window;
      for (let n = 0; n < 4; n++) await client.append(window.batch(100_000));
      const view = await client.ask((index) => index.filter(job, filter, order));
      if (!view.ok) throw new Error(view.failure.code);
      const sorting = client.ask((index) => index.filter(job, filter, { by: 'name', descending: true }));
      await client.ask((index) => index.cancel(job));
      return {
        sorted: await sorting,
        slice: await client.ask((index) => index.slice(view.value.revision, 0, 1)),
      };
    },
    { job, filter: everything, order: arrival },
  );
  expect(sorted).toEqual({ ok: false, failure: { code: 'cancelled' } });
  expect(slice.ok).toBe(true);
});

test('refuses a batch that does not fit, by name, and goes on', async ({ page }) => {
  await startClient(page);
  const refused = await page.evaluate(async () => {
    const { client } = window;
    const message = await client
      .append({ ...window.batch(10), widthPx: new Uint16Array(3) })
      .then(() => 'taken', String);
    await client.append(window.batch(10));
    return { message, samples: (await client.ask((index) => index.summary())).samples };
  });
  expect(refused.message).toContain("'widthPx' has 3 entries for 10 samples");
  expect(refused.samples).toBe(10);
});

test('a worker that ends is noticed, and the next one begins empty', async ({ page }) => {
  await startClient(page);
  await page.evaluate(() => window.client.append(window.batch(10)));
  const worker = page.workers().find((each) => each.url().includes('dataset'));
  await worker?.evaluate(() => {
    setTimeout(() => {
      self.close();
    }, 0);
  });
  await page.waitForFunction(() => window.deaths.length > 0);
  const summary = await page.evaluate(() => window.client.ask((index) => index.summary()));
  expect(summary.samples).toBe(0);
});
