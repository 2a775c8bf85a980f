import AxeBuilder from '@axe-core/playwright';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Download, type Page } from '@playwright/test';
import { readNpy } from '../src/core/spectrum/test-npy.ts';
import { badPath, failOnConsoleErrors, imagePath } from './support.ts';

/* The spectra page as a reader meets it. */

const builtin = join(import.meta.dirname, '../public/samples/explore/index.json');

function groups(page: Page, status: string) {
  return page.locator(`[data-testid="group"][data-status="${status}"]`);
}

async function choosePictures(page: Page, ...paths: readonly string[]): Promise<void> {
  await page
    .locator('[data-testid="add-groups"] input[type="file"]:not([webkitdirectory])')
    .setInputFiles([...paths]);
}

/** Grey noise with every fourth pixel of every fourth row brighter, or without; drawn in the page. */
async function addDrawn(page: Page, grid: boolean): Promise<void> {
  const files = await page.evaluate(async (grid) => {
    const canvas = new OffscreenCanvas(128, 128);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    let state = grid ? 7 : 8;
    const drawn: string[] = [];
    for (let n = 0; n < 12; n++) {
      const image = context.createImageData(128, 128);
      for (let i = 0; i < 128 * 128; i++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const peak = grid && i % 4 === 0 && Math.floor(i / 128) % 4 === 0 ? 30 : 0;
        image.data.fill(100 + (state >>> 27) + peak, 4 * i, 4 * i + 3);
        image.data[4 * i + 3] = 255;
      }
      context.putImageData(image, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
      drawn.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')));
    }
    return drawn;
  }, grid);
  await page.locator('[data-testid="add-groups"] input[type="file"]:not([webkitdirectory])').setInputFiles(
    files.map((base64, n) => ({
      name: `${grid ? 'grid' : 'plain'}-${String(n)}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(base64, 'base64'),
    })),
  );
}

async function twoGroups(page: Page, search = ''): Promise<void> {
  await page.goto(`/spectra?size=128${search}`);
  await addDrawn(page, false);
  await expect(groups(page, 'done')).toHaveCount(1, { timeout: 60_000 });
  await addDrawn(page, true);
  await expect(groups(page, 'done')).toHaveCount(2, { timeout: 60_000 });
}

test('a grid of 4 px is found, pointed at, zoomed and kept in the address', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await twoGroups(page);
  await page.getByLabel('Name of group 2').fill('With a grid');
  const peaks = page.locator('[data-testid="peaks"][data-group="With a grid"]');
  await expect(page.getByRole('region', { name: 'Peaks', exact: true })).toHaveAttribute(
    'aria-busy',
    'false',
  );
  await expect(peaks.getByRole('row', { name: '0.25, 0 4 px' })).toContainText('consistent with');
  for (const row of await peaks.locator('tbody tr').all()) {
    expect([2, 4]).toContain(Number(await row.getAttribute('data-period')));
  }
  // The crosshair reads the same frequency in both panels: 6 dB and more between them.
  const [plain, grid] = [page.getByTestId('panel').first(), page.getByTestId('panel').last()];
  await plain.focus();
  for (let n = 0; n < 4; n++) await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByTestId('pointed')).toContainText('0.25 cycles/px across, 0 down; period 4 × ∞');
  const values = await page.getByTestId('value').allInnerTexts();
  const [low, high] = values.map((text) => Number(text.replace('−', '-').split(' ')[0]));
  expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(15);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/zoom=2&fx=0\.25&fy=0/u);
  await grid.focus();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('pointed')).toContainText('Point at a spectrum');

  await page.getByLabel('Show', { exact: true }).selectOption('ratio');
  await expect(page).toHaveURL(/draw=ratio/u);
  await expect(page.getByTestId('colour-bar')).toContainText('dB to the reference');
  // What the view shows is in the address; the groups stay while the page is left and found again.
  await page.getByRole('link', { name: 'About' }).click();
  await page.goBack();
  await expect(groups(page, 'done')).toHaveCount(2);
  await expect(page.getByLabel('Show', { exact: true })).toHaveValue('ratio');
  check();
});

test('the recipe changes the spectra, and what does not fit is said', async ({ page }) => {
  await twoGroups(page);
  await page.locator('summary', { hasText: 'Recipe' }).click();
  await page.getByLabel('Average', { exact: true }).selectOption('power');
  await expect(page).toHaveURL(/preset=mean-spectrum/u);
  await expect(groups(page, 'done')).toHaveCount(2, { timeout: 60_000 });
  await expect(page.locator('[data-testid="peaks"]')).toHaveAttribute('data-count', /[1-9]/u);
  await page.getByLabel('Crop size').selectOption('224');
  await expect(page.getByText('224 is no power of two: squares of 128 px')).toBeVisible();
  await page.getByLabel('Crop size').selectOption('256');
  await expect(groups(page, 'empty')).toHaveCount(2, { timeout: 60_000 });
  await expect(groups(page, 'empty').first()).toContainText('12 smaller than the crop');
  await expect(page.getByTestId('panel')).toHaveCount(0);
});

test('groups of one usable picture and of none say so, by name of the file', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/spectra?size=128');
  await choosePictures(page, imagePath('jpeg-900.jpg'), badPath('truncated.jpg'), badPath('empty.jpg'));
  await expect(groups(page, 'done')).toContainText('1 picture: its spectrum is its own', { timeout: 60_000 });
  await choosePictures(page, badPath('truncated.jpg'));
  await expect(groups(page, 'empty')).toContainText('No picture could be used; 1 not readable', {
    timeout: 60_000,
  });
  await page.getByText('3 pictures left out').click();
  await expect(page.getByTestId('left-out')).toContainText('truncated.jpg is cut short');
  await expect(page.getByTestId('left-out')).toContainText('empty.jpg is empty');
  check();
});

async function saved(page: Page, name: string): Promise<Download> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name }).click();
  return download;
}

test('the figure is exported as picture and numbers, and its recipe draws it again', async ({ page }) => {
  await twoGroups(page, '&window=hann&linear=true&map=magma');
  const png = readFileSync(await (await saved(page, 'Save as PNG')).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBeGreaterThan(1200);
  const npy = readNpy(readFileSync(await (await saved(page, 'Power as .npy')).path()));
  expect(npy.shape).toEqual([128, 128]);
  const csv = readFileSync(await (await saved(page, 'Profiles as CSV')).path(), 'utf8').split('\r\n');
  expect(csv[0]).toBe('group,images,profile,at,unit,decibel,low_95,high_95');
  expect(csv).toHaveLength(1 + 2 * (65 + 16) + 1);
  const json = readFileSync(await (await saved(page, 'Recipe as JSON')).path());
  const figure = JSON.parse(json.toString()) as { recipe: object; groups: { peaks: object[] | null }[] };
  expect(figure.recipe).toMatchObject({ window: 'hann', sizePx: 128, images: 1000, seed: 1 });
  expect(figure.groups[0]?.peaks).toBeNull();
  expect(figure.groups[1]?.peaks?.length).toBeGreaterThan(0);

  await page.goto('/spectra?size=128');
  await addDrawn(page, false);
  await addDrawn(page, true);
  await expect(page.getByRole('button', { name: 'Open a recipe' })).toBeVisible({ timeout: 60_000 });
  await page
    .getByRole('group', { name: 'Export' })
    .locator('input[type="file"]')
    .setInputFiles({ name: 'spectra.json', mimeType: 'application/json', buffer: json });
  await expect(page).toHaveURL(/window=hann/u);
  await expect(page).toHaveURL(/linear=true/u);
  await expect(page).toHaveURL(/map=magma/u);
});

test('JPEG takes the trace away, and the page says what was done', async ({ page }) => {
  await twoGroups(page, '&jpeg=10');
  await expect(page.locator('summary', { hasText: 'Degrade and watch' })).toContainText('JPEG 10');
  await expect(page.getByTestId('peaks')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Peaks', exact: true })).toHaveAttribute(
    'aria-busy',
    'false',
  );
  await expect(page.locator('[data-testid="peaks"] tbody tr[data-period="4"]')).toHaveCount(0);
});

test('the built-in set: a grid of 4 px in transposed convolution, none in photographs', async ({ page }) => {
  test.skip(!existsSync(builtin), 'needs the built-in set: npm run samples');
  test.setTimeout(300_000);
  const check = failOnConsoleErrors(page);
  await page.goto('/spectra');
  await page.getByTestId('builtin').click();
  await expect(groups(page, 'done')).toHaveCount(5, { timeout: 240_000 });
  const transposed = page.locator('[data-testid="peaks"][data-group="simulated: transposed convolution"]');
  await expect(transposed.locator('tr[data-period="4"]').first()).toBeVisible();
  for (const row of await transposed.locator('tbody tr').all()) {
    expect([2, 4]).toContain(Number(await row.getAttribute('data-period')));
  }
  // The other way round: what photographs have that the generator has not.
  await page.getByLabel('Reference', { exact: true }).selectOption('2');
  const photographs = page.locator('[data-testid="peaks"][data-group="Photographs"]');
  await expect(photographs).toHaveAttribute('data-count', '0');
  await page.getByLabel('Reference', { exact: true }).selectOption('0');
  await expect(page.getByRole('region', { name: 'Peaks', exact: true })).toHaveAttribute(
    'aria-busy',
    'false',
  );
  await expect(photographs.locator('tr[data-period="4"]')).toHaveCount(0);
  check();
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`no axe violations on the spectra page at ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/spectra');
    await expect(page.getByRole('heading', { name: 'Spectra' })).toBeVisible();
    const empty = await new AxeBuilder({ page }).analyze();
    expect(empty.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await twoGroups(page);
    // The table pushes down what comes below it.
    await expect(page.getByTestId('peaks')).toBeVisible();
    for (const title of ['Recipe', 'Autocorrelation', 'Degrade and watch'])
      await page.locator('summary', { hasText: title }).click();
    const full = await new AxeBuilder({ page }).analyze();
    expect(full.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    const overflow = await page.evaluate(
      () =>
        (document.querySelector('#main')?.scrollWidth ?? 0) -
        (document.querySelector('#main')?.clientWidth ?? 0),
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
