import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { choose, failOnConsoleErrors, imagePath, verdictOf } from './support.ts';
import { defaultCard } from './second-detector.ts';
import { pickleThatRuns, safetensorsOf, safetensorsWith, templateOf, zipBomb } from './zoo-files.ts';

/* The table of installed detectors, the order of classes, and files that must be refused. */

const tiny = templateOf('tiny-ladeda');
const mimeType = 'application/octet-stream';
const checkpoint = { name: 'tiny.safetensors', mimeType, buffer: safetensorsOf(tiny) };

async function open(page: Page, file: typeof checkpoint): Promise<void> {
  await page.locator('input[type="file"]').first().setInputFiles(file);
}

function report(page: Page, status: 'opened' | 'failed') {
  return page.locator(`[data-testid="open-report"][data-status="${status}"]`);
}

function row(page: Page, id: string) {
  return page.locator(`[data-testid="shipped"][data-id="${id}"]`);
}

test('the table says of a detector of this page where it is from, how fast it is, and whether it is kept', async ({
  page,
}) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  const ours = row(page, defaultCard.id);
  await expect(ours).toContainText('This page');
  await expect(ours).toContainText(defaultCard.licence);
  const { sha256 } = defaultCard.weights;
  await expect(ours.locator('code')).toHaveText(`${sha256.slice(0, 12)}…`);
  await ours.getByRole('button', { name: /^SHA-256 of/u }).click();
  await expect(ours.locator('code')).toHaveText(sha256);
  await expect(ours.getByTestId('kept')).toHaveAttribute('data-kept', 'no');

  await ours.getByRole('button', { name: `Measure ${defaultCard.name}` }).click();
  const speed = ours.getByTestId('speed');
  await expect(speed).toContainText(/\d[\d.,]*\u00a0m?s on WASM/u, { timeout: 60_000 });
  await expect(ours.getByTestId('kept')).toHaveAttribute('data-kept', 'yes');
  const words = await speed.innerText();
  await page.reload();
  await expect(speed).toHaveText(words.replaceAll('\n', ''));
  await expect(page.getByTestId('storage')).toContainText(/This page takes about \d/u);

  await ours.getByRole('button', { name: `Drop the copy of ${defaultCard.name}` }).click();
  await expect(ours.getByTestId('kept')).toHaveAttribute('data-kept', 'no');
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
  check();
});

test('all are measured one after another, the table is sorted by it, and measuring can be cancelled', async ({
  page,
}) => {
  await page.goto('/detectors?backend=wasm');
  await open(page, checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised');
  await page.getByRole('button', { name: 'Measure all' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Measure all' })).toBeVisible();
  await expect(page.locator('[data-testid="speed"][data-measured="true"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Measure all' }).click();
  await expect(page.locator('[data-testid="speed"][data-measured="false"]')).toHaveCount(0, {
    timeout: 90_000,
  });
  await page.getByRole('button', { name: 'Speed here' }).click();
  await expect(page.getByRole('columnheader', { name: 'Speed here' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  // By far the smallest of them.
  await expect(page.getByRole('table', { name: '' }).first().locator('tbody tr').first()).toHaveAttribute(
    'data-testid',
    'checkpoint',
  );
});

test('weights of detectors that do not ship any more are found and deleted, and no others', async ({
  page,
}) => {
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  await verdictOf(page);
  await page.evaluate(async () => {
    const cache = await caches.open('telltale-models-1');
    const key = `${location.origin}/models/lite-crops-1/model.onnx?sha256=${'ab'.repeat(32)}`;
    await cache.put(key, new Response(new Uint8Array(1_234_567)));
  });
  await page.goto('/detectors');
  const leftovers = page.getByTestId('leftovers');
  await expect(leftovers).toContainText('lite-crops-1/model.onnx (1.2\u00a0MB)');
  await leftovers.getByRole('button', { name: 'Delete them' }).click();
  await expect(leftovers).toHaveCount(0);
  await expect(row(page, defaultCard.id).getByTestId('kept')).toHaveAttribute('data-kept', 'yes');
  const keys = await page.evaluate(async () =>
    (await (await caches.open('telltale-models-1')).keys()).map(({ url }) => url),
  );
  expect(keys).toHaveLength(1);
  expect(keys[0]).toContain(defaultCard.id);
});

test('the class that means AI is swapped: the score turns, the address and the record say so', async ({
  page,
}) => {
  await page.goto('/detectors?backend=wasm');
  await open(page, checkpoint);
  await report(page, 'opened').getByRole('link', { name: 'Judge a picture with it' }).click();
  await expect(page.getByTestId('compare-picture')).toBeVisible();
  await choose(page, imagePath('png-rgb.png'));
  const card = page.locator('[data-testid="compared"][data-id^="tiny-ladeda-"]');
  await expect(card).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  const score = async () => Number(await card.getByTestId('score').getAttribute('data-value'));
  const before = await score();
  await expect(card).toContainText('A positive number means AI');
  await card.getByRole('button', { name: 'Swap what means AI for tiny.safetensors' }).click();
  await expect(page).toHaveURL(/tiny-ladeda-[0-9a-f]{12}~(?:&|$)/u);
  await expect(card).toContainText('A negative number means AI');
  expect(await score()).toBeCloseTo(1 - before, 9);
  // The network was not asked again: its answer stands as it was.
  await expect(card).toHaveAttribute('data-status', 'done');

  const address = page.url();
  await page.goto('/detectors');
  const own = page.getByTestId('checkpoint');
  await expect(own.getByTestId('class-order')).toHaveAttribute('data-swapped', 'true');
  await expect(own.getByRole('link', { name: 'Judge with it' })).toHaveAttribute('href', /~(?:&|$)/u);
  // The record survives opening the same file again; an address without a tilde still means the template's order.
  await open(page, checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised');
  await expect(own.getByTestId('class-order')).toHaveAttribute('data-swapped', 'true');
  for (const [url, expected] of [
    [address, 1 - before],
    [address.replace('~', ''), before],
  ] as const) {
    await page.goto(url);
    await expect(page.getByTestId('compare-picture')).toBeVisible();
    await choose(page, imagePath('png-rgb.png'));
    await expect(card).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
    expect(await score()).toBeCloseTo(expected, 6);
  }
});

const lying = { weight: { dtype: 'F32', shape: [1], data_offsets: [0, 4e12] } };

const refused = [
  ['runs code', 'evil.pth', pickleThatRuns('touch owned'), 'posix.system'],
  ['is a zip bomb', 'bomb.pth', zipBomb(200_000_000), 'claims 200000000 bytes, more than the file holds'],
  ['has a cut header', 'cut.safetensors', checkpoint.buffer.subarray(0, 200), 'The file is cut off'],
  [
    'lies about its offsets',
    'lying.safetensors',
    safetensorsWith(lying, 4),
    'lying.safetensors was not opened',
  ],
] as const;

test('files that would do harm are refused by name, memory is given back, and the app still classifies', async ({
  page,
}) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  await expect(page.getByRole('button', { name: 'Measure all' })).toBeVisible();
  const worker = async () => {
    const zoo = page.workers().find((each) => each.url().includes('zoo.worker'));
    return zoo?.evaluate(() => self.name).catch(() => undefined);
  };
  for (const [what, name, buffer, words] of refused) {
    const before = await worker();
    await open(page, { name, mimeType, buffer });
    await expect(report(page, 'failed'), what).toContainText(`${name} was not opened`);
    await expect(report(page, 'failed'), what).toContainText(words);
    // Whatever it filled went with the worker that read it.
    await expect.poll(async () => ((await worker()) ?? before) !== before, { message: what }).toBe(true);
  }
  // 3.1 GB that take no room: one piece, named many times.
  await page.evaluate(() => {
    const piece = new Blob([new Uint8Array(1_000_000)]);
    const file = new File(
      Array.from({ length: 3100 }, () => piece),
      'huge.pth',
    );
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(file);
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(report(page, 'failed')).toContainText('huge.pth was not opened: it has 3.1\u00a0GB');
  await expect(page.getByTestId('checkpoint')).toHaveCount(0);

  await open(page, checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised');
  await page.getByRole('link', { name: 'Classify' }).click();
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
  check();
});

for (const [colorScheme, width] of [
  ['dark', 1280],
  ['light', 360],
] as const) {
  test(`no axe violations on the table of detectors at ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/detectors?backend=wasm');
    await page.evaluate(async () => {
      const cache = await caches.open('telltale-models-1');
      await cache.put(`${location.origin}/models/old/model.onnx?sha256=ab`, new Response('old'));
    });
    await open(page, checkpoint);
    await expect(report(page, 'opened')).toContainText('Recognised');
    await page.getByRole('button', { name: 'Measure tiny.safetensors' }).click();
    await expect(page.locator('[data-testid="speed"][data-measured="true"]')).toHaveCount(1, {
      timeout: 60_000,
    });
    await expect(page.getByTestId('leftovers')).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual(
      [],
    );
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
  });
}
