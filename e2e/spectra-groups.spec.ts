import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { failOnConsoleErrors, fixtures } from './support.ts';
import { zipOf } from './zip-of.ts';

/* Groups of spectra that are samples of the data set open in explore. */

const builtin = join(import.meta.dirname, '../public/samples/explore/index.json');
/** Nine photographs, eight tiles of each, real and by four simulated generators. */
const perGenerator = 9 * 8;

function groups(page: Page) {
  return page.getByTestId('group');
}

async function openInExplore(page: Page): Promise<void> {
  test.skip(!existsSync(builtin), 'needs the built-in set: npm run samples');
  await page.goto('/explore?set=built-in');
  await expect(page.getByTestId('sample-grid').getByRole('option').first()).toBeVisible();
}

async function drawOnly(page: Page, images: number): Promise<void> {
  await page.locator('summary', { hasText: 'Recipe' }).click();
  await page.getByRole('spinbutton', { name: 'Images' }).fill(String(images));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`images=${String(images)}`, 'u'));
}

test('a selection of explore becomes a group, and so does each generator at one click', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await openInExplore(page);
  const tiles = page.getByTestId('sample-grid').getByRole('option');
  await tiles.nth(0).click({ modifiers: ['ControlOrMeta'] });
  await tiles.nth(7).click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Spectra of the selection' }).click();
  await expect(page).toHaveURL(/\/spectra/u);
  await expect(page.getByLabel('Name of group 1')).toHaveValue('Selection of Built-in tiles');
  await expect(groups(page)).toContainText('8 of 8 pictures used', { timeout: 60_000 });

  // Five are drawn of each, and no other file is asked for.
  await drawOnly(page, 5);
  await expect(groups(page)).toContainText('5 of 8 pictures used', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Remove Selection of Built-in tiles' }).click();
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (/samples\/explore\/.+\.(?:png|jpg|webp)$/u.test(request.url())) asked.add(request.url());
  });
  await page.getByRole('button', { name: 'One group a generator' }).click();
  await expect(groups(page)).toHaveCount(5);
  await expect(page.getByLabel('Name of group 1')).toHaveValue('Real');
  for (const group of await groups(page).all())
    await expect(group).toContainText(`5 of ${String(perGenerator)} pictures used`, { timeout: 60_000 });
  expect(asked.size).toBeLessThanOrEqual(25);
  expect(asked.size).toBeGreaterThan(0);
  check();
});

test('what passes the filter of explore can be parted by label, and is read only while it is open', async ({
  page,
}) => {
  await openInExplore(page);
  await page.getByRole('checkbox', { name: /^Real/u }).first().check();
  await expect(page.getByText(`${String(perGenerator)} of ${String(5 * perGenerator)}`)).toBeVisible();
  await page.getByRole('link', { name: 'Spectra', exact: true }).click();
  const add = page.getByLabel('Add a group from Built-in tiles');
  await expect(page.getByRole('group', { name: 'Groups from Built-in tiles' })).toContainText('72 shown');
  await drawOnly(page, 10);
  // Only real ones pass: there is nothing to part by label or generator.
  await expect(add.locator('optgroup[label="Label"]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'One group a generator' })).toHaveCount(0);
  await add.selectOption({ label: 'All shown (72)' });
  await expect(groups(page)).toContainText('10 of 72 pictures used', { timeout: 60_000 });

  // Another source is opened: what is done stays, and more of it cannot be had.
  await page.getByRole('link', { name: 'Explore', exact: true }).first().click();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('link', { name: 'Spectra', exact: true }).click();
  await expect(groups(page)).toContainText('10 of 72 pictures used');
  await drawOnly(page, 15);
  await expect(groups(page)).toContainText('not readable', { timeout: 60_000 });
  await page.getByText('pictures left out').click();
  await expect(page.getByTestId('left-out')).toContainText('its data set is no longer open');
});

test('the address draws the same groups of a data set again', async ({ page }) => {
  await openInExplore(page);
  await page.getByRole('checkbox', { name: /^AI/u }).first().check();
  await expect(page.getByText(`${String(4 * perGenerator)} of ${String(5 * perGenerator)}`)).toBeVisible();
  await page.getByRole('link', { name: 'Spectra', exact: true }).click();
  await drawOnly(page, 7);
  await page.getByRole('button', { name: 'One group a generator' }).click();
  await expect(groups(page)).toHaveCount(4);
  await page
    .getByLabel('Add a group from Built-in tiles')
    .selectOption({ label: `All shown (${String(4 * perGenerator)})` });
  await expect(groups(page)).toHaveCount(5);
  await page.getByLabel('Name of group 5').fill('All ~ four!');
  await page
    .getByRole('button', { name: /^Remove/u })
    .nth(1)
    .click();
  await expect(groups(page)).toHaveCount(4);
  await expect(page).toHaveURL(/from=built-in/u);
  const state = async () => {
    for (const group of await groups(page).all())
      await expect(group).toContainText('7 of', { timeout: 60_000 });
    await expect(page.getByTestId('peaks')).toHaveCount(3);
    const names = await groups(page)
      .locator('input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    return { names, peaks: await page.getByTestId('peaks').allInnerTexts(), url: page.url() };
  };
  const before = await state();
  expect(before.names.at(-1)).toBe('All ~ four!');
  // A page that knows nothing but the address.
  await page.goto('about:blank');
  await page.goto(before.url);
  await expect(groups(page)).toHaveCount(4, { timeout: 60_000 });
  expect(await state()).toEqual(before);
});

test('groups of what is not open are named, with what has to be opened', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/spectra?from=disk%3Amy%20set.zip&groups=label.0~name.Real!ids.1-3~name.Three');
  const wanted = page.getByTestId('wanted-groups');
  await expect(wanted).toContainText('2 groups (Real, Three) of my set.zip, which was opened from a disk');
  await expect(groups(page)).toHaveCount(0);
  await expect(page).toHaveURL(/groups=label/u);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);

  // Opened on another page, under the name that the address has.
  const tile = readFileSync(join(fixtures, 'images', 'flat.png'));
  const set = await zipOf([1, 2, 3, 4].map((n) => ({ path: `nature/${String(n)}.png`, bytes: tile })));
  await page.getByRole('link', { name: 'Explore', exact: true }).first().click();
  await page
    .locator('input[type="file"][accept*=".zip"]')
    .setInputFiles({ name: 'my set.zip', mimeType: 'application/zip', buffer: set });
  await expect(page.getByTestId('sample-grid').getByRole('option').first()).toBeVisible();
  await page.getByRole('link', { name: 'Spectra', exact: true }).click();
  await expect(page.getByLabel('Name of group 2')).toHaveValue('Three', { timeout: 60_000 });
  await expect(groups(page).nth(1)).toContainText('3 of 3 pictures used', { timeout: 60_000 });
  await expect(wanted).toHaveCount(0);
  await expect(page).toHaveURL(/from=disk%3Amy/u);
  check();

  await page.goto('/spectra?from=disk%3Amy%20set.zip&groups=all~name.All');
  await page.getByRole('button', { name: 'Do without' }).click();
  await expect(wanted).toHaveCount(0);
  await expect(page).not.toHaveURL(/groups=/u);
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`no axe violations beside an open data set at ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await openInExplore(page);
    await page.getByRole('link', { name: 'Spectra', exact: true }).click();
    await expect(page.getByRole('button', { name: 'One group a generator' })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  });
}
