import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import {
  choose,
  failOnConsoleErrors,
  imagePath,
  openHarness,
  readFixture,
  references,
  verdictOf,
} from './support.ts';
import { defaultCard, expectedFamilies, secondCard, serveSecondDetector } from './second-detector.ts';

/* More than one detector: choosing, what becomes of the pictures, and what only a card with families shows. */

async function pick(page: Page, name: string): Promise<void> {
  await page.getByTestId('detector-picker').click();
  await page.getByRole('option', { name }).click();
}

function rowNamed(page: Page, name: string) {
  return page.locator(`[data-testid="result-row"][data-name="${name}"]`);
}

interface Exported {
  readonly detectors: readonly { readonly id: string }[];
  readonly pictures: readonly {
    readonly file: string;
    readonly detector: string;
    readonly logits: readonly number[];
    readonly family: string | null;
  }[];
}

async function exported(page: Page): Promise<Exported> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('export-json').click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), 'utf8')) as Exported;
}

test('where one detector ships there is nothing to choose', async ({ page }) => {
  await page.route('**/models/index.json', async (route) => {
    const response = await route.fetch();
    const { default: standard } = (await response.json()) as { default: string };
    await route.fulfill({ response, json: { schemaVersion: 1, default: standard, models: [standard] } });
  });
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  await verdictOf(page);
  await expect(page.getByTestId('detector-picker')).toHaveCount(0);
  await expect(page.getByTestId('small-detector-hint')).toHaveCount(0);
});

test('another detector is chosen: judged pictures keep their verdict, new ones get its own', async ({
  page,
}) => {
  const check = failOnConsoleErrors(page);
  await serveSecondDetector(page);
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('jpeg-420-q75.jpg'));
  const first = await verdictOf(page);
  expect(first.text).toContain(`Judged by ${defaultCard.name}.`);
  await pick(page, secondCard.name);
  await expect(page).toHaveURL(/detector=second-of-test/u);
  await expect(page.getByTestId('runtime-badge')).toHaveAttribute('data-status', 'idle');
  expect((await verdictOf(page)).probability).toBe(first.probability);

  await choose(page, imagePath('png-rgb.png'));
  const [before, after] = [rowNamed(page, 'jpeg-420-q75.jpg'), rowNamed(page, 'png-rgb.png')];
  await expect(after).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
  await expect(before).toHaveAttribute('data-detector', defaultCard.id);
  await expect(before).toContainText(defaultCard.name);
  await expect(after).toHaveAttribute('data-detector', secondCard.id);
  await after.click();
  // One crop of this detector, however many the default cuts.
  await page.locator('summary', { hasText: 'What the model saw' }).click();
  await expect(page.locator('canvas')).toHaveCount(1);

  const { detectors, pictures } = await exported(page);
  expect(detectors.map(({ id }) => id).sort()).toEqual([defaultCard.id, secondCard.id].sort());
  expect(pictures.map(({ detector, logits }) => [detector, logits.length])).toEqual([
    [defaultCard.id, references().get('jpeg-420-q75.jpg')?.logits.length],
    [secondCard.id, 1],
  ]);
  expect(pictures[1]?.family).not.toBeNull();

  await page.getByTestId('judge-again').click();
  await expect(before).toHaveAttribute('data-detector', secondCard.id, { timeout: 60_000 });
  await expect(page.getByTestId('judge-again')).toHaveCount(0);

  // The address is kept from view to view, and the choice with it.
  await page.getByRole('link', { name: 'About' }).first().click();
  await expect(page).toHaveURL(/\/about\?.*detector=second-of-test/u);
  await expect(page.getByTestId('detector-picker')).toHaveCount(0);
  check();
});

test('pictures that wait when another detector is chosen are judged by it', async ({ page }) => {
  await serveSecondDetector(page);
  // The default's weights never arrive: the pictures wait for it.
  await page.route(`**/models/${defaultCard.id}/${defaultCard.weights.file}*`, () => undefined);
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('jpeg-420-q75.jpg'), imagePath('png-rgb.png'));
  await expect(page.getByTestId('runtime-badge')).toHaveAttribute('data-status', 'loading');
  await pick(page, secondCard.name);
  for (const name of ['jpeg-420-q75.jpg', 'png-rgb.png'])
    await expect(rowNamed(page, name)).toHaveAttribute('data-detector', secondCard.id, { timeout: 60_000 });
  await expect(page.getByTestId('judge-again')).toHaveCount(0);
});

test('switching to and fro in the middle of a queue loses and mixes nothing', async ({ page }) => {
  await serveSecondDetector(page);
  await openHarness(page);
  const judged = await page.evaluate(
    async ({ fixture, ids }) => {
      const service = window.harness.createClassifyService();
      const use = (modelId: string | null) => {
        service.configure({ modelId, backend: 'wasm', threads: 1 });
      };
      const items = () => [...service.store.getState().items.values()];
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      use(null);
      const file = window.fixtureFile(fixture);
      service.add(Array.from({ length: 12 }, (_, i) => ({ file, path: String(i) })));
      while (!items().some(({ status }) => status === 'done')) await pause(10);
      // Longer and longer, so that every stage of loading and judging is interrupted.
      for (let i = 0; i < 8; i++) {
        use(ids[i % 2] ?? null);
        await pause(30 + 90 * i);
      }
      use(ids[0] ?? null);
      while (items().some(({ status }) => status !== 'done')) await pause(50);
      return items().map(({ outcome }) => [outcome?.modelId, outcome?.logits.length]);
    },
    { fixture: readFixture('images', 'jpeg-900.jpg'), ids: [secondCard.id, null] },
  );
  const crops = references().get('jpeg-900.jpg')?.logits.length;
  for (const [id, count] of judged) expect(count, id as string).toBe(id === secondCard.id ? 1 : crops);
  expect(judged).toHaveLength(12);
  expect(judged[0]?.[0]).toBe(defaultCard.id);
  expect(judged.at(-1)?.[0]).toBe(secondCard.id);
});

test('the picker works by keyboard, and arrows alone choose nothing', async ({ page }) => {
  await serveSecondDetector(page);
  await page.goto('/');
  const picker = page.getByTestId('detector-picker');
  await expect(picker).toContainText(defaultCard.name);
  await picker.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: secondCard.name })).toBeVisible();
  await page.keyboard.press('End');
  await expect(page).not.toHaveURL(/detector=/u);
  await page.keyboard.press('Escape');
  await expect(picker).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/detector=second-of-test/u);
  await expect(picker).toContainText(secondCard.name);
});

test('a permalink names its detector; one that is not here is told, and the default is used', async ({
  page,
}) => {
  await serveSecondDetector(page);
  await page.goto('/?detector=second-of-test&backend=wasm');
  await expect(page.getByTestId('detector-picker')).toContainText(secondCard.name);
  await page.goto('/?detector=long-gone&backend=wasm');
  await expect(page.getByText(/There is no detector ‘long-gone’ here/u)).toBeVisible();
  await expect(page.getByTestId('detector-picker')).toContainText(defaultCard.name);
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).text).toContain(`Judged by ${defaultCard.name}.`);
});

test('a weak device is offered the small detector, and never given it unasked', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
  });
  await serveSecondDetector(page);
  await page.goto('/?backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  await verdictOf(page);
  const hint = page.getByTestId('small-detector-hint');
  await expect(hint).toContainText(secondCard.name);
  await expect(page).not.toHaveURL(/detector=/u);
  await hint.getByRole('button', { name: 'Dismiss' }).click();
  await expect(hint).toHaveCount(0);
  await page.reload();
  await choose(page, imagePath('png-rgb.png'));
  await hint.getByRole('button', { name: `Use ${secondCard.name}` }).click();
  await expect(page).toHaveURL(/detector=second-of-test/u);
  await expect(hint).toHaveCount(0);
});

test('the family of an AI picture is told with its probabilities, or said to be unknown', async ({
  page,
}) => {
  const check = failOnConsoleErrors(page);
  await serveSecondDetector(page);
  await page.goto('/?detector=second-of-test&backend=wasm');
  for (const name of ['png-rgb.png', 'jpeg-420-q75.jpg', 'avif-420.avif']) {
    const [logit = NaN] = references().get(name)?.logits ?? [];
    const probabilities = expectedFamilies(logit);
    const best = Math.max(...probabilities);
    const family = secondCard.families?.names[probabilities.indexOf(best)];
    await choose(page, imagePath(name));
    const row = rowNamed(page, name);
    if (name === 'png-rgb.png') await verdictOf(page);
    else {
      await expect(row).toHaveAttribute('data-status', 'done', { timeout: 60_000 });
      await row.click();
    }
    await expect(page.getByTestId('verdict')).toHaveAttribute('data-kind', 'ai');
    const line = page.getByTestId('family');
    if (best >= 0.62) {
      await expect(line).toContainText(
        `Resembles: ${family?.name ?? ''} (${String(Math.round(best * 100))}\u00a0%), as ${family?.examples ?? ''}.`,
      );
    } else await expect(line).toContainText('Generator family: unknown.');
    const table = page.getByRole('table', { name: 'Probability of each generator family' });
    if (!(await table.isVisible())) await page.locator('summary', { hasText: 'Generator family' }).click();
    await expect(table.getByRole('row').nth(1)).toContainText(`${String(Math.round(best * 100))}\u00a0%`);
  }
  await expect(page.getByText(/Of 300\u00a0pictures by families it was trained on/u)).toBeVisible();
  check();
});

test('a camera verdict has no family', async ({ page }) => {
  await serveSecondDetector(page);
  await page.route(`**/models/${secondCard.id}/model.json`, (route) =>
    route.fulfill({
      json: {
        ...secondCard,
        operatingPoint: { ...secondCard.operatingPoint, cameraBelow: 0.995, aiAbove: 1 },
      },
    }),
  );
  await page.goto('/?detector=second-of-test&backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  expect((await verdictOf(page)).kind).toBe('camera');
  await expect(page.getByTestId('family')).toHaveCount(0);
  await expect(page.locator('summary', { hasText: 'Generator family' })).toHaveCount(0);
});

test('a second output that computes other numbers than the card holds is refused', async ({ page }) => {
  await serveSecondDetector(page);
  const familyLogits = secondCard.selfTest.familyLogits?.map((logit) => logit + 0.1);
  await page.route(`**/models/${secondCard.id}/model.json`, (route) =>
    route.fulfill({ json: { ...secondCard, selfTest: { ...secondCard.selfTest, familyLogits } } }),
  );
  await page.goto('/?detector=second-of-test&backend=wasm');
  await choose(page, imagePath('png-rgb.png'));
  await expect(page.getByTestId('verdict')).toContainText(/self-test: logits differ by 0\.10/u);
});

test('the list marks the default, and a card shows all that was measured', async ({ page }) => {
  await serveSecondDetector(page);
  await page.goto('/detectors');
  await expect(page.getByRole('row').filter({ hasText: defaultCard.name }).first()).toContainText('Default');
  await page.getByRole('link', { name: secondCard.name }).click();
  for (const name of [
    'Measured by generator',
    'Measured by source of photographs',
    'How often the family was named',
  ]) {
    await expect(page.getByRole('region', { name })).toBeVisible();
  }
  await expect(page.getByRole('columnheader', { name: 'Balanced accuracy' })).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
