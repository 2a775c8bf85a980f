import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { fixturePath } from './onnx-files.ts';
import { reference as onnxLogits } from './onnx-logits.ts';
import { defaultCard } from './second-detector.ts';
import { failOnConsoleErrors, imagePath } from './support.ts';
import { zipOf } from './zip-of.ts';
import { safetensorsOf, templateOf } from './zoo-files.ts';

/* Checkpoints and ONNX models that somebody opened, measured beside the detectors of the page. */

const tiny = templateOf('tiny-ladeda');

/** PyTorch's logits with these weights. */
const { images, templates } = JSON.parse(
  readFileSync(new URL('fixtures/zoo-logits.json', import.meta.url), 'utf8'),
) as {
  readonly images: readonly string[];
  readonly templates: Readonly<Record<string, { readonly logit: readonly (readonly number[])[] }>>;
};

/** Every second picture stands for a real one. */
interface Labelled {
  readonly name: string;
  readonly ai: boolean;
  readonly logit: number;
}

const ofTiny = images.map((name, i): Labelled => {
  return { name, ai: i % 2 === 1, logit: templates['tiny-ladeda']?.logit[i]?.[0] ?? NaN };
});
const ofOnnx = Object.entries(onnxLogits['one-logit.onnx'] ?? {}).map(
  ([name, [logit = NaN]], i): Labelled => {
    return { name, ai: i % 2 === 1, logit };
  },
);

const job = (page: Page) => page.getByTestId('job');

async function openPictures(page: Page, pictures: readonly Labelled[]): Promise<void> {
  const files = pictures.map(({ name, ai }) => {
    return { path: `${ai ? 'ai' : 'nature'}/${name}`, bytes: readFileSync(imagePath(name)) };
  });
  await page.getByRole('link', { name: 'Explore' }).click();
  await page
    .locator('input[type="file"][accept*=".zip"]')
    .setInputFiles({ name: 'set.zip', mimeType: 'application/zip', buffer: await zipOf(files) });
  await expect(page.getByTestId('sample-grid').getByRole('option')).toHaveCount(pictures.length);
  await page.getByRole('link', { name: 'Benchmark' }).click();
}

async function measureAlone(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('checkbox', { name }).check();
  const others = page.getByRole('group', { name: 'Detectors' }).getByRole('checkbox', { checked: true });
  // The one that is wanted is never the first: those of the page come before it.
  while ((await others.count()) > 1) await others.first().uncheck();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(job(page)).toHaveAttribute('data-status', 'done', { timeout: 120_000 });
}

interface Metrics {
  readonly models: readonly {
    readonly id: string;
    readonly kind: string;
    readonly sha256: string;
    readonly swapped: boolean;
    readonly operatingPoint: object | null;
    readonly settings: { readonly preprocessing: object };
  }[];
  readonly metrics: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Figure>>>>>>>
  >;
}
interface Figure {
  readonly value: number;
  readonly n: number;
}

async function metrics(page: Page): Promise<Metrics> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'metrics.json', exact: true }).click();
  return JSON.parse(readFileSync(await (await download).path(), 'utf8')) as Metrics;
}

/** Pairs that are ranked rightly; no two scores are equal. */
function aucOf(pictures: readonly Labelled[]): number {
  const real = pictures.filter(({ ai }) => !ai);
  const ai = pictures.filter((each) => each.ai);
  const right = ai.flatMap((a) => real.filter((r) => a.logit > r.logit));
  return right.length / (real.length * ai.length);
}

function brierOf(pictures: readonly Labelled[]): number {
  const errors = pictures.map(({ ai, logit }) => (1 / (1 + Math.exp(-logit)) - Number(ai)) ** 2);
  return errors.reduce((sum, each) => sum + each, 0) / errors.length;
}

function expectFigures({ models, metrics: all }: Metrics, pictures: readonly Labelled[]): void {
  const figures = all[models[0]?.id ?? '']?.['untouched']?.['All generators'];
  expect(figures?.['auc']?.value).toBeCloseTo(aucOf(pictures), 10);
  expect(figures?.['auc']?.n).toBe(pictures.length);
  // A logit 1e-3 away alters a share by at most a quarter of that.
  expect(Math.abs((figures?.['brier']?.value ?? NaN) - brierOf(pictures))).toBeLessThan(1e-3);
}

test('an opened checkpoint is measured as PyTorch would, kept by its hash, and missed where it is deleted', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const check = failOnConsoleErrors(page);
  await page.goto('/detectors?backend=wasm');
  const file = {
    name: 'tiny.safetensors',
    mimeType: 'application/octet-stream',
    buffer: safetensorsOf(tiny),
  };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await expect(page.getByTestId('checkpoint')).toBeVisible();
  const id = (await page.getByTestId('checkpoint').getAttribute('data-id')) ?? '';
  await openPictures(page, ofTiny);
  await measureAlone(page, /tiny\.safetensors/u);
  await expect(page).toHaveURL(new RegExp(`with=${id}`, 'u'));

  const measured = await metrics(page);
  expectFigures(measured, ofTiny);
  expect(measured.models).toHaveLength(1);
  expect(measured.models[0]).toMatchObject({ id, kind: 'checkpoint', swapped: false, operatingPoint: null });
  expect(measured.models[0]?.sha256).toMatch(/^[0-9a-f]{64}$/u);
  expect(measured.models[0]?.settings.preprocessing).toEqual(tiny.preprocessing);

  // No operating point comes with it, which is said, and figures stay at 0.5.
  await page.getByRole('radio', { name: 'Operating point of its card' }).click();
  await expect(page.getByRole('row', { name: /tiny\.safetensors/u })).toContainText(
    'has no operating point: at 0.5',
  );

  // Scores are kept by the hash of the weights: nothing is computed again.
  await page.getByText('What is measured').click();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(job(page)).toContainText(/8\sscores known from before, 0 computed/u);

  await page.getByRole('link', { name: 'Detectors', exact: true }).first().click();
  await page.getByRole('button', { name: 'Delete tiny.safetensors' }).click();
  await page.goto(`/benchmark?set=built-in&with=${defaultCard.id},${id}`);
  await expect(page.getByTestId('missing')).toContainText(id);
  await page.getByRole('button', { name: 'Leave it out' }).click();
  await expect(page.getByTestId('missing')).toHaveCount(0);
  check();
});

test('a checkpoint whose other class means AI is read so, and the address says it', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('/detectors?backend=wasm');
  const file = {
    name: 'tiny.safetensors',
    mimeType: 'application/octet-stream',
    buffer: safetensorsOf(tiny),
  };
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await page.getByRole('button', { name: 'Swap what means AI for tiny.safetensors' }).first().click();
  await expect(page.getByTestId('class-order').first()).toHaveAttribute('data-swapped', 'true');
  await openPictures(page, ofTiny);
  await measureAlone(page, /tiny\.safetensors/u);
  await expect(page).toHaveURL(/with=tiny-ladeda-[0-9a-f]{12}(?:~|%7E)/u);
  await page.getByText('What is measured').click();
  await expect(page.getByText('its other class means AI')).toBeVisible();
  const measured = await metrics(page);
  expect(measured.models[0]?.swapped).toBe(true);
  expectFigures(
    measured,
    ofTiny.map((each) => ({ ...each, logit: -each.logit })),
  );
});

test('an opened ONNX model is measured with the preprocessing that was stated', async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto('/detectors?backend=wasm');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open ONNX files' }).click();
  await (await chooser).setFiles(fixturePath('one-logit.onnx'));
  await page.getByTestId('values').click({ timeout: 60_000 });
  await page.getByRole('option', { name: '−1 to 1' }).click();
  await page.getByRole('button', { name: 'Use this model' }).click();
  await expect(page.locator('[data-testid="model-report"][data-status="kept"]')).toBeVisible({
    timeout: 60_000,
  });
  await openPictures(page, ofOnnx);
  await measureAlone(page, /one-logit\.onnx/u);
  const measured = await metrics(page);
  expectFigures(measured, ofOnnx);
  expect(measured.models[0]).toMatchObject({ kind: 'model', operatingPoint: null });
});
