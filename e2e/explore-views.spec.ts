import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type FileChooser, type Page } from '@playwright/test';
import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { testTar, utf8 } from '../src/core/dataset/tar/test-tar.ts';
import { pickInMemory } from './folder-in-memory.ts';
import { failOnConsoleErrors, fixtures, imagePath } from './support.ts';

/* Every source of samples as a person opens it, good and bad, and what the views do with it. */

const grid = (page: Page) => page.getByTestId('sample-grid');
const tiles = (page: Page) => grid(page).getByRole('option');
const png = readFileSync(imagePath('tiny.png'));
const jpeg = readFileSync(imagePath('jpeg-420-q75.jpg'));

/** Chooses files at the button, as the browser's own dialog would. */
async function chooseAt(page: Page, button: string, files: Parameters<FileChooser['setFiles']>[0]) {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  const chooser = await choosing;
  await chooser.setFiles(files);
}

async function openFiles(page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.goto('/explore');
  await chooseAt(page, 'Choose files', files);
}

const fileOf = (name: string, bytes: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

async function everyTilePainted(page: Page, count: number): Promise<void> {
  await expect(tiles(page)).toHaveCount(count);
  await expect(grid(page).locator('canvas[data-ready="true"]')).toHaveCount(count);
}

test('a folder that is picked: hard names are names, and a file that vanishes is named', async ({ page }) => {
  const complaints = failOnConsoleErrors(page);
  const hard = [`it's "one".png`, '<script>alert(1)<\u200f.png', '\u202egnp.exe.png'];
  await pickInMemory(page, {
    ...Object.fromEntries(hard.map((name) => [`ADM/val/ai/${name}`, png])),
    'ADM/val/nature/ILSVRC2012_val_00000001.JPEG': jpeg,
    'ADM/val/readme.txt': Buffer.from('no picture'),
  });
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await everyTilePainted(page, 4);
  for (const name of hard)
    await expect(tiles(page).and(page.getByLabel(name, { exact: true }))).toHaveCount(1);
  await page.getByTestId('source-details').click();
  await expect(page.getByText('GenImage: generator, split, ai or nature')).toBeVisible();
  await expect(page.getByText('1 other file left out (1 txt)')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(async (name) => {
    let folder = await navigator.storage.getDirectory();
    for (const part of ['set', 'ADM', 'val', 'ai']) folder = await folder.getDirectoryHandle(part);
    await folder.removeEntry(name);
  }, hard[0] ?? '');
  await page.getByLabel(hard[0] ?? '', { exact: true }).click();
  await expect(page.getByText(`ADM/val/ai/${hard[0] ?? ''} is not there any more`)).toBeVisible();
  complaints();
});

test('a folder without the picker: a thousand files that are no pictures are counted, not listed', async ({
  page,
}, info) => {
  const folder = info.outputPath('mixed');
  mkdirSync(join(folder, 'real'), { recursive: true });
  for (let n = 0; n < 1000; n++) writeFileSync(join(folder, `${String(n)}.log`), '');
  writeFileSync(join(folder, 'real', 'two\nlines "quoted".png'), png);
  writeFileSync(join(folder, 'real', 'empty.png'), '');
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });
  await page.goto('/explore');
  await chooseAt(page, 'Choose a folder', folder);
  await everyTilePainted(page, 1);
  await page.getByTestId('source-details').click();
  await expect(page.getByText('1,000 other files left out (1,000 log)')).toBeVisible();
  await expect(page.getByText('Empty files')).toBeVisible();
});

test('a ZIP archive: an encrypted entry is named, and the rest is there', async ({ page }) => {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  const add = (path: string, bytes: Buffer, options = {}) =>
    writer.add(path, new Uint8ArrayReader(new Uint8Array(bytes)), options);
  await add('train/ai/GLIDE_1000_200_00_003_glide_00000.png', png, { level: 0 });
  await add('train/nature/n01440764_1.JPEG', jpeg, { level: 9 });
  await add('train/ai/secret.png', png, { password: 'x' });
  const bytes = new Uint8Array(await (await writer.close()).arrayBuffer());
  await openFiles(page, fileOf('imagenet_glide.zip', bytes));
  await everyTilePainted(page, 2);
  await page.getByTestId('source-details').click();
  await expect(page.getByText('train/ai/secret.png is encrypted')).toBeVisible();
});

test('a tar shard: pictures in place, and a broken one among them', async ({ page }) => {
  const tar = testTar([
    { path: 'real/0.png', bytes: new Uint8Array(png) },
    { path: 'fake/1.png', bytes: utf8('no picture at all') },
  ]);
  await openFiles(page, fileOf('train-00000.tar', tar));
  await expect(tiles(page)).toHaveCount(2);
  await expect(grid(page).locator('canvas[data-ready="true"]')).toHaveCount(1);
  await expect(grid(page).getByText('no picture', { exact: true })).toBeVisible();
});

test.describe('Parquet with pictures', () => {
  const name = 'train-00000-of-00001.parquet';
  const bytes = readFileSync(join(fixtures, 'datasets', name));

  /** huggingface.co with one set, whose file is sent in parts, or only whole. */
  async function serveHub(page: Page, parts: boolean): Promise<{ sent: number }> {
    const count = { sent: 0 };
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': '*' };
    await page.route('https://huggingface.co/**', async (route) => {
      const request = route.request();
      if (request.url().includes('/api/datasets/'))
        return route.fulfill({ headers, json: [{ type: 'file', path: `data/${name}` }] });
      const [, from = '', to = ''] = /bytes=(\d+)-(\d+)/u.exec(request.headers()['range'] ?? '') ?? [];
      if (!parts || from === '') return route.fulfill({ headers, body: bytes });
      const part = bytes.subarray(Number(from), Number(to) + 1);
      count.sent += part.length;
      const range = `bytes ${from}-${to}/${String(bytes.length)}`;
      return route.fulfill({ status: 206, headers: { ...headers, 'content-range': range }, body: part });
    });
    return count;
  }

  test('from disk', async ({ page }) => {
    await openFiles(page, fileOf(name, bytes));
    await everyTilePainted(page, 6);
    await expect(page.getByRole('checkbox', { name: /^Stable Diffusion V1\.4/u })).toBeVisible();
  });

  test('by an id, over range requests', async ({ page }) => {
    const complaints = failOnConsoleErrors(page);
    const count = await serveHub(page, true);
    await page.goto('/explore');
    await page.getByRole('textbox', { name: 'Data set id' }).fill('owner/some-set');
    await page.keyboard.press('Enter');
    await expect(tiles(page)).toHaveCount(6);
    await expect(page).toHaveURL(/set=hub/u);
    await everyTilePainted(page, 6);
    expect(count.sent).toBeGreaterThan(0);
    complaints();
  });

  test('from a server that sends whole files only is refused by name', async ({ page }) => {
    await serveHub(page, false);
    await page.goto('/explore?set=hub:owner/some-set');
    await expect(page.getByRole('alert')).toContainText(`The server sends data/${name} only whole.`);
  });

  test('without its footer is refused by name', async ({ page }) => {
    await openFiles(
      page,
      fileOf('cut.parquet', readFileSync(join(fixtures, 'datasets', 'truncated.parquet'))),
    );
    await expect(page.getByRole('alert')).toContainText('cut.parquet is cut off');
  });
});

test('an index is saved, opens without its folder, and finds its pictures in it again', async ({
  page,
}, info) => {
  await pickInMemory(page, {
    'ADM/val/ai/3_adm_1.PNG': png,
    'ADM/val/nature/ILSVRC2012_val_00000001.JPEG': jpeg,
  });
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await everyTilePainted(page, 2);
  await page.getByTestId('source-details').click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the index' }).click();
  const index = info.outputPath('index.parquet');
  await (await download).saveAs(index);
  await page.reload();
  await chooseAt(page, 'Choose files', index);
  await expect(tiles(page)).toHaveCount(2);
  await expect(page.getByText('It was made of the folder set.')).toBeVisible();
  await expect(grid(page).getByText('no picture yet')).toHaveCount(2);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await everyTilePainted(page, 2);
  await expect(page.getByText('It was made of the folder set.')).toBeHidden();
});

test('a table is joined, and says what fitted', async ({ page }) => {
  await page.goto('/explore?set=built-in');
  await expect(tiles(page).first()).toBeVisible();
  const { columns } = (await (await page.request.get('/samples/explore/index.json')).json()) as {
    columns: { path: string[] };
  };
  const rows = columns.path.slice(0, 90).map((path, n) => `${path},${String(n / 100)},${String(n % 2)}.5`);
  const table = ['path,npr,other', ...rows, 'not/here.png,0.5,0.5'].join('\n');
  await chooseAt(page, 'Join a table', fileOf('scores.csv', utf8(table)));
  const dialog = page.getByRole('dialog', { name: 'scores.csv' });
  await expect(dialog).toContainText('90 of 360');
  await expect(dialog).toContainText('1 of 91');
  await expect(dialog).toContainText('not/here.png');
  await expect(dialog.locator('dd').filter({ hasText: 'npr' })).toHaveText('npr');
  await expect(dialog.locator('dd').filter({ hasText: 'other' })).toHaveText('other');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Detector score' })).toBeVisible();
  await chooseAt(page, 'Join a table', fileOf('wrong.csv', utf8('id,label\n1,0\n')));
  await expect(page.getByRole('alert')).toContainText('wrong.csv has no column of paths');
});

test('the matched subset is shown, named in the address, and undone', async ({ page }) => {
  await page.goto('/explore?set=built-in');
  const audit = page.getByRole('button', { name: 'Bias audit' });
  await audit.click();
  const dialog = page.getByRole('dialog', { name: 'Bias audit' });
  // File size alone tells the built-in tiles apart to some extent; among pairs of equal size it does not.
  const size = dialog.getByRole('row', { name: /^File size/u }).getByRole('cell');
  await expect(size.last()).toHaveText(/^0\.500 /u);
  expect(Number((await size.first().innerText()).slice(0, 5))).toBeGreaterThan(0.6);
  const offered = /In (\d+) samples/u.exec(await dialog.innerText())?.[1] ?? '';
  await dialog.getByRole('button', { name: 'Show only these' }).click();
  const chip = page.getByRole('button', { name: /^Matched subset/u });
  await expect(chip).toContainText(offered);
  await expect(page.getByText(`${offered} of 360`)).toBeVisible();
  const half = String(Number(offered) / 2);
  await expect(page.getByRole('checkbox', { name: `Real ${half}`, exact: true })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: `AI-generated ${half}` })).toBeVisible();
  await expect(page).toHaveURL(/matched=1/u);
  // Another filter narrows the same subset, and an address brings both back.
  await page.getByRole('checkbox', { name: `Real ${half}`, exact: true }).check();
  await expect(page.getByText(`${half} of 360`)).toBeVisible();
  await page.reload();
  await expect(page.getByText(`${half} of 360`)).toBeVisible();
  await audit.click();
  await expect(dialog.getByRole('button', { name: 'Show all again' })).toBeVisible();
  await page.keyboard.press('Escape');
  await chip.click();
  await expect(page.getByText('72 of 360')).toBeVisible();
  await page.goBack();
  await expect(page.getByText(`${half} of 360`)).toBeVisible();
});

test('a random sample is the same for the same seed', async ({ page }) => {
  await page.goto('/explore?set=built-in&tile=72');
  await expect(tiles(page).first()).toBeVisible();
  const draw = async (seed: string): Promise<string[]> => {
    await page.getByRole('button', { name: 'Random', exact: true }).click();
    await page.getByRole('spinbutton', { name: 'Samples' }).fill('25');
    await page.getByRole('spinbutton', { name: 'Seed' }).fill(seed);
    await page.keyboard.press('Enter');
    await expect(page.getByText('25 selected')).toBeVisible();
    return tiles(page).evaluateAll((all) =>
      all.filter((tile) => tile.ariaSelected === 'true').map(({ id }) => id),
    );
  };
  const first = await draw('7');
  expect(first.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'None', exact: true }).click();
  await expect(page.getByText('None selected')).toBeVisible();
  expect(await draw('7')).toEqual(first);
});

for (const [width, colorScheme] of [
  [1280, 'light'],
  [390, 'dark'],
] as const) {
  test(`a sample has its residual and spectrum at ${String(width)} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await page.goto('/explore?set=built-in&at=80');
    await expect(page.getByTestId('spectrum')).toBeVisible();
    expect(await residualDisagrees(page)).toBe(0);
    const large = page.getByRole('button', { name: 'Noise residual, large' });
    await large.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('application', { name: /^Noise residual of/u })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('application', { name: /^Noise residual of/u })).toHaveCount(0);
  });
}

/**
 * How many of some pixels of the residual are lighter, darker or mid-grey where the picture minus its median by sorting
 * is not positive, negative or zero.
 */
function residualDisagrees(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const pixelsOf = async (image: HTMLImageElement) => {
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      return context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    };
    const [residual] = document.querySelectorAll<HTMLImageElement>('[data-testid="residual"]');
    const [picture] = document.querySelectorAll<HTMLImageElement>('[role="application"] img');
    if (!residual || !picture) return -1;
    const shown = await pixelsOf(residual);
    const rgb = await pixelsOf(picture);
    const side = picture.naturalWidth;
    const grey = (x: number, y: number): number => {
      const [r = 0, g = 0, b = 0] = rgb.subarray(4 * (y * side + x));
      return (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
    };
    let wrong = 0;
    for (let y = 100; y < 140; y++) {
      for (let x = 60; x < 120; x++) {
        const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => grey(x + dx, y + dy)));
        const median = around.sort((a, b) => a - b)[4] ?? 0;
        const value = shown[4 * (y * side + x)] ?? 0;
        if (Math.sign(grey(x, y) - median) !== Math.sign(value - 128)) wrong++;
      }
    }
    return wrong;
  });
}
