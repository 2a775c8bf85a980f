import AxeBuilder from '@axe-core/playwright';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { choose, failOnConsoleErrors, imagePath, openHarness, verdictOf } from './support.ts';
import type { ModelIndex } from '../src/core/detector/model-card.ts';
import { defaultCard } from './second-detector.ts';
import { pickleThatRuns, safetensorsOf, templateOf } from './zoo-files.ts';

/* Checkpoints as a reader meets them: opened, compared, kept, deleted, refused. */

const tiny = templateOf('tiny-ladeda');

const index = JSON.parse(
  readFileSync(join(import.meta.dirname, '../public/models/index.json'), 'utf8'),
) as ModelIndex;
/** A detector of this page other than the default. */
const other = index.models.find((id) => id !== index.default) ?? index.default;

/** As DataParallel writes it. */
const checkpoint = {
  name: 'tiny.safetensors',
  mimeType: 'application/octet-stream',
  buffer: safetensorsOf(tiny, (name) => `module.${name}`),
};

type Upload = typeof checkpoint;

async function openCheckpoint(page: Page, ...files: readonly Upload[]): Promise<void> {
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles([...files]);
}

function report(page: Page, status: 'opened' | 'failed') {
  return page.locator(`[data-testid="open-report"][data-status="${status}"]`);
}

/** The view before may still be there, with a file input of its own. */
async function choosePicture(page: Page, name: string): Promise<void> {
  await expect(page.getByTestId('compare-picture')).toBeVisible();
  await choose(page, imagePath(name));
}

function compared(page: Page, id: string) {
  return page.locator(`[data-testid="compared"][data-id="${id}"]`);
}

async function scoreOf(page: Page, id: string): Promise<number> {
  const card = compared(page, id);
  await expect(card).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  return Number(await card.getByTestId('score').getAttribute('data-value'));
}

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

test('a checkpoint is recognised, compared with the default detector, kept and deleted', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  await openCheckpoint(page, checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised: Tiny-LaDeDa, 18\u00a0tensors');
  await expect(report(page, 'opened')).toContainText('‘module.’');
  const entry = page.getByTestId('checkpoint');
  const id = (await entry.getAttribute('data-id')) ?? '';
  expect(id).toMatch(/^tiny-ladeda-[0-9a-f]{12}$/u);

  await entry.getByRole('link', { name: 'Judge with it' }).click();
  await expect(page).toHaveURL(new RegExp(`with=${defaultCard.id},${id}`, 'u'));
  await choosePicture(page, 'png-rgb.png');
  const ours = await scoreOf(page, defaultCard.id);
  // PyTorch's logit of this picture with these weights is in e2e/fixtures/zoo-logits.json.
  expect(await scoreOf(page, id)).toBeCloseTo(1 / (1 + Math.exp(0.1806336)), 3);
  await expect(compared(page, id)).toContainText('not calibrated');
  await expect(compared(page, id)).toContainText('WASM');
  await expect(page.getByTestId('disagreement')).not.toBeEmpty();

  // The other detector joins, and the address says so.
  await page.locator('input[type="checkbox"]:not(:checked)').check();
  await scoreOf(page, other);
  await expect(page).toHaveURL(new RegExp(other, 'u'));

  await page.reload();
  await expect(page.getByRole('checkbox', { name: /tiny\.safetensors/u })).toBeChecked();
  await choosePicture(page, 'png-rgb.png');
  await scoreOf(page, id);
  expect(await scoreOf(page, defaultCard.id)).toBe(ours);

  await page.getByRole('link', { name: 'All detectors' }).click();
  await page.getByRole('button', { name: 'Delete tiny.safetensors' }).click();
  await expect(page.getByTestId('checkpoint')).toHaveCount(0);
  await page.goto(`/detectors/compare?backend=wasm&with=${defaultCard.id},${id}`);
  await expect(page.getByTestId('missing')).toContainText(id);
  check();
});

test('the shipped detector says in the comparison what it says on its own', async ({ page }) => {
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('jpeg-900.jpg'));
  const { probability } = await verdictOf(page);
  await page.goto(`/detectors/compare?backend=wasm&with=${defaultCard.id}`);
  await choosePicture(page, 'jpeg-900.jpg');
  expect(await scoreOf(page, defaultCard.id)).toBeCloseTo(probability, 6);
});

test('a checkpoint that lacks tensors is told what is missing, and can be read as another architecture', async ({
  page,
}) => {
  await page.goto('/detectors');
  const buffer = safetensorsOf(tiny, (name) => (name === 'conv1.weight' ? null : name));
  await openCheckpoint(page, { ...checkpoint, name: 'part.safetensors', buffer });
  await expect(report(page, 'opened')).toContainText('It does not fit Tiny-LaDeDa');
  const table = page.getByRole('region', { name: 'Tensors that do not fit' });
  await expect(table.getByRole('row').nth(1)).toContainText('conv1.weight8 × 3 × 1 × 1none');
  await expect(page.getByTestId('checkpoint')).toHaveCount(0);
  await page.getByTestId('architecture').click();
  await page.getByRole('option', { name: 'ResNet-50', exact: false }).first().click();
  await expect(report(page, 'opened')).toContainText('It does not fit ResNet-50');
});

test('the parts of a checkpoint are opened together; two that hold the same name are refused', async ({
  page,
}) => {
  await page.goto('/detectors?backend=wasm');
  const part = (name: string, isIn: (tensor: string) => boolean): Upload => ({
    ...checkpoint,
    name,
    buffer: safetensorsOf(tiny, (tensor) => (isIn(tensor) ? tensor : null)),
  });
  const stem = part('stem.safetensors', (tensor) => tensor.startsWith('conv1'));
  const rest = part('rest.safetensors', (tensor) => !tensor.startsWith('conv1'));
  await openCheckpoint(page, rest, stem);
  await expect(report(page, 'opened')).toContainText('Recognised: Tiny-LaDeDa, 18\u00a0tensors');
  await expect(page.getByTestId('checkpoint')).toContainText('rest.safetensors + stem.safetensors');
  await openCheckpoint(page, checkpoint, { ...checkpoint, name: 'again.safetensors' });
  await expect(report(page, 'failed')).toContainText(
    'tiny.safetensors and again.safetensors both hold “module.',
  );
  await openCheckpoint(page, stem, {
    ...rest,
    name: 'cut.safetensors',
    buffer: rest.buffer.subarray(0, 300),
  });
  await expect(report(page, 'failed')).toContainText('cut.safetensors was not opened.');
});

test('a head waits for its encoder, and gives way to a whole checkpoint', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  const univfd = templateOf('univfd');
  const small = {
    ...univfd,
    weights: { ...univfd.weights, bytes: 4 * 769, tensors: univfd.weights.tensors.slice(0, 2) },
  };
  await openCheckpoint(page, { ...checkpoint, name: 'fc_weights.safetensors', buffer: safetensorsOf(small) });
  await expect(report(page, 'opened')).toContainText('This is the head of UnivFD');
  await expect(report(page, 'opened')).toContainText(
    'It needs the image encoder of CLIP ViT-L/14 too: add its file.',
  );
  await expect(report(page, 'opened')).toContainText('3.6\u00a0GB of memory');
  expect(await violations(page), 'a part').toEqual([]);
  await expect(page.getByTestId('checkpoint')).toHaveCount(0);
  await report(page, 'opened').locator('input[type="file"]').setInputFiles(checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised: Tiny-LaDeDa');
  check();
});

test('files that run code or are cut short are refused by name, and the page goes on', async ({ page }) => {
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  await openCheckpoint(page, { ...checkpoint, name: 'evil.pth', buffer: pickleThatRuns('touch owned') });
  await expect(report(page, 'failed')).toContainText('evil.pth was not opened.');
  await expect(report(page, 'failed')).toContainText('posix.system');
  await openCheckpoint(page, {
    ...checkpoint,
    name: 'cut.safetensors',
    buffer: checkpoint.buffer.subarray(0, 3000),
  });
  await expect(report(page, 'failed')).toContainText('cut.safetensors was not opened.');
  await expect(page.getByTestId('checkpoint')).toHaveCount(0);
  await openCheckpoint(page, checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised');
  await page.getByRole('link', { name: 'Classify' }).click();
  await expect(page.getByTestId('drop-zone')).toBeVisible();
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).probability).toBeGreaterThan(0);
  check();
});

test('a dropped checkpoint is opened, and a dropped picture is compared', async ({ page }) => {
  await page.goto('/detectors?backend=wasm');
  await expect(page.getByRole('heading', { name: 'Your checkpoints' })).toBeVisible();
  await drop(page, checkpoint.name, checkpoint.buffer);
  await expect(report(page, 'opened')).toContainText('Recognised');
  await page.goto(`/detectors/compare?backend=wasm&with=${other}`);
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await drop(page, 'png-rgb.png', readFileSync(imagePath('png-rgb.png')));
  await scoreOf(page, other);
  await drop(page, 'no-picture.png', Buffer.from('nothing'));
  await expect(page.getByTestId('compare-picture').getByRole('alert')).toContainText('no-picture.png');
});

async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.evaluate(
    ({ name, base64 }) => {
      const dataTransfer = new DataTransfer();
      const letters = atob(base64);
      dataTransfer.items.add(new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    { name, base64: bytes.toString('base64') },
  );
}

test('kept weights that were altered are not run', async ({ page }) => {
  await page.goto('/detectors?backend=wasm');
  await openCheckpoint(page, checkpoint);
  await expect(report(page, 'opened')).toContainText('Recognised');
  const id = (await page.getByTestId('checkpoint').getAttribute('data-id')) ?? '';
  await page.evaluate(async () => {
    const cache = await caches.open('telltale-checkpoints-1');
    const key = (await cache.keys()).find(({ url }) => url.endsWith('/weights'));
    const kept = key && (await cache.match(key));
    if (!kept) throw new Error('no weights were kept');
    const bytes = new Uint8Array(await kept.arrayBuffer());
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await cache.put(key, new Response(bytes));
  });
  await page.goto(`/detectors/compare?backend=wasm&with=${id}`);
  await choosePicture(page, 'png-rgb.png');
  await expect(compared(page, id)).toHaveAttribute('data-status', 'failed', { timeout: 60_000 });
  await expect(compared(page, id)).toContainText('damaged. Open the file again');
});

test('opening can be cancelled, and goes on after its worker died', async ({ page }) => {
  await openHarness(page);
  const client = await page.evaluateHandle(() => new window.harness.ZooClient());
  const open = (cancel: boolean) =>
    page.evaluate(
      async ({ client, base64, template, cancel }) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const job = crypto.randomUUID() as never;
        const opened = client.open(job, [new File([bytes], 'tiny')], [template], null, () => undefined);
        if (cancel) client.cancel(job);
        const result = await opened;
        return result.ok ? result.value.fit.fits : result.failure.code;
      },
      { client, base64: checkpoint.buffer.toString('base64'), template: tiny, cancel },
    );
  expect(await open(true)).toBe('cancelled');
  expect(await open(false)).toBe(true);
  const worker = page.workers().find((each) => each.url().includes('zoo.worker'));
  // close() fires no event anywhere: only the life lock tells.
  await worker?.evaluate(() => {
    self.close();
  });
  await expect.poll(() => page.workers().length).toBe(0);
  expect(await open(false)).toBe(true);
  // Ended by us and asked again at once: the death of the old worker must not be taken for that of the new one.
  await client.evaluate((each) => {
    each.recycle();
  });
  expect(await open(false)).toBe(true);
});

const shared = process.env['TELLTALE_SHARED'] ?? '';
const published = join(shared, 'weights/ForenSynth_Tiny_LaDeDa.pth');

test('the published Tiny-LaDeDa runs from the file of its authors', async ({ page }) => {
  test.skip(
    !existsSync(published),
    'needs the published file: TELLTALE_SHARED/weights/ForenSynth_Tiny_LaDeDa.pth',
  );
  await page.goto('/detectors?backend=wasm');
  await page.locator('input[type="file"]').first().setInputFiles(published);
  await expect(report(page, 'opened')).toContainText('Recognised: Tiny-LaDeDa');
  await page.getByRole('link', { name: 'Judge a picture with it' }).click();
  await choosePicture(page, 'png-rgb.png');
  const id = new URL(page.url()).searchParams.get('with')?.split(',').at(-1) ?? '';
  expect(await scoreOf(page, id)).toBeGreaterThan(0);
});

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 360],
] as const) {
  test(`no axe violations on the pages of the zoo at ${width} px, ${colorScheme}`, async ({ page }) => {
    // Four views with all architectures on them are looked through.
    test.setTimeout(180_000);
    const check = failOnConsoleErrors(page);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await page.goto('/detectors?backend=wasm');
    await expect(page.getByRole('heading', { name: 'Architectures this page can run' })).toBeVisible();
    const buffer = safetensorsOf(tiny, (name) => (name === 'conv1.weight' ? null : name));
    await openCheckpoint(page, { ...checkpoint, name: 'part.safetensors', buffer });
    await expect(page.getByRole('region', { name: 'Tensors that do not fit' })).toBeVisible();
    expect(await violations(page), 'misfits').toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await openCheckpoint(page, checkpoint);
    await expect(report(page, 'opened')).toContainText('Recognised');
    expect(await violations(page), 'recognised').toEqual([]);
    await page.getByRole('link', { name: 'Judge a picture with it' }).click();
    await expect(page.getByRole('checkbox').first()).toBeVisible();
    expect(await violations(page), 'nothing to compare yet').toEqual([]);
    await choosePicture(page, 'jpeg-900.jpg');
    await expect(page.locator('[data-testid="compared"][data-status="done"]')).toHaveCount(2, {
      timeout: 60_000,
    });
    expect(await violations(page), 'compared').toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    check();
  });
}
