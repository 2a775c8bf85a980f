import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { zipOf } from './zip-of.ts';
import { badPath, failOnConsoleErrors } from './support.ts';

const samples = join(import.meta.dirname, '..', 'public', 'samples', 'explore');
const shipped = (
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'public', 'models', 'index.json'), 'utf8')) as {
    models: string[];
  }
).models;
/** The small detector, where speed is wanted and not the verdict. */
const quick = shipped.at(-1) ?? '';

const job = (page: Page) => page.getByTestId('job');
const measure = (page: Page) => page.getByRole('button', { name: 'Measure', exact: true });
const tab = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'View of the results' }).getByRole('radio', { name, exact: true });

async function openBenchmark(page: Page, query: string): Promise<void> {
  await page.goto(`/benchmark?set=built-in&${query}`);
  await expect(page.getByText('360 samples')).toBeVisible();
}

async function untilDone(page: Page): Promise<void> {
  await expect(job(page)).toHaveAttribute('data-status', 'done', { timeout: 120_000 });
}

/** Every figure with all its digits, and what stands below it. */
async function figures(page: Page): Promise<string[]> {
  // The last tables are worked out after the job has ended.
  const read = () =>
    page
      .getByRole('table')
      .locator('td')
      .evaluateAll((cells) =>
        cells.map(
          (cell) =>
            `${cell.querySelector('[data-value]')?.getAttribute('data-value') ?? ''} ${cell.textContent}`,
        ),
      );
  let former = '';
  await expect
    .poll(async () => {
      const now = JSON.stringify(await read());
      const settled = now === former && now !== '[]';
      former = now;
      return settled;
    })
    .toBe(true);
  return JSON.parse(former) as string[];
}

test('a job that is reloaded midway ends in the same table to the last digit', async ({ browser }) => {
  test.setTimeout(240_000);
  // Both detectors on few pictures: the larger one looks at up to nine crops of each.
  const query = 'images=24&metric=auc';
  const undisturbed = await browser.newPage();
  await openBenchmark(undisturbed, query);
  await measure(undisturbed).click();
  await untilDone(undisturbed);
  const expected = await figures(undisturbed);
  expect(expected).toHaveLength(shipped.length * 5);
  await undisturbed.close();

  // A page of its own has a storage of its own.
  const page = await browser.newPage();
  const complaints = failOnConsoleErrors(page);
  await openBenchmark(page, query);
  await measure(page).click();
  await expect(job(page)).toHaveAttribute('data-status', 'running', { timeout: 60_000 });
  await expect(job(page)).toContainText(/[1-9]\d* of 24 pictures/u, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(job(page)).toContainText('paused');
  // What is under way is finished and kept; nothing new is begun.
  const paused = await settledText(page);
  expect(paused).not.toContain('24 of 24');
  await page.reload();
  await untilDone(page);
  const [, known = '0', computed = '0'] =
    /(\d+)\sscores? known from before, (\d+) computed/u.exec(await job(page).innerText()) ?? [];
  expect(Number(known)).toBeGreaterThan(0);
  expect(Number(computed)).toBeGreaterThan(0);
  expect(Number(known) + Number(computed)).toBe(24 * shipped.length);
  expect(await figures(page)).toEqual(expected);
  complaints();
  await page.close();
});

/** The words of the job once they have stopped changing. */
async function settledText(page: Page): Promise<string> {
  let former = '';
  await expect
    .poll(
      async () => {
        const now = await job(page).innerText();
        const same = now === former;
        former = now;
        return same;
      },
      { intervals: [1500] },
    )
    .toBe(true);
  return former;
}

test('a damaged picture is named, and the others are measured', async ({ page }) => {
  const tiles = ['real', 'nearest-convolution'].flatMap((folder) =>
    tilesOf(folder)
      .slice(0, 3)
      .map((path) => ({
        path:
          folder === 'real' ? `nature/${path.split('/').at(-1) ?? ''}` : `ai/${path.split('/').at(-1) ?? ''}`,
        bytes: readFileSync(join(samples, path)),
      })),
  );
  const bad = { path: 'ai/cut-short.jpg', bytes: readFileSync(badPath('truncated.jpg')) };
  await page.goto('/explore');
  await page
    .locator('input[type="file"][accept*=".zip"]')
    .setInputFiles({ name: 'set.zip', mimeType: 'application/zip', buffer: await zipOf([...tiles, bad]) });
  await expect(page.getByTestId('sample-grid').getByRole('option').first()).toBeVisible();
  await page.getByRole('link', { name: 'Benchmark' }).click();
  for (const id of shipped)
    if (id !== quick) await page.getByRole('checkbox', { name: new RegExp(nameOf(id), 'u') }).uncheck();
  await measure(page).click();
  await untilDone(page);
  await expect(job(page)).toContainText('7 pictures');
  await job(page).getByText('1 picture left out').click();
  await expect(job(page)).toContainText('ai/cut-short.jpg is cut short');
  await expect(page.getByRole('table').getByRole('cell').last()).toContainText('n 6');
});

test('a worker that ends while the job is held is started again, and other views show the job', async ({
  page,
}) => {
  await openBenchmark(page, `with=${quick}&images=150`);
  await measure(page).click();
  await expect(job(page)).toContainText(/[1-9]\d* of 150 pictures/u, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await settledText(page);
  for (const part of ['benchmark.worker', 'inference.worker']) {
    const workers = page.workers().filter((worker) => worker.url().includes(part));
    expect(workers.length, part).toBeGreaterThan(0);
    // It cannot answer any more once it has done so.
    for (const worker of workers)
      await worker
        .evaluate(() => {
          self.close();
        })
        .catch(() => undefined);
  }
  await page.getByRole('link', { name: 'About' }).click();
  // The view that is left shows it too, until the next one is there.
  const chip = page.getByRole('banner').getByRole('progressbar', { name: 'Pictures measured' });
  await expect(chip).toBeVisible();
  await page.getByRole('link', { name: /^Benchmark, \d+ \/ 150 pictures, paused$/u }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await untilDone(page);
  await expect(job(page)).toContainText('150 pictures');
  await expect(job(page)).not.toContainText('left out');
});

test('where the browser keeps nothing the job runs all the same, and says so', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(IDBFactory.prototype, 'open', {
      value: () => {
        throw new DOMException('The user denied permission.', 'SecurityError');
      },
    });
  });
  await openBenchmark(page, `with=${quick}&images=12`);
  await measure(page).click();
  await untilDone(page);
  await expect(job(page).getByRole('alert')).toContainText('does not keep the scores');
  // They stay as long as the page: measured again, nothing is computed.
  await page.getByText('What is measured').click();
  await measure(page).click();
  await expect(job(page)).toContainText('12 scores known from before, 0 computed');
});

test('a cell opens exactly its pictures, failures first', async ({ page }) => {
  await openBenchmark(page, `with=${quick}&images=25&metric=ai`);
  await measure(page).click();
  await untilDone(page);
  const cell = page.getByRole('button', { name: /nearest \+ convolution: .* Show them, failures first/u });
  const pictures = Number(/n (\d+)/u.exec(await cell.innerText())?.[1]);
  expect(pictures).toBeGreaterThan(1);
  // The table is one stop of the keyboard.
  await page.getByRole('button', { name: /transposed convolution: .* Show them/u }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/explore\?.*order=score/u);
  await expect(page.getByTestId('sample-grid').getByRole('option')).toHaveCount(pictures);
  await page.goBack();
  await expect(page.getByRole('table')).toBeVisible();
});

test('the threshold has its price in words, and lives in the address', async ({ page }) => {
  await openBenchmark(page, `with=${quick}&images=25&tab=curves`);
  await measure(page).click();
  await untilDone(page);
  const price = page.getByTestId('price');
  const slider = page.getByRole('slider');
  await slider.fill('0');
  await expect(price).toContainText('Of 1,000 real photos like these, 1,000 would be called AI');
  await expect(page).toHaveURL(/threshold=0/u);
  await slider.fill('1');
  await expect(price).toContainText('Of 1,000 real photos like these, 0 would be called AI');
  await expect(page.getByRole('img', { name: /^Receiver operating/u })).toBeVisible();
});

test('scores from a table stand beside the others, and everything can be exported', async ({ page }) => {
  await openBenchmark(page, `with=${quick}&images=25&metric=auc`);
  await measure(page).click();
  await untilDone(page);
  const index = JSON.parse(readFileSync(join(samples, 'index.json'), 'utf8')) as {
    columns: { path: string[]; label: string[] };
  };
  const lines = index.columns.path.map(
    (path, i) => `${path},${index.columns.label[i] === 'ai' ? '0.9' : '0.1'}`,
  );
  const table = Buffer.from(['path,oracle', ...lines].join('\n'));
  await page
    .locator('input[type="file"][accept*=".csv"]')
    .setInputFiles({ name: 'oracle.csv', mimeType: 'text/csv', buffer: table });
  await expect(page.getByText('oracle: 360 samples found, of 360 rows.')).toBeVisible();
  const row = page.getByRole('row', { name: /^oracle/u });
  await expect(row.getByRole('cell').last()).toContainText('1.000');
  const download = async (name: string): Promise<string> => {
    const started = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).click();
    return readFileSync(await (await started).path(), 'utf8');
  };
  const metrics = JSON.parse(await download('metrics.json')) as {
    models: { id: string; sha256: string }[];
    dataSha256: string;
    metrics: Record<string, Record<string, Record<string, { auc: { value: number } }>>>;
  };
  expect(metrics.models.map(({ id }) => id)).toEqual([quick]);
  expect(metrics.dataSha256).toMatch(/^[0-9a-f]{64}$/u);
  expect(metrics.metrics['oracle']?.['untouched']?.['All generators']?.auc.value).toBe(1);
  expect(await download('CSV')).toContain('oracle,untouched,All generators,,auc,1,');
  expect(await download('LaTeX')).toContain('oracle & 1.000');
  expect(JSON.parse(await download('curves.json'))).toHaveProperty(['curves', 'oracle', 'untouched']);
});

test('the benchmark is accessible while it runs and in every view, light and dark, also on a phone', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const expectAccessible = async (where: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations, `${where}, ${colorScheme}`).toEqual([]);
    }
  };
  await page.goto('/benchmark');
  await expect(measure(page)).toBeVisible();
  await expectAccessible('before');
  await openBenchmark(page, `with=${quick}&images=60&conditions=jpeg:30,jpeg:65`);
  await measure(page).click();
  await expect(job(page)).toContainText(/[1-9]\d* of 60 pictures/u, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await settledText(page);
  await expectAccessible('running');
  await page.getByRole('button', { name: 'Go on' }).click();
  await untilDone(page);
  const names = [
    'By generator',
    'Degraded',
    'Worst case',
    'Curves and threshold',
    'By class',
    'Raw and matched',
    'Families',
    'Correlation',
  ];
  for (const name of names) {
    await tab(page, name).click();
    await expect(tab(page, name)).toBeChecked();
    await expectAccessible(name);
  }
  await page.setViewportSize({ width: 375, height: 812 });
  for (const name of names) {
    await tab(page, name).click();
    const wide = await page.evaluate(() => (document.querySelector('main')?.scrollWidth ?? 0) > innerWidth);
    expect(wide, name).toBe(false);
  }
  await page.goto('/benchmark/published');
  for (const table of ['Table 1', 'Table 3', 'Table 8']) {
    await page.getByRole('radio', { name: table, exact: true }).click();
    await expect(page.getByRole('region', { name: table, exact: true })).toBeVisible();
    await expectAccessible(table);
  }
});

function tilesOf(folder: string): string[] {
  const index = JSON.parse(readFileSync(join(samples, 'index.json'), 'utf8')) as {
    columns: { path: string[] };
  };
  return index.columns.path.filter((path) => path.startsWith(`${folder}/`));
}

function nameOf(id: string): string {
  const card = readFileSync(join(import.meta.dirname, '..', 'public', 'models', id, 'model.json'), 'utf8');
  return (JSON.parse(card) as { name: string }).name;
}
