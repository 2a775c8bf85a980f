import { expect, test, type Page, type Worker } from '@playwright/test';
import { failOnConsoleErrors, openHarness, readFixture } from './support.ts';

/* The workers without the views: what happens when they are cancelled, killed or fed what they cannot read. */

declare global {
  interface Window {
    service: ReturnType<Window['harness']['createClassifyService']>;
    idle: () => Promise<void>;
  }
}

async function startService(page: Page, backend: 'wasm' | 'webgpu' = 'wasm'): Promise<void> {
  await openHarness(page);
  await page.evaluate((backend) => {
    window.service = window.harness.createClassifyService();
    window.service.configure({ modelId: null, backend, threads: 1 });
    window.idle = () =>
      new Promise((resolve) => {
        const settled = () =>
          [...window.service.store.getState().items.values()].every(({ status }) =>
            ['done', 'failed', 'cancelled'].includes(status),
          );
        const check = () => {
          if (settled()) resolve();
          else setTimeout(check, 20);
        };
        check();
      });
  }, backend);
}

function statuses(page: Page) {
  return page.evaluate(() =>
    [...window.service.store.getState().items.values()].map(({ name, status, failure }) => ({
      name,
      status,
      failure: failure?.code ?? null,
    })),
  );
}

function notices(page: Page) {
  return page.evaluate(() => window.service.store.getState().notices);
}

async function addCopies(page: Page, name: string, count: number): Promise<void> {
  const fixture = readFixture('images', name);
  await page.evaluate(
    ({ fixture, count }) => {
      const file = window.fixtureFile(fixture);
      window.service.add(Array.from({ length: count }, (_, i) => ({ file, path: `${i}-${file.name}` })));
    },
    { fixture, count },
  );
}

async function workerNamed(page: Page, part: string): Promise<Worker> {
  await expect.poll(() => page.workers().some((worker) => worker.url().includes(part))).toBe(true);
  const worker = page.workers().find((each) => each.url().includes(part));
  if (!worker) throw new Error(`no worker ${part}`);
  return worker;
}

test('cancel stops what is queued, keeps what is done, and retry finishes the rest', async ({ page }) => {
  await startService(page);
  await addCopies(page, 'jpeg-420-q75.jpg', 12);
  await page.waitForFunction(() =>
    [...window.service.store.getState().items.values()].some(({ status }) => status === 'done'),
  );
  await page.evaluate(() => {
    window.service.cancel();
  });
  const stopped = await statuses(page);
  const done = stopped.filter(({ status }) => status === 'done').length;
  expect(done).toBeGreaterThanOrEqual(1);
  expect(stopped.filter(({ status }) => status === 'cancelled')).toHaveLength(12 - done);
  // Nothing may trickle in after the cancel.
  await page.waitForTimeout(1500);
  expect(await statuses(page)).toEqual(stopped);
  await page.evaluate(async () => {
    window.service.retry();
    await window.idle();
  });
  expect((await statuses(page)).every(({ status }) => status === 'done')).toBe(true);
});

test('a file that cannot be judged does not hurt its neighbours', async ({ page }) => {
  await startService(page);
  const files = [
    readFixture('images', 'png-rgb.png'),
    readFixture('bad', 'truncated.jpg'),
    readFixture('bad', 'empty.jpg'),
    readFixture('bad', 'bomb.png'),
    readFixture('images', 'png-grey.png'),
  ];
  await page.evaluate(async (files) => {
    window.service.add(files.map((fixture) => ({ file: window.fixtureFile(fixture), path: fixture.name })));
    await window.idle();
  }, files);
  expect((await statuses(page)).map(({ status, failure }) => failure ?? status)).toEqual([
    'done',
    'truncated',
    'empty-file',
    'too-large',
    'done',
  ]);
});

for (const [part, end] of [
  ['prepare', 'close'],
  ['prepare', 'throw'],
  ['inference', 'close'],
] as const) {
  test(`a ${part} worker that ends (${end}) is replaced and the queue finishes`, async ({ page }) => {
    await startService(page);
    await addCopies(page, 'jpeg-420-q75.jpg', 8);
    await page.waitForFunction(() =>
      [...window.service.store.getState().items.values()].some(({ status }) => status === 'done'),
    );
    const worker = await workerNamed(page, `${part}.worker`);
    // close() fires no event anywhere: only the life lock tells.
    await worker
      .evaluate((end) => {
        if (end === 'close') self.close();
        else
          setTimeout(() => {
            throw new Error('crashed on purpose');
          });
      }, end)
      .catch(() => undefined);
    await page.evaluate(() => window.idle());
    expect((await statuses(page)).map(({ status }) => status)).toEqual(Array<string>(8).fill('done'));
    const told = await notices(page);
    expect(told.join(' ')).toMatch(/worker stopped .* started again/u);
  });
}

test('a damaged model in the cache is found, replaced and told', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await startService(page);
  await addCopies(page, 'png-rgb.png', 1);
  await page.evaluate(() => window.idle());
  await page.evaluate(async () => {
    const cache = await caches.open('telltale-models-1');
    const [key] = await cache.keys();
    if (!key) throw new Error('the model was not kept');
    const kept = await cache.match(key);
    const bytes = new Uint8Array((await kept?.arrayBuffer()) ?? new ArrayBuffer(0));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    await cache.put(key, new Response(bytes));
  });
  await startService(page);
  await addCopies(page, 'png-rgb.png', 1);
  await page.evaluate(() => window.idle());
  expect((await statuses(page))[0]?.status).toBe('done');
  expect((await notices(page)).join(' ')).toContain('damaged');
  const report = await page.evaluate(() => window.service.store.getState().runtime);
  expect(report).toMatchObject({ status: 'ready', report: { modelFrom: 'network-after-damage' } });
  // The third start finds the good copy.
  await startService(page);
  await addCopies(page, 'png-rgb.png', 1);
  await page.evaluate(() => window.idle());
  const third = await page.evaluate(() => window.service.store.getState().runtime);
  expect(third).toMatchObject({ status: 'ready', report: { modelFrom: 'cache' } });
  check();
});

test('a model that is not the one on the card is refused, and the queue waits', async ({ page }) => {
  let downloads = 0;
  await page.route('**/model.onnx*', (route) => {
    downloads++;
    return route.fulfill({ body: 'not a model' });
  });
  await startService(page);
  await addCopies(page, 'png-rgb.png', 2);
  await page.waitForFunction(() => window.service.store.getState().runtime.status === 'failed');
  const { runtime } = await page.evaluate(() => window.service.store.getState());
  expect(runtime).toMatchObject({ status: 'failed', failure: { code: 'hash-mismatch' } });
  await expect
    .poll(async () => (await statuses(page)).map(({ status }) => status))
    .toEqual(['queued', 'queued']);
  // Once, and once more past the HTTP cache: not again for every picture that waits.
  expect(downloads).toBe(2);
  // With the right file back, asking again judges what waited.
  await page.unroute('**/model.onnx*');
  await page.evaluate(async () => {
    window.service.warmUp();
    await window.idle();
  });
  expect((await statuses(page)).map(({ status }) => status)).toEqual(['done', 'done']);
});

test('a backend that computes other numbers than the card holds is refused, with the reason', async ({
  page,
}) => {
  await page.route('**/model.json', async (route) => {
    const response = await route.fetch();
    const card = (await response.json()) as { selfTest: { logits: number[] } };
    card.selfTest.logits = card.selfTest.logits.map((logit) => logit + 0.1);
    await route.fulfill({ response, json: card });
  });
  await startService(page);
  await addCopies(page, 'png-rgb.png', 1);
  await page.waitForFunction(() => window.service.store.getState().runtime.status === 'failed');
  const { runtime } = await page.evaluate(() => window.service.store.getState());
  expect(runtime).toMatchObject({ failure: { code: 'no-backend' } });
  expect(JSON.stringify(runtime)).toMatch(/self-test: logits differ by 0\.10, allowed 0\.001/u);
});

test('progress of the download never goes back', async ({ page }) => {
  await startService(page);
  const seen = await page.evaluate(async () => {
    const seen: { phase: string; fraction: number | null }[] = [];
    window.service.store.subscribe(({ runtime }) => {
      if (runtime.status === 'loading') seen.push({ phase: runtime.phase, fraction: runtime.fraction });
    });
    window.service.warmUp();
    await new Promise<void>((resolve) => {
      window.service.store.subscribe(({ runtime }) => {
        if (runtime.status === 'ready') resolve();
      });
    });
    return seen;
  });
  const phases = ['download', 'runtime', 'start', 'self-test'];
  const order = seen.map(({ phase }) => phases.indexOf(phase));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(order).size).toBe(phases.length);
  for (const phase of phases) {
    const fractions = seen.filter((each) => each.phase === phase).map(({ fraction }) => fraction ?? 0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  }
});
