import { readFileSync } from 'node:fs';
import { expect, test, type Page, type Worker } from '@playwright/test';
import { pickInMemory } from './folder-in-memory.ts';
import { failOnConsoleErrors, imagePath } from './support.ts';

/* Folders of all kinds: walked down in, full of what is no picture, and taken away while they are looked at. */

const grid = (page: Page) => page.getByTestId('sample-grid');
const tiles = (page: Page) => grid(page).getByRole('option');
const folders = (page: Page) => page.getByRole('group', { name: 'Folder', exact: true });
const png = readFileSync(imagePath('tiny.png'));

test('a folder is walked down in, and its counts follow the other filters', async ({ page }) => {
  await page.goto('/explore?set=built-in');
  const real = folders(page).getByRole('button', { name: 'real 72' });
  await expect(folders(page).getByRole('button')).toHaveCount(5);
  await real.press('Enter');
  await expect(page.getByText('72 of 360')).toBeVisible();
  await expect(page).toHaveURL(/folder=real/u);
  // What was pressed is gone; the keyboard goes on at the folder that is open now.
  await expect(folders(page).locator('[aria-current]')).toBeFocused();
  await folders(page).getByRole('button', { name: 'acanthus-mollis 8' }).click();
  await expect(page.getByText('8 of 360')).toBeVisible();
  await page.reload();
  await expect(page.getByText('8 of 360')).toBeVisible();
  await expect(folders(page).getByRole('list', { name: 'Chosen folder' })).toContainText('acanthus-mollis');
  await folders(page).getByRole('button', { name: 'All folders' }).click();
  await expect(page.getByText('360', { exact: true })).toBeVisible();
  await page.getByRole('checkbox', { name: /^AI-generated/u }).check();
  await expect(folders(page).getByRole('button')).toHaveCount(4);
  await folders(page).getByRole('searchbox').fill('NAGASAKI');
  await expect(folders(page).getByRole('button', { name: 'real/nagasaki-boats 0' })).toBeVisible();
  await folders(page)
    .getByRole('button', { name: /quantised\/nagasaki-boats 8/u })
    .click();
  await expect(page.getByText('8 of 360')).toBeVisible();
});

test('a folder of files that are no pictures ends with what they are, and can be stopped', async ({
  page,
}) => {
  await pickInMemory(page, {});
  // A tenth of what the reader's own test has: the browser's file system takes long to make them.
  await page.evaluate(async (count) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('set', { create: true });
    for (let n = 0; n < count; n += 32)
      await Promise.all(
        Array.from({ length: 32 }, (_, i) => folder.getFileHandle(`${String(n + i)}.log`, { create: true })),
      );
  }, 20_000);
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(page.getByText('No pictures were found in set.')).toBeVisible();
  await expect(page.getByText('20,000 other files left out (20,000 log).')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('No pictures were found in set before it was stopped.')).toBeVisible();
});

test('a permission that is taken back is named, the rest goes on, and it is asked for again', async ({
  page,
}) => {
  const complaints = failOnConsoleErrors(page);
  const hostile = '<b>"a" \u202E\n\'';
  await pickInMemory(page, { 'ADM/1.png': png, 'ADM/2.png': png, [`${hostile}/3.png`]: png });
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await expect(grid(page).locator('canvas[data-ready="true"]')).toHaveCount(3);
  await expect(folders(page).getByRole('button').first()).toContainText('<b>"a"');
  const worker = datasetWorker(page);
  await answerReadsWith(worker, 'refusal');
  await tiles(page).first().click();
  const refused = page.getByRole('alert');
  await expect(refused).toContainText('The browser may not read set any more.');
  await expect(page.getByRole('complementary', { name: 'Sample' })).toContainText('The browser may not read');
  await page.getByRole('button', { name: 'Larger tiles' }).click();
  await expect(grid(page).getByText('not allowed')).toHaveCount(3);
  // Facts are still there to look through.
  await folders(page).getByRole('button', { name: 'ADM 2' }).click();
  await expect(page.getByText('2 of 3')).toBeVisible();
  await folders(page).getByRole('button', { name: 'All folders' }).click();
  await answerPermissionWith(page, 'denied');
  await refused.getByRole('button', { name: 'Allow again' }).click();
  await expect(refused).toContainText('It was not allowed.');
  await answerReadsWith(worker, 'bytes');
  await answerPermissionWith(page, 'granted');
  await refused.getByRole('button', { name: 'Allow again' }).click();
  await expect(refused).toHaveCount(0);
  await expect(grid(page).locator('canvas[data-ready="true"]')).toHaveCount(3);
  await expect(page.getByRole('complementary', { name: 'Sample' }).getByRole('img').first()).toBeVisible();
  complaints();
});

function datasetWorker(page: Page): Worker {
  const found = page.workers().find((worker) => worker.url().includes('dataset.worker'));
  if (!found) throw new Error('the worker of the data set does not run');
  return found;
}

/** As the browser does once a person has taken the permission back in its settings. */
function answerReadsWith(worker: Worker, what: 'refusal' | 'bytes'): Promise<void> {
  return worker.evaluate((answer) => {
    const prototype = FileSystemDirectoryHandle.prototype as unknown as Record<string, unknown>;
    prototype['genuine'] ??= prototype['getFileHandle'];
    prototype['getFileHandle'] =
      answer === 'bytes'
        ? prototype['genuine']
        : () => Promise.reject(new DOMException('The request is not allowed.', 'NotAllowedError'));
  }, what);
}

function answerPermissionWith(page: Page, state: PermissionState): Promise<void> {
  return page.evaluate((answer) => {
    Object.assign(FileSystemHandle.prototype, { requestPermission: () => Promise.resolve(answer) });
  }, state);
}
