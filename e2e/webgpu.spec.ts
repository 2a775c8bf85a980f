import { expect, test } from '@playwright/test';
import { differences, fixtureLogits, roundedAlpha } from './fixture-logits.ts';
import { choose, imageNames, imagePath, references, verdictOf } from './support.ts';

/*
 * WebGPU through SwiftShader: a real WebGPU implementation on the CPU, correct and slow. So each fixture runs its
 * first crop only; what differs between backends is the network, not the cropping.
 */

test('logits on WebGPU equal the Python reference within 2e-2 on at least 40 fixtures', async ({ page }) => {
  // Turned copies differ in decoding only, which the test on WASM covers.
  const names = imageNames().filter((name) => name !== roundedAlpha && !/orientation-[^16]/u.test(name));
  const { found, report } = await fixtureLogits(page, names, {
    choice: 'webgpu',
    decoder: 'auto',
    crops: 'first',
  });
  expect(report.backend).toBe('webgpu');
  expect(report.refusals).toEqual([]);
  const all = differences(names, found, 'first');
  expect(all.length).toBeGreaterThanOrEqual(40);
  console.log(`largest logit difference on ${all.length} files: ${all[0]?.join(' ') ?? ''}`);
  expect(all.filter(([, difference]) => !(difference <= 2e-2))).toEqual([]);
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
