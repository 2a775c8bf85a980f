import { expect, test } from '@playwright/test';
import { choose, imageNames, imagePath, openHarness, readFixture, references, verdictOf } from './support.ts';

/*
 * WebGPU through SwiftShader: a real WebGPU implementation on the CPU, correct and slow. So each fixture runs its
 * first crop only; what differs between backends is the network, not the cropping.
 */

test('logits on WebGPU equal the Python reference within 2e-2 on at least 40 fixtures', async ({ page }) => {
  await openHarness(page);
  const files = imageNames().map((name) => readFixture('images', name));
  const { found, report } = await page.evaluate(async (files) => {
    const { PreparePool, InferenceClient, loadModelCard, loadModelIndex, modelFolderUrl } = window.harness;
    const fail = (reason: string) => {
      throw new Error(reason);
    };
    const card = await loadModelCard((await loadModelIndex()).default);
    const pool = new PreparePool(1, fail);
    const client = new InferenceClient(fail);
    const options = { choice: 'webgpu' as const, threads: 0, modelUrl: modelFolderUrl(card.id) };
    const loaded = await client.load('load' as never, card, options, () => undefined);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
    const [anchor] = card.preprocessing.crops.anchors;
    if (!anchor) throw new Error('no anchor');
    const first = { ...card.preprocessing, crops: { ...card.preprocessing.crops, anchors: [anchor] } };
    const found: [string, number][] = [];
    for (const fixture of files) {
      const prepared = await pool.prepare(fixture.name as never, window.fixtureFile(fixture), first);
      if (!prepared.ok) throw new Error(fixture.name + JSON.stringify(prepared.failure));
      const { tensor, cropCount, cropSizePx } = prepared.value;
      const run = await client.run(fixture.name as never, tensor, cropCount, cropSizePx);
      if (!run.ok) throw new Error(JSON.stringify(run.failure));
      found.push([fixture.name, run.value.logits[0] ?? NaN]);
    }
    client.recycle();
    return { found, report: loaded.value };
  }, files);

  expect(report.backend).toBe('webgpu');
  expect(report.refusals).toEqual([]);
  const expected = references();
  const differences = found
    .filter(([name]) => name !== 'avif-alpha.avif')
    .map(([name, logit]) => ({ name, difference: Math.abs(logit - (expected.get(name)?.logits[0] ?? NaN)) }));
  expect(differences.length).toBeGreaterThanOrEqual(40);
  for (const { name, difference } of differences) expect(difference, name).toBeLessThanOrEqual(2e-2);
  console.log(
    `largest difference: ${Math.max(...differences.map((each) => each.difference)).toExponential(2)}`,
  );
});

test('a picture is judged on WebGPU in the page and the badge says so', async ({ page }) => {
  await page.goto('/?backend=webgpu');
  await choose(page, imagePath('png-rgb.png'));
  const { probability } = await verdictOf(page, 400_000);
  await expect(page.getByTestId('runtime-badge')).toHaveAttribute('data-backend', 'webgpu');
  const expected = references().get('png-rgb.png')?.p ?? NaN;
  expect(Math.abs(probability - expected)).toBeLessThanOrEqual(5e-3);
});

test('a software adapter counts as no GPU unless it is asked for', async ({ page }) => {
  await page.goto('/');
  await choose(page, imagePath('png-rgb.png'));
  await verdictOf(page);
  const badge = page.getByTestId('runtime-badge');
  await expect(badge).toHaveAttribute('data-backend', 'wasm');
  await badge.click();
  await expect(page.getByText(/only a software adapter/u)).toBeVisible();
});
