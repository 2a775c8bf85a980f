import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { fixturePath } from './onnx-files.ts';
import { reference as logits } from './onnx-logits.ts';
import { defaultCard } from './second-detector.ts';
import { choose, failOnConsoleErrors, imagePath, verdictOf } from './support.ts';

/* ONNX models as a reader meets them: files, folders and addresses opened, compared, kept, deleted, refused. */

const pictures = Object.keys(logits['one-logit.onnx'] ?? {});

// Each opening starts the runtime anew, which takes long on a busy machine.
test.describe.configure({ timeout: 240_000 });
const started = { timeout: 60_000 };

const report = (page: Page, status: string) =>
  page.locator(`[data-testid="model-report"][data-status="${status}"]`);

async function openFiles(page: Page, ...paths: readonly string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open ONNX files' }).click();
  await (await chooser).setFiles(paths.map(fixturePath));
}

async function pick(page: Page, testId: string, option: string): Promise<void> {
  await page.getByTestId(testId).click();
  await page.getByRole('option', { name: option }).click();
}

/** Presses the button of the form, and answers the id of what was kept. */
async function use(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Use this model' }).click();
  await expect(report(page, 'kept')).toContainText('is ready', started);
  return (await page.getByTestId('own-model').first().getAttribute('data-id')) ?? '';
}

const compared = (page: Page, id: string) => page.locator(`[data-testid="compared"][data-id="${id}"]`);

/** The score of a picture as the comparison shows it. */
async function scoreOf(page: Page, id: string, picture: string): Promise<number> {
  await expect(page.getByTestId('compare-picture')).toBeVisible();
  await choose(page, imagePath(picture));
  await expect(page.getByTestId('compare-picture')).toContainText(picture);
  const card = compared(page, id);
  await expect(card).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  return Number(await card.getByTestId('score').getAttribute('data-value'));
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const softmax = (values: readonly number[], index: number): number =>
  Math.exp(values[index] ?? NaN) / values.reduce((sum, value) => sum + Math.exp(value), 0);

/** Logits 1e-3 apart give shares at most this far apart, as no slope of sigmoid is above 1/4; onnx-parity.spec.ts has the logits. */
const within = 2.5e-4;

test('a model is opened, its preprocessing stated, compared, kept and deleted', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  await openFiles(page, 'one-logit.onnx');
  await expect(report(page, 'described')).toContainText('No preprocessor_config.json came along', started);
  await expect(report(page, 'described')).toContainText('The graph takes 64 × 64', started);
  await pick(page, 'values', '−1 to 1');
  const id = await use(page);
  expect(id).toMatch(/^one-logit-[0-9a-f]{12}$/u);
  await expect(page.getByTestId('own-model')).toContainText('mean 0.5, deviation 0.5');
  await expect(page.getByTestId('own-model')).toContainText('Stated by you');

  await page.getByTestId('own-model').getByRole('link', { name: 'Judge with it' }).click();
  await expect(page).toHaveURL(new RegExp(`with=${defaultCard.id},${id}`, 'u'));
  for (const picture of pictures) {
    const expected = sigmoid(logits['one-logit.onnx']?.[picture]?.[0] ?? NaN);
    expect(Math.abs((await scoreOf(page, id, picture)) - expected), picture).toBeLessThan(within);
  }
  await expect(compared(page, id)).toContainText('not calibrated');
  await expect(compared(page, id)).toContainText('Whole picture to 64 × 64');
  await expect(page.getByTestId('disagreement')).not.toBeEmpty();

  await page.reload();
  await expect(page.getByRole('checkbox', { name: /one-logit\.onnx/u })).toBeChecked();
  await page.getByRole('link', { name: 'All detectors' }).click();
  await page.getByTestId('own-model').getByRole('button', { name: 'Delete one-logit.onnx' }).click();
  await expect(page.getByTestId('model')).toHaveCount(0);
  await page.goto(`/detectors/compare?backend=wasm&with=${id}`);
  await expect(page.getByTestId('missing')).toContainText(id);
  check();
});

test('a folder of Hugging Face says its own preprocessing and classes', async ({ page }) => {
  await page.goto('/detectors?backend=wasm');
  await expect(page.getByRole('heading', { name: 'Your ONNX models' })).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a folder' }).click();
  await (await chooser).setFiles(fixturePath('hub'));
  await expect(report(page, 'described')).toContainText('Read from hub/preprocessor_config.json', started);
  await expect(page.getByTestId('stated-preprocessing')).toContainText(
    'Whole picture to 64 × 64\u00a0px (bilinear); values of 0 to 1, mean 0.5, deviation 0.5.',
  );
  await expect(page.getByRole('checkbox', { name: 'artificial' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'human' })).not.toBeChecked();
  const id = await use(page);
  await report(page, 'kept').getByRole('link').click();
  for (const picture of pictures) {
    const expected = softmax(logits['hub/onnx/model.onnx']?.[picture] ?? [], 0);
    expect(Math.abs((await scoreOf(page, id, picture)) - expected), picture).toBeLessThan(within);
  }
});

test('the class that means AI can be corrected, and another graph of the folder taken', async ({ page }) => {
  await page.goto('/detectors?backend=wasm');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a folder' }).click();
  await (await chooser).setFiles(fixturePath('hub'));
  await pick(page, 'graph', 'hub/onnx/model_quantized.onnx');
  await expect(report(page, 'described')).toContainText('hub, model_quantized.onnx', started);
  await page.getByRole('checkbox', { name: 'artificial' }).uncheck();
  await expect(report(page, 'described').getByRole('alert')).toContainText('at least one');
  await expect(page.getByRole('button', { name: 'Use this model' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'human' }).check();
  const id = await use(page);
  await report(page, 'kept').getByRole('link').click();
  const [picture = ''] = pictures;
  const expected = softmax(logits['hub/onnx/model_quantized.onnx']?.[picture] ?? [], 1);
  expect(Math.abs((await scoreOf(page, id, picture)) - expected)).toBeLessThan(0.02);
});

const commit = '0123456789abcdef0123456789abcdef01234567';

/** Answers for huggingface.co from the fixtures. */
async function serveHub(page: Page, answers: { readonly listing?: number; readonly cut?: boolean } = {}) {
  const asked: string[] = [];
  const paths = readdirSync(fixturePath('hub'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:json|onnx)$/u.test(path),
  );
  const headers = { 'access-control-allow-origin': '*' };
  await page.context().route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    asked.push(pathname);
    if (pathname.startsWith('/api/models/')) {
      if (answers.listing) return route.fulfill({ status: answers.listing, headers, body: '{}' });
      const siblings = paths.map((path) => ({
        rfilename: path,
        size: readFileSync(join(fixturePath('hub'), path)).length,
      }));
      return route.fulfill({ headers, json: { sha: commit, tags: ['license:mit'], siblings } });
    }
    const path = pathname.slice(`/someone/ai-or-not/resolve/${commit}/`.length);
    const body = readFileSync(join(fixturePath('hub'), path));
    return route.fulfill({ headers, body: answers.cut ? body.subarray(0, 100) : body });
  });
  return asked;
}

async function lookUp(page: Page, address: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Hugging Face address' }).fill(address);
  await page.getByRole('button', { name: 'Look it up' }).click();
}

test('a Hugging Face address is asked about before anything is downloaded', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  const asked = await serveHub(page);
  await page.goto('/detectors?backend=wasm');
  await lookUp(page, 'https://huggingface.co/someone/ai-or-not/tree/main');
  await expect(report(page, 'asking')).toContainText('Download someone/ai-or-not?');
  await expect(report(page, 'asking')).toContainText('mit');
  expect(asked).toEqual(['/api/models/someone/ai-or-not/revision/main']);
  await page.getByRole('button', { name: /^Download \d/u }).click();
  await expect(report(page, 'described')).toContainText('Read from preprocessor_config.json', started);
  const id = await use(page);
  expect(id).toMatch(/^someone-ai-or-not-[0-9a-f]{12}$/u);
  await expect(page.getByTestId('own-model')).toContainText(
    'huggingface.co/someone/ai-or-not at 0123456, licence mit',
  );
  await report(page, 'kept').getByRole('link').click();
  const [picture = ''] = pictures;
  const expected = softmax(logits['hub/onnx/model.onnx']?.[picture] ?? [], 0);
  expect(Math.abs((await scoreOf(page, id, picture)) - expected)).toBeLessThan(within);
  expect(asked.filter((path) => path.includes('/resolve/')).sort()).toEqual(
    ['config.json', 'onnx/model.onnx', 'preprocessor_config.json'].map(
      (path) => `/someone/ai-or-not/resolve/${commit}/${path}`,
    ),
  );
  check();
});

test('an address that leads nowhere, and a download that is cut, are told', async ({ page }) => {
  await serveHub(page, { cut: true });
  await page.goto('/detectors?backend=wasm');
  await lookUp(page, 'https://example.org/someone/ai-or-not');
  await expect(report(page, 'failed')).toContainText('is no address of a model');
  await lookUp(page, 'someone/ai-or-not');
  await page.getByRole('button', { name: /^Download \d/u }).click();
  await expect(report(page, 'failed')).toContainText('100 bytes came instead of');
  await page.context().unrouteAll();
  await serveHub(page, { listing: 401 });
  await lookUp(page, 'someone/ai-or-not');
  await expect(report(page, 'failed')).toContainText(
    'has no model someone/ai-or-not that is open to everybody',
  );
});

test('a download can be cancelled', async ({ page }) => {
  await serveHub(page);
  await page.context().route('https://huggingface.co/*/*/resolve/**', () => new Promise(() => undefined));
  await page.goto('/detectors?backend=wasm');
  await lookUp(page, 'someone/ai-or-not');
  await page.getByRole('button', { name: /^Download \d/u }).click();
  await expect(report(page, 'working')).toContainText('Downloading');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(report(page, 'idle')).toBeAttached();
  await openFiles(page, 'one-logit.onnx');
  await expect(report(page, 'described')).toBeVisible(started);
});

const refusals = [
  [['bad/unsupported.onnx'], 'org.example.Frobnicate'],
  [['bad/text.onnx'], 'it needs 2 inputs (“input_ids”, “attention_mask”), as models for text do'],
  [['bad/not-a-number.onnx'], 'no finite number'],
  [['bad/traversal.onnx', 'external/model.onnx_data'], '“../../etc/passwd”'],
  [['bad/offsets.onnx', 'external/model.onnx_data'], 'is too short'],
  [['external/model.onnx'], 'Its weights lie in model.onnx_data, which was not given'],
  [['hub/config.json'], 'holds no .onnx file'],
] as const;

test('what is no detector, or lies, is refused by name, and the page goes on', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  for (const [files, words] of refusals) {
    await openFiles(page, ...files);
    await expect(report(page, 'failed').getByRole('alert'), files[0]).toContainText(words, started);
  }
  await expect(page.getByTestId('model')).toHaveCount(0);
  // The worker that failed is ended: its memory is given back.
  await expect.poll(() => page.workers().filter((each) => each.url().includes('zoo')).length).toBe(0);
  await openFiles(page, 'one-logit.onnx');
  await expect(report(page, 'described')).toBeVisible(started);
  await page.getByRole('link', { name: 'Classify' }).click();
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
  check();
});

test('a model that is cut anywhere is refused', async ({ page }) => {
  await page.goto('/detectors?backend=wasm');
  await expect(page.getByRole('heading', { name: 'Your ONNX models' })).toBeVisible();
  const whole = readFileSync(fixturePath('one-logit.onnx'));
  for (const bytes of [whole.subarray(0, 700), Buffer.alloc(0), Buffer.from('%PDF-1.7')]) {
    await page.evaluate(
      ({ base64 }) => {
        const dataTransfer = new DataTransfer();
        const letters = atob(base64);
        const file = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
        dataTransfer.items.add(new File([file], 'cut.onnx'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      { base64: bytes.toString('base64') },
    );
    await expect(report(page, 'failed').getByRole('alert')).toContainText('cut.onnx was not opened.');
    await page.getByRole('button', { name: 'Close' }).click();
  }
});

test('a model of more than 3 GB is refused before it is read', async ({ page }, info) => {
  await page.goto('/detectors?backend=wasm');
  // A file with a hole takes no room on the disk.
  const path = info.outputPath('large.onnx');
  writeFileSync(path, '');
  truncateSync(path, 3.2e9);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open ONNX files' }).click();
  await (await chooser).setFiles(path);
  await expect(report(page, 'failed').getByRole('alert')).toContainText('It has 3,200 MB');
});

test('a model is opened from dropped files and from a dropped folder', async ({ page }) => {
  await page.goto('/detectors?backend=wasm');
  await expect(page.getByRole('heading', { name: 'Your ONNX models' })).toBeVisible();
  const drop = (folder: string, names: readonly string[]) =>
    page.evaluate(
      ({ folder, files }) => {
        const made = files.map(({ name, base64 }) => {
          const letters = atob(base64);
          return new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], name);
        });
        const dataTransfer = new DataTransfer();
        for (const file of made) dataTransfer.items.add(file);
        // A script cannot drop a folder: entries of one stand in for those that a browser makes.
        const leaf = (file: File) => ({
          isFile: true,
          isDirectory: false,
          name: file.name,
          file: (take: (each: File) => void) => {
            take(file);
          },
        });
        const tree = (name: string, children: readonly object[]) => ({
          isFile: false,
          isDirectory: true,
          name,
          createReader: () => {
            let batch = children;
            return {
              readEntries: (take: (each: readonly object[]) => void) => {
                take(batch);
                batch = [];
              },
            };
          },
        });
        const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
        if (folder !== '') {
          const graphs = made.filter(({ name }) => name.endsWith('.onnx')).map(leaf);
          const configs = made.filter(({ name }) => name.endsWith('.json')).map(leaf);
          const entry = tree(folder, [...configs, tree('onnx', graphs)]);
          const item = { kind: 'file', webkitGetAsEntry: () => entry };
          const transfer = { types: ['Files'], items: [item], files: [new File([], folder)] };
          Object.defineProperty(event, 'dataTransfer', { value: transfer });
        }
        document.body.dispatchEvent(event);
      },
      {
        folder,
        files: names.map((path) => ({
          name: path.split('/').at(-1) ?? path,
          base64: readFileSync(fixturePath(path)).toString('base64'),
        })),
      },
    );
  await drop('', ['external/model.onnx', 'external/model.onnx_data']);
  await expect(report(page, 'described')).toContainText('model.onnx', started);
  await drop('some-model', ['hub/config.json', 'hub/preprocessor_config.json', 'hub/onnx/model.onnx']);
  await expect(report(page, 'described')).toContainText(
    'Read from some-model/preprocessor_config.json',
    started,
  );
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`no axe violations where models are opened, at ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await serveHub(page);
    const verify = async (what: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
        what,
      ).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        what,
      ).toBeLessThanOrEqual(0);
      const folder = process.env['SCREENSHOTS'];
      if (folder) await page.screenshot({ path: join(folder, `${what}-${width}.png`), fullPage: true });
    };
    await page.goto('/detectors?backend=wasm');
    await lookUp(page, 'someone/ai-or-not');
    await expect(report(page, 'asking')).toBeVisible();
    await verify('asking');
    await page.getByRole('button', { name: /^Download \d/u }).click();
    await expect(report(page, 'described')).toBeVisible(started);
    await verify('described');
    await page.getByRole('button', { name: 'State it yourself' }).click();
    await verify('stating');
    await use(page);
    await verify('kept');
    await openFiles(page, 'bad/text.onnx');
    await expect(report(page, 'failed')).toBeVisible();
    await verify('failed');
    await openFiles(page, 'one-logit.onnx');
    await expect(report(page, 'described')).toBeVisible(started);
    await verify('one-logit');
    await page.goto(`/detectors/compare?backend=wasm&with=${defaultCard.id}`);
    await page.getByRole('checkbox', { name: /ai-or-not/u }).check();
    await choose(page, imagePath('jpeg-900.jpg'));
    await expect(page.locator('[data-testid="compared"][data-status="done"]')).toHaveCount(2, {
      timeout: 60_000,
    });
    await verify('compared');
  });
}
