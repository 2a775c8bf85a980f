import { expect, test } from '@playwright/test';
import { harnessUrl, openHarness, readFixture } from './support.ts';

/* A GPU device that is lost in the middle of a queue: first it is started again, then WASM takes over. */

test('a lost WebGPU device is replaced, a second loss falls back to WASM, and the queue is intact', async ({
  page,
}) => {
  // Keeps a handle on the device that ORT creates inside the worker, so that the test can destroy it.
  await page.route(`${harnessUrl}assets/inference.worker*.js`, async (route) => {
    const response = await route.fetch();
    const hook = `{
      const request = GPUAdapter.prototype.requestDevice;
      GPUAdapter.prototype.requestDevice = async function (...args) {
        return (self.testDevice = await request.apply(this, args));
      };
    }\n`;
    await route.fulfill({ response, body: hook + (await response.text()) });
  });
  await openHarness(page);
  await page.evaluate(
    (fixture) => {
      window.service = window.harness.createClassifyService();
      window.service.configure({ modelId: null, backend: 'webgpu', threads: 1 });
      const file = window.fixtureFile(fixture);
      window.service.add(Array.from({ length: 4 }, (_, i) => ({ file, path: String(i) })));
    },
    readFixture('images', 'png-rgb.png'),
  );
  const done = () =>
    page.evaluate(
      () =>
        [...window.service.store.getState().items.values()].filter(({ status }) => status === 'done').length,
    );
  for (const loss of [1, 2]) {
    await expect.poll(done, { timeout: 120_000 }).toBeGreaterThanOrEqual(loss);
    const worker = page.workers().find((each) => each.url().includes('inference.worker'));
    await worker?.evaluate(() => {
      (self as unknown as { testDevice: { destroy(): void } }).testDevice.destroy();
    });
    await expect
      .poll(() => page.evaluate(() => window.service.store.getState().notices.length), { timeout: 120_000 })
      .toBeGreaterThanOrEqual(loss);
  }
  await expect.poll(done, { timeout: 120_000 }).toBe(4);
  const { notices, backends } = await page.evaluate(() => {
    const state = window.service.store.getState();
    return {
      notices: state.notices,
      backends: [...state.items.values()].map(({ outcome }) => outcome?.backend),
    };
  });
  expect(notices[0]).toContain('Starting it again');
  expect(notices[1]).toContain('Going on with WASM');
  expect(backends[0]).toBe('webgpu');
  expect(backends.at(-1)).toBe('wasm');
});
