import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseModelIndex } from '../src/core/detector/model-card.ts';
import { choose, imagePath, references, verdictOf } from './support.ts';

test.use({ serviceWorkers: 'allow' });

test('after the first visit the page judges pictures without a network', async ({ page, context }) => {
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  const first = await verdictOf(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // The precache is complete when the worker is active; it takes control of the next load.
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe('activated');
  await context.setOffline(true);
  await page.goto('/?backend=wasm');
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await choose(page, imagePath('png-rgb.png'));
  const second = await verdictOf(page);
  expect(second.probability).toBe(first.probability);
  expect(Math.abs(second.probability - (references().get('png-rgb.png')?.p ?? NaN))).toBeLessThanOrEqual(
    1e-4,
  );
});

const { models } = parseModelIndex(
  JSON.parse(readFileSync(join(import.meta.dirname, '../public/models/index.json'), 'utf8')),
);

test('without a network every detector that was used works, and can be chosen', async ({ page, context }) => {
  test.skip(models.length < 2, 'only one detector ships: public/models/index.json');
  await page.goto('/?backend=wasm');
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const judged = async (detector: string): Promise<number> => {
    await page.goto(`/?backend=wasm&detector=${detector}`);
    await choose(page, imagePath('png-rgb.png'));
    return (await verdictOf(page)).probability;
  };
  const online = [];
  for (const id of models) online.push(await judged(id));
  await context.setOffline(true);
  const offline = [];
  for (const id of models) offline.push(await judged(id));
  expect(offline).toEqual(online);
  await expect(page.getByTestId('detector-picker')).toBeVisible();
});

test('without a network before the model is there, the page says so and goes on when it is back', async ({
  page,
  context,
}) => {
  await page.route('**/model.onnx*', (route) => route.abort('internetdisconnected'));
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  await expect(page.getByTestId('runtime-badge')).toHaveAttribute('data-status', 'failed');
  await expect(page.getByTestId('verdict')).toContainText(/could not be fetched|network/iu);
  await page.unroute('**/model.onnx*');
  await context.setOffline(true);
  await context.setOffline(false);
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
});
