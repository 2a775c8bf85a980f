import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { failOnConsoleErrors } from './support.ts';

const grid = (page: Page) => page.getByTestId('sample-grid');
const matrix = (page: Page) => page.getByRole('table', { name: 'Samples by class and generator' });
const tiles = (page: Page) => grid(page).getByRole('option');

async function openBuiltIn(page: Page, view: 'grid' | 'matrix' = 'grid'): Promise<void> {
  await page.goto(`/explore?set=built-in${view === 'matrix' ? '&view=matrix' : ''}`);
  await expect(
    view === 'matrix' ? matrix(page).getByRole('cell').first() : tiles(page).first(),
  ).toBeVisible();
}

/** Counts of the built-in set: nine photographs, eight tiles of each, real and by four simulated generators. */
const perGenerator = 9 * 8;
const all = 5 * perGenerator;

test('the built-in set opens at a click, and every tile is drawn', async ({ page }) => {
  const complaints = failOnConsoleErrors(page);
  await page.goto('/explore');
  await page.getByRole('button', { name: 'Open the built-in set' }).click();
  await expect(tiles(page).first()).toBeVisible();
  await expect(page.getByText(String(all), { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/set=built-in/u);
  // What is on screen is painted, from real bytes.
  await expect.poll(() => paintedTiles(page)).toBeGreaterThan(8);
  complaints();
});

test('facets narrow the view, count what they would show, and live in the address', async ({ page }) => {
  await openBuiltIn(page);
  await page.getByRole('checkbox', { name: /^Real/u }).first().check();
  await expect(page.getByText(`${String(perGenerator)} of ${String(all)}`)).toBeVisible();
  await expect(page).toHaveURL(/label=0/u);
  // A facet's own counts ignore its filter: the generated ones are still offered.
  await expect(
    page.getByRole('checkbox', { name: `AI-generated ${String(all - perGenerator)}` }),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByText(`${String(perGenerator)} of ${String(all)}`)).toBeVisible();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.getByText(String(all), { exact: true })).toBeVisible();
});

test('the keyboard walks the grid, opens a sample and comes back', async ({ page }) => {
  await openBuiltIn(page);
  await grid(page).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const active = await grid(page).getAttribute('aria-activedescendant');
  await page.keyboard.press('Enter');
  const view = page.getByRole('complementary', { name: 'Sample' });
  await expect(view.getByRole('img')).toBeVisible();
  await expect(view.getByText('Dimensions')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(view).toBeHidden();
  await expect(grid(page)).toBeFocused();
  expect(await grid(page).getAttribute('aria-activedescendant')).toBe(active);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Find by file name' })).toBeFocused();
});

test('Back leads from a sample to the grid', async ({ page }) => {
  await openBuiltIn(page);
  await tiles(page).nth(3).click();
  await expect(page).toHaveURL(/at=/u);
  await page.goBack();
  await expect(page).not.toHaveURL(/at=/u);
  await expect(tiles(page).first()).toBeVisible();
});

test('samples are selected, compared and exported', async ({ page }) => {
  await openBuiltIn(page);
  await tiles(page)
    .nth(0)
    .click({ modifiers: ['ControlOrMeta'] });
  await tiles(page)
    .nth(2)
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(page.getByText('2 selected')).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  const lines = text.trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('path,label,generator');
  await page.getByRole('button', { name: 'Compare' }).click();
  const comparison = page.getByRole('region', { name: 'Comparison' });
  await expect(comparison.getByRole('img')).toHaveCount(2);
  // Zooming one zooms both.
  await comparison.getByRole('application').first().focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const scales = await comparison
    .getByRole('img')
    .evaluateAll((images) => images.map((image) => (image as HTMLElement).dataset['scale']));
  expect(new Set(scales).size).toBe(1);
  expect(Number(scales[0])).toBeGreaterThan(1);
  await page.keyboard.press('Escape');
  await expect(comparison).toBeHidden();
  await page.getByRole('button', { name: 'Invert' }).click();
  await expect(page.getByText(`${String(all - 2)} selected`)).toBeVisible();
});

test('the matrix shows every class by every generator, and steps through a cell', async ({ page }) => {
  await openBuiltIn(page, 'matrix');
  const table = matrix(page);
  await expect(table.getByRole('columnheader')).toHaveCount(6);
  await expect(table.getByRole('columnheader').nth(1)).toHaveText('Real');
  const cell = table.getByRole('button', { name: /: 1 of 8\. Show the next/u }).first();
  await cell.click();
  await expect(table.getByRole('button', { name: /: 2 of 8\. Show the next/u })).toHaveCount(1);
});

test('judged samples carry their score back', async ({ page }) => {
  await openBuiltIn(page);
  await tiles(page)
    .nth(0)
    .click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('button', { name: 'Classify' }).click();
  await expect(page.getByText(/Likely|Inconclusive|Cannot judge/u).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Explore' }).click();
  await expect(page.getByRole('heading', { name: 'Detector score' })).toBeVisible();
});

test('explore is accessible, in the grid, in the matrix and before anything is open', async ({ page }) => {
  await page.goto('/explore');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await openBuiltIn(page);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await tiles(page).first().click();
  await expect(page.getByRole('complementary', { name: 'Sample' }).getByRole('img')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await openBuiltIn(page, 'matrix');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

/** Tiles whose canvas has been painted with something that is not one colour. */
function paintedTiles(page: Page): Promise<number> {
  return grid(page)
    .locator('canvas')
    .evaluateAll(
      (canvases) =>
        canvases.filter((element) => {
          const canvas = element as HTMLCanvasElement;
          const context = canvas.getContext('2d');
          if (!context || canvas.dataset['ready'] !== 'true') return false;
          const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
          return data.some((value, i) => i % 4 !== 3 && value !== data[i % 4]);
        }).length,
    );
}
