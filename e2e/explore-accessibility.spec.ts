import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { pickInMemory } from './folder-in-memory.ts';
import { imagePath } from './support.ts';

/* Every state of the explore views, wide and narrow, light and dark. */

const tiles = (page: Page) => page.getByTestId('sample-grid').getByRole('option');
const shots = process.env['EXPLORE_SHOTS'];

async function openBuiltIn(page: Page, more = ''): Promise<void> {
  await page.goto(`/explore?set=built-in${more}`);
  await expect(page.getByText(/^360$|of 360/u).first()).toBeVisible();
}

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`explore at ${String(width)} px, ${colorScheme}`, () => {
      const narrow = width < 600;
      test.use({ viewport: { width, height }, colorScheme });

      /** @param name of the state, for whoever wants to look at it */
      async function expectAccessible(page: Page, name: string): Promise<void> {
        if (shots) await page.screenshot({ path: `${shots}/${name}-${String(width)}-${colorScheme}.png` });
        expect((await new AxeBuilder({ page }).analyze()).violations, name).toEqual([]);
      }

      test('sources', async ({ page }) => {
        await page.goto('/explore');
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expectAccessible(page, 'start');
        await page.goto('/explore?set=hub:nobody/nothing');
        await expect(page.getByRole('alert')).toBeVisible();
        await expectAccessible(page, 'failed');
      });

      test('a folder with and without pictures', async ({ page }) => {
        await pickInMemory(page, { 'a/notes.txt': Buffer.from('no picture') });
        await page.getByRole('button', { name: 'Choose a folder' }).click();
        await expect(page.getByText('No pictures were found in set.')).toBeVisible();
        await expectAccessible(page, 'no-pictures');
        await page.getByRole('button', { name: 'Close', exact: true }).click();
        await pickInMemory(page, { 'a/1.png': readFileSync(imagePath('tiny.png')) });
        await page.getByRole('button', { name: 'Choose a folder' }).click();
        await expect(tiles(page)).toHaveCount(1);
        await page
          .workers()
          .find((worker) => worker.url().includes('dataset.worker'))
          ?.evaluate(() => {
            const refuse = () => Promise.reject(new DOMException('', 'NotAllowedError'));
            Object.assign(FileSystemDirectoryHandle.prototype, { getFileHandle: refuse });
          });
        await tiles(page).first().click();
        await expect(page.getByText('The browser may not read set any more.')).toBeVisible();
        await expectAccessible(page, 'refused');
      });

      test('grid, matrix and filters', async ({ page }) => {
        await openBuiltIn(page);
        await expect(page.locator('canvas[data-ready="true"]').nth(5)).toBeVisible();
        await expectAccessible(page, 'grid');
        await tiles(page)
          .nth(1)
          .click({ modifiers: ['ControlOrMeta'] });
        await expect(page.getByText('1 selected')).toBeVisible();
        await expectAccessible(page, 'selected');
        await openBuiltIn(page, '&folder=real&q=nothing-is-called-so');
        await expect(page.getByText('No sample passes these filters.')).toBeVisible();
        await expectAccessible(page, 'nothing-passes');
        await openBuiltIn(page, '&folder=real%2Facanthus-mollis&label=0&width=40-60');
        if (narrow) await page.getByRole('button', { name: 'Filter', exact: true }).click();
        await expect(page.getByRole('list', { name: 'Chosen folder' })).toBeVisible();
        await expectAccessible(page, 'filters');
        await openBuiltIn(page, '&view=matrix');
        await expect(page.getByRole('table')).toBeVisible();
        await expect(page.locator('canvas[data-ready="true"]').nth(3)).toBeVisible();
        await expectAccessible(page, 'matrix');
      });

      test('a sample, and several side by side', async ({ page }) => {
        await openBuiltIn(page, '&at=80');
        await expect(page.getByTestId('spectrum')).toBeVisible();
        await expectAccessible(page, 'sample');
        await openBuiltIn(page, '&compare=80,8,152');
        await expect(page.getByRole('region', { name: 'Comparison' }).getByRole('img')).toHaveCount(3);
        await expectAccessible(page, 'compare');
      });

      test('dialogs', async ({ page }) => {
        await openBuiltIn(page);
        await page.getByTestId('source-details').click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page, 'about');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Bias audit' }).click();
        await expect(page.getByRole('dialog').getByRole('table').first()).toBeVisible();
        await expectAccessible(page, 'audit');
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'Random', exact: true }).click();
        await expect(page.getByRole('dialog', { name: 'Select at random' })).toBeVisible();
        await expectAccessible(page, 'random');
      });
    });
  }
}
