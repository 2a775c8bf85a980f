import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readNpy } from '../src/core/spectrum/test-npy.ts';
import { failOnConsoleErrors } from './support.ts';

/* Spectra that were measured of known sources: their page, and beside one's own groups. */

const card = (page: Page, id: string) => page.locator(`[data-testid="reference-card"][data-id="${id}"]`);

test('the page shows what was measured, with notes, by either recipe, and as files', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/spectra/reference');
  const transposed = card(page, 'transposed-convolution');
  await transposed.scrollIntoViewIfNeeded();
  await expect(transposed.getByTestId('reference-count')).toHaveText(/n = 72/u);
  await expect(transposed.getByTestId('reference-peaks')).toContainText('4 px');
  await expect(transposed.getByRole('img', { name: 'Spectrum of Simulated: transposed' })).toBeVisible();
  await page.getByRole('radio', { name: 'Mean spectrum' }).click();
  await expect(page).toHaveURL(/recipe=mean-spectrum/u);
  await transposed.scrollIntoViewIfNeeded();
  const download = page.waitForEvent('download');
  await transposed.getByRole('link', { name: /as \.npy/u }).click();
  const { shape } = readNpy(readFileSync(await (await download).path()));
  expect(shape).toEqual([256, 129]);
  await transposed.getByRole('link', { name: /beside my groups/u }).click();
  await expect(page).toHaveURL(/preset=mean-spectrum/u);
  await expect(page.getByTestId('panel')).toHaveAttribute('data-images', '72');
  check();
});

test('beside groups, a reference is a panel of the figure where recipes agree', async ({ page }) => {
  await page.goto('/spectra?beside=stable-diffusion-1-a');
  await page
    .getByLabel('Put a reference spectrum beside the groups')
    .selectOption({ label: 'Photographs: cameras' });
  await expect(page).toHaveURL(/beside=stable-diffusion-1-a(?:,|%2C)cameras/u);
  await expect(page.getByTestId('panel')).toHaveCount(2);
  await page.getByLabel('Reference', { exact: true }).selectOption({ label: 'Photographs: cameras' });
  const peaks = page.locator('[data-testid="peaks"][data-group="Stable Diffusion 1 (A)"]');
  await expect(peaks.locator('tr[data-period="8"]').first()).toBeVisible();

  await page.locator('summary', { hasText: 'Recipe' }).click();
  await page.getByLabel('Window').selectOption('hann');
  await expect(page.getByTestId('reference').first()).toContainText(
    'Not comparable: it was measured by another recipe (window)',
  );
  await expect(page.getByTestId('panel')).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove Photographs: cameras' }).click();
  await expect(page.getByTestId('reference')).toHaveCount(1);
  await page.goto('/spectra?beside=nothing-like-it');
  await expect(page.getByTestId('reference')).toContainText('there is no reference spectrum of this name');
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`no axe violations on the reference spectra at ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    for (const path of ['/spectra/reference', '/spectra?beside=dalle-mini']) {
      await page.goto(path);
      const ready = path.includes('beside') ? 'panel' : 'reference-count';
      await expect(page.getByTestId(ready).first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      const overflow = await page.evaluate(
        () =>
          (document.querySelector('#main')?.scrollWidth ?? 0) -
          (document.querySelector('#main')?.clientWidth ?? 0),
      );
      expect(overflow).toBeLessThanOrEqual(0);
    }
  });
}
