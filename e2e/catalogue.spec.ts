import AxeBuilder from '@axe-core/playwright';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page, type Request } from '@playwright/test';
import { choose, failOnConsoleErrors, imagePath } from './support.ts';
import { parseCatalogue, type CatalogueFile, type DirectEntry } from '../src/core/zoo/catalogue.ts';
import { safetensorsOf, templateOf } from './zoo-files.ts';

/* Published checkpoints: asked for, fetched, checked, pinned. Their hosts are played by the tests; nothing leaves the machine. */

const json = JSON.parse(
  readFileSync(join(import.meta.dirname, '../public/catalogue/checkpoints.json'), 'utf8'),
) as object;
const catalogue = parseCatalogue(json);

function directEntry(id: string): DirectEntry {
  const entry = catalogue.find((each) => each.id === id);
  if (!entry?.direct) throw new Error(`the catalogue has no direct entry ${id}`);
  return entry;
}

const entry = directEntry('tiny-ladeda-forensynth');
const { name, file } = entry;

/** Not the published weights: the template's seeded ones, whose logits PyTorch computed. */
const made = safetensorsOf(templateOf('tiny-ladeda'));
/** The same network with its last number changed. */
const altered = Buffer.concat([
  made.subarray(0, made.length - 4),
  Buffer.from(new Float32Array([0.5]).buffer),
]);
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** From now on the page's own catalogue says this of the file. */
async function list(page: Page, change: Partial<CatalogueFile>): Promise<void> {
  const checkpoints = catalogue.map((each) =>
    each.id === entry.id ? { ...each, file: { ...file, ...change } } : each,
  );
  await page.route('**/catalogue/checkpoints.json', (route) =>
    route.fulfill({ json: { ...json, checkpoints } }),
  );
}

/** From now on its host sends this. */
async function host(page: Page, body: Buffer, status = 200): Promise<void> {
  await page.unroute(file.address);
  await page.route(file.address, (route) =>
    route.fulfill({ status, body, headers: { 'access-control-allow-origin': '*' } }),
  );
}

/** Every request to somebody else's server, those of workers included. */
function foreignRequests(page: Page): readonly Request[] {
  const foreign: Request[] = [];
  page.context().on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (!['blob:', 'data:'].includes(protocol) && hostname !== 'localhost') foreign.push(request);
  });
  return foreign;
}

const published = (page: Page) => page.locator(`[data-testid="published"][data-id="${entry.id}"]`);

async function ask(page: Page): Promise<void> {
  await published(page).getByRole('button', { name: 'Download' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

async function download(page: Page): Promise<void> {
  await ask(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Download' }).click();
}

function report(page: Page, status: 'opening' | 'opened' | 'failed') {
  return published(page).locator(`[data-testid="open-report"][data-status="${status}"]`);
}

const installed = (page: Page) => page.getByTestId('checkpoint');

test('a published checkpoint is asked for, fetched from its address, checked and judged with', async ({
  page,
}) => {
  const check = failOnConsoleErrors(page);
  const foreign = foreignRequests(page);
  await list(page, { bytes: made.length, sha256: { value: sha256(made), basis: 'computed' } });
  await host(page, made);
  await page.goto('/detectors?backend=wasm');
  await ask(page);
  const dialog = page.getByRole('dialog', { name: `Download ${name}?` });
  await expect(dialog).toContainText(file.address);
  await expect(dialog).toContainText(entry.licence.name);
  await expect(dialog).toContainText('Research only');
  await expect(dialog).toContainText(sha256(made));
  await expect(dialog).toContainText(/\d\skB/u);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await ask(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
  expect(foreign).toEqual([]);

  await download(page);
  await expect(report(page, 'opened')).toContainText('Recognised: Tiny-LaDeDa, 18\u00a0tensors');
  expect(foreign.map((request) => request.url())).toEqual([file.address]);
  const headers = (await foreign[0]?.allHeaders()) ?? {};
  expect(headers['referer']).toBeUndefined();
  expect(headers['cookie']).toBeUndefined();
  await expect(installed(page)).toContainText('raw.githubusercontent.com');
  await expect(installed(page)).toContainText('The file had the hash that the catalogue names.');
  await expect(installed(page)).toContainText('Research only');

  await page.reload();
  await expect(published(page)).toContainText('in this browser');
  await installed(page).getByRole('link', { name: 'Judge with it' }).click();
  await expect(page.getByTestId('compare-picture')).toBeVisible();
  await choose(page, imagePath('png-rgb.png'));
  const score = page.locator(`[data-testid="compared"][data-id^="tiny-ladeda-"] [data-testid="score"]`);
  // PyTorch's logit of this picture with these weights is in e2e/fixtures/zoo-logits.json: -0.1806.
  await expect
    .poll(async () => Number(await score.getAttribute('data-value')), { timeout: 60_000 })
    .toBeCloseTo(1 / (1 + Math.exp(0.1806336)), 3);
  expect(foreign).toHaveLength(1);
  check();
});

test('a file that is not the one in the catalogue is not opened', async ({ page }) => {
  await host(page, made);
  await page.goto('/detectors');
  await list(page, { bytes: null });
  await page.reload();
  await download(page);
  await expect(report(page, 'failed')).toContainText('is not the file that the catalogue names');
  await expect(report(page, 'failed')).toContainText(file.sha256?.value.slice(0, 12) ?? '');
  await expect(report(page, 'failed')).toContainText(sha256(made).slice(0, 12));
  await expect(report(page, 'failed').getByRole('button', { name: 'Take the changed file' })).toHaveCount(0);
  await expect(installed(page)).toHaveCount(0);
});

test('where no hash is known the first download is pinned, and a change is told and taken only when asked', async ({
  page,
}) => {
  await list(page, { bytes: null, sha256: null });
  await host(page, made);
  await page.goto('/detectors');
  await ask(page);
  await expect(page.getByRole('dialog')).toContainText('later ones are held to it');
  await page.keyboard.press('Escape');
  await download(page);
  await expect(report(page, 'opened')).toContainText('Recognised');
  await expect(installed(page)).toContainText('that of the first download counts');
  const first = await installed(page).getAttribute('data-id');

  // Deleting the checkpoint does not make its address trusted anew.
  await installed(page)
    .getByRole('button', { name: `Delete ${file.name}` })
    .click();
  await expect(installed(page)).toHaveCount(0);
  await host(page, altered);
  await download(page);
  await expect(report(page, 'failed').getByRole('alert')).toContainText('is another file than on');
  await expect(installed(page)).toHaveCount(0);
  await host(page, made);
  await download(page);
  await expect(report(page, 'opened')).toContainText('Recognised');

  await host(page, altered);
  await download(page);
  await report(page, 'failed').getByRole('button', { name: 'Take the changed file' }).click();
  await expect(report(page, 'opened')).toContainText('Recognised');
  await expect(installed(page)).toHaveCount(2);
  expect(await installed(page).first().getAttribute('data-id')).not.toBe(first);
  // The new one is what counts now.
  await host(page, made);
  await download(page);
  await expect(report(page, 'failed').getByRole('alert')).toContainText('is another file than on');
});

test('a download is cancelled, and what its server says is told', async ({ page }) => {
  await list(page, { bytes: made.length, sha256: null });
  await page.route(file.address, () => undefined);
  await page.goto('/detectors');
  await download(page);
  await expect(report(page, 'opening')).toContainText(`Downloading ${file.name}`);
  await report(page, 'opening').getByRole('button', { name: 'Cancel' }).click();
  await expect(report(page, 'opening')).toHaveCount(0);

  await host(page, Buffer.from('gone'), 404);
  await download(page);
  await expect(report(page, 'failed')).toContainText('its server answered 404');

  await page.unroute(file.address);
  // What a page sees of a host that lets no page read its files, too.
  await page.route(file.address, (route) => route.abort('failed'));
  await download(page);
  await expect(report(page, 'failed')).toContainText('download the file from its page and open it here');

  await host(page, Buffer.concat([made, Buffer.alloc(1)]));
  await download(page);
  await expect(report(page, 'failed')).toContainText('it is longer than the');

  await host(page, Buffer.from('<!doctype html><title>Log in</title>'));
  await download(page);
  await expect(report(page, 'failed')).toContainText('not a checkpoint');
  await expect(installed(page)).toHaveCount(0);

  // None of that was pinned.
  await host(page, made);
  await download(page);
  await expect(report(page, 'opened')).toContainText('Recognised');
});

test('where a host sends no files to pages, its official page is linked', async ({ page }) => {
  await page.goto('/detectors');
  const elsewhere = catalogue.filter((each) => !each.direct);
  expect(elsewhere.length).toBeGreaterThan(0);
  for (const { id, page: address } of elsewhere) {
    const row = page.locator(`[data-testid="published"][data-id="${id}"]`);
    await expect(row.getByRole('link', { name: 'Its official page' })).toHaveAttribute('href', address);
    await expect(row.getByRole('button')).toHaveCount(0);
  }
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`no axe violations while a checkpoint is asked for and refused, ${width} px, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    const violations = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    };
    await list(page, { sha256: null, bytes: null });
    await host(page, made);
    await page.goto('/detectors');
    await ask(page);
    expect(await violations(), 'asked').toEqual([]);
    await page.keyboard.press('Escape');
    await download(page);
    await expect(report(page, 'opened')).toContainText('Recognised');
    expect(await violations(), 'opened').toEqual([]);
    await host(page, altered);
    await download(page);
    await expect(report(page, 'failed').getByRole('alert')).toBeVisible();
    expect(await violations(), 'changed').toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
