import { copyFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import {
  badPath,
  choose,
  failOnConsoleErrors,
  fixtures,
  imageNames,
  imagePath,
  readFixture,
  references,
  verdictOf,
} from './support.ts';

/* The classify view in the built app, as a person uses it. */

/** What the page shows: clamped to 1-99 %. */
function shown(p: number): number {
  return Math.min(0.99, Math.max(0.01, p));
}

test('a chosen picture gets the verdict that the Python reference gives', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('jpeg-420-q75.jpg'));
  const { probability, text } = await verdictOf(page);
  expect(Math.abs(probability - shown(references().get('jpeg-420-q75.jpg')?.p ?? NaN))).toBeLessThanOrEqual(
    1e-4,
  );
  expect(text).toContain('Evidence, not proof');
  expect(text).toMatch(/\d+ validation photographs/u);
  const badge = page.getByTestId('runtime-badge');
  await expect(badge).toHaveAttribute('data-status', 'ready');
  await expect(badge).toHaveAttribute('data-backend', 'wasm');
  check();
});

async function dropFiles(page: Page, names: readonly string[]): Promise<void> {
  const files = names.map((name) => readFixture('images', name));
  await page.evaluate((files) => {
    const data = new DataTransfer();
    for (const { name, base64 } of files) {
      data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }
  }, files);
}

test('a picture can be dropped anywhere, on any view', async ({ page }) => {
  await page.goto('/about');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await dropFiles(page, ['png-rgb.png']);
  const { probability } = await verdictOf(page);
  expect(Math.abs(probability - shown(references().get('png-rgb.png')?.p ?? NaN))).toBeLessThanOrEqual(1e-4);
});

test('a picture can be pasted', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  const fixture = readFixture('images', 'png-rgb.png');
  await page.evaluate(({ name, base64 }) => {
    const data = new DataTransfer();
    data.items.add(
      new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, {
        type: 'image/png',
      }),
    );
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, fixture);
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
});

test('a sample can be tried with one click', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByTestId('sample')).toHaveCount(6);
  await page.getByTestId('sample').first().click();
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
});

test('a permalink opens a picture of the same server, and no other', async ({ page }) => {
  await page.goto('/?image=samples/drawn-landscape.jpg&backend=wasm');
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
  await page.goto('/?image=https://example.com/a.jpg');
  await expect(page.getByText(/lies on another server/u)).toBeVisible();
});

test('a picture without colours is named as such, and a verdict of AI on it comes with a caution', async ({
  page,
}) => {
  for (const [name, isToned] of [
    ['allium-oreophilum.jpg', true],
    ['airplane-from-above.jpg', true],
    ['drawn-landscape.jpg', false],
  ] as const) {
    await page.goto(`/?image=samples/${name}&backend=wasm`);
    const { kind } = await verdictOf(page);
    await expect(page.getByText('It is black and white, or toned in one colour.')).toHaveCount(
      isToned ? 1 : 0,
    );
    await expect(page.getByTestId('caution')).toHaveCount(isToned && kind === 'ai' ? 1 : 0);
  }
});

test('flat, tiny and noise pictures are not judged, with the reason', async ({ page }) => {
  for (const [name, reason] of [
    ['flat.png', /one even colour/u],
    ['tiny.png', /64/u],
    ['noise-gaussian.png', /noise/iu],
  ] as const) {
    await page.goto('/');
    await choose(page, imagePath(name));
    const { kind, text, probability } = await verdictOf(page);
    expect(kind).toBe('unjudged');
    expect(probability).toBeNaN();
    expect(text).toContain('Cannot judge');
    expect(text).toMatch(reason);
  }
});

test('bad files are named with their cause, and the others are judged', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  const bad = [
    'empty.jpg',
    'truncated.jpg',
    'truncated.png',
    'page.jpg',
    'bomb.png',
    'random.bin',
    'note.txt',
  ];
  await page.goto('/');
  await choose(page, imagePath('png-rgb.png'), ...bad.map(badPath), imagePath('png-named.jpg'));
  for (const good of ['png-rgb.png', 'png-named.jpg']) {
    await expect(page.locator(`[data-testid="result-row"][data-name="${good}"]`)).toHaveAttribute(
      'data-status',
      'done',
      {
        timeout: 60_000,
      },
    );
  }
  for (const name of bad) {
    const row = page.locator(`[data-testid="result-row"][data-name="${name}"]`);
    await expect(row).toHaveAttribute('data-status', 'failed');
    await row.click();
    const sentence = await page.getByTestId('failure').innerText();
    expect(sentence).toContain(name);
    expect(sentence.length, sentence).toBeGreaterThan(name.length + 15);
  }
  check();
});

test('what the model saw is shown on demand, crop by crop', async ({ page }) => {
  await page.goto('/');
  await choose(page, imagePath('jpeg-900.jpg'));
  await verdictOf(page);
  await page.locator('summary', { hasText: 'What the model saw' }).click();
  const crops = page.locator('canvas');
  await expect(crops).toHaveCount(references().get('jpeg-900.jpg')?.logits.length ?? -1);
  const coloursOf = (canvas: HTMLCanvasElement): number =>
    new Set(canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []).size;
  // The crops are cut again in a worker: the squares stand there before they are painted.
  await expect.poll(() => crops.first().evaluate(coloursOf)).toBeGreaterThan(10);
});

test('five hundred files: the list stays small in the page, sorts, filters, exports, cancels', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto('/?backend=wasm');
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  const fixture = readFixture('images', 'png-grey.png');
  const broken = readFixture('bad', 'truncated.jpg');
  await page.evaluate(
    ({ fixture, broken }) => {
      const bytes = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      for (let i = 0; i < 499; i++)
        data.items.add(new File([bytes(fixture.base64)], `p${String(i).padStart(3, '0')}.png`));
      data.items.add(new File([bytes(broken.base64)], 'broken.jpg'));
      document.body.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    },
    { fixture, broken },
  );
  const progress = page.getByTestId('progress');
  await expect(progress).toHaveAttribute('data-total', '500');
  await expect
    .poll(async () => Number(await progress.getAttribute('data-done')), { timeout: 60_000 })
    .toBeGreaterThan(20);
  expect(await page.getByTestId('result-row').count()).toBeLessThan(60);
  await page.getByTestId('cancel').first().click();
  await expect(page.getByTestId('retry').first()).toBeVisible();
  const [csv] = await exported(page, 'export-csv');
  const lines = csv.trim().split('\r\n');
  expect(lines).toHaveLength(501);
  expect(lines[0]).toContain('model_sha256');
  const [json] = await exported(page, 'export-json');
  const report = JSON.parse(json) as Record<string, unknown>;
  expect(JSON.stringify(report)).toMatch(/"preprocessing"/u);
  expect(JSON.stringify(report)).toMatch(/[0-9a-f]{64}/u);
  expect(JSON.stringify(report)).toMatch(/"backend":\s*"wasm"/u);
  // Sorted by name, downwards: p498 comes first and "broken" last.
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').selectOption('name');
  await expect(page.getByTestId('result-row').first()).toHaveAttribute('data-name', 'broken.jpg');
  await page.getByRole('button', { name: /Sort descending/u }).click();
  await expect(page).toHaveURL(/sort=name/u);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-testid="result-row"][aria-selected="true"]')).toHaveAttribute(
    'data-name',
    'p498.png',
  );
  await page.getByLabel('Filter by name').fill('p49');
  await expect(page.getByTestId('result-row')).toHaveCount(9);
});

async function exported(page: Page, testId: string): Promise<[string, string]> {
  if (!(await page.getByTestId(testId).isVisible()))
    await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).click()]);
  return [readFileSync(await download.path(), 'utf8'), download.suggestedFilename()];
}

test('the list is worked by keyboard alone', async ({ page }) => {
  await page.goto('/');
  await choose(page, ...imageNames().slice(0, 3).map(imagePath));
  const rows = page.getByTestId('result-row');
  await expect(rows).toHaveCount(3);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('End');
  await expect(rows.last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Delete');
  await expect(rows).toHaveCount(2);
});

test('every format of the fixtures is judged or refused for its content', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/?backend=wasm');
  await choose(page, ...imageNames().map(imagePath));
  const progress = page.getByTestId('progress');
  await expect(progress).toHaveAttribute('data-done', String(imageNames().length), { timeout: 150_000 });
  const [json] = await exported(page, 'export-json');
  const text = JSON.parse(json) as {
    pictures: { file: string; status: string; probability: number | null }[];
  };
  const expected = references();
  expect(text.pictures).toHaveLength(imageNames().length);
  for (const { file, status, probability } of text.pictures) {
    expect(status, file).toBe('done');
    if (probability === null) continue;
    const limit = file === 'avif-alpha.avif' ? 0.02 : 1e-4;
    expect(Math.abs(probability - shown(expected.get(file)?.p ?? NaN)), file).toBeLessThanOrEqual(limit);
  }
});

test('without cross-origin isolation the page runs on one thread and says so', async ({ page }) => {
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = Object.fromEntries(
      Object.entries(response.headers()).filter(([name]) => !name.startsWith('cross-origin-')),
    );
    await route.fulfill({ response, headers });
  });
  await page.goto('/?backend=wasm&threads=4');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
  await page.getByTestId('runtime-badge').click();
  await expect(page.getByText(/not cross-origin isolated/u)).toBeVisible();
});

test('the switch to WASM is in the address, and the address is kept from view to view', async ({ page }) => {
  await page.goto('/?backend=wasm&q=png');
  await page.getByRole('link', { name: 'About' }).first().click();
  await expect(page).toHaveURL(/\/about\?.*backend=wasm/u);
  await page.goto('/?backend=nonsense&threads=many&sort=upwards');
  await expect(page.getByTestId('drop-zone')).toBeVisible();
});

test('a folder can be chosen, and its files keep their paths', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await page.locator('input[type="file"][webkitdirectory]').first().setInputFiles(join(fixtures, 'decoded'));
  const progress = page.getByTestId('progress');
  const count = readdirSync(join(fixtures, 'decoded')).length;
  await expect(progress).toHaveAttribute('data-done', String(count), { timeout: 60_000 });
  const [json] = await exported(page, 'export-json');
  const { pictures } = JSON.parse(json) as { pictures: { path: string }[] };
  expect(pictures.map(({ path }) => path).every((path) => path.startsWith('decoded/'))).toBe(true);
});

test('a file that vanished since it was chosen is named, and the others are judged', async ({
  page,
}, testInfo) => {
  const vanishing = testInfo.outputPath('vanishing.png');
  copyFileSync(imagePath('png-rgb.png'), vanishing);
  // The card is held back, so that the file is gone before it is read.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/model.json', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/?backend=wasm');
  await choose(page, vanishing, imagePath('png-grey.png'));
  await expect(page.getByTestId('result-row')).toHaveCount(2);
  rmSync(vanishing);
  release();
  await expect(page.locator('[data-testid="result-row"][data-name="png-grey.png"]')).toHaveAttribute(
    'data-status',
    'done',
  );
  await expect(page.getByTestId('failure')).toContainText('vanishing.png');
  await expect(page.getByTestId('failure')).toContainText(/could not be read.*choose it again/iu);
});
