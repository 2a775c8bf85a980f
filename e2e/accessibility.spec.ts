import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { secondCard, serveSecondDetector } from './second-detector.ts';
import { badPath, choose, imagePath, verdictOf } from './support.ts';

/* axe on every view, in both themes, wide and narrow. */

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    test(`no axe violations at ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await page.goto('/');
      await expect(page.getByTestId('sample')).toHaveCount(6);
      expect(await violations(page), 'first screen').toEqual([]);
      await choose(page, imagePath('jpeg-900.jpg'));
      await verdictOf(page);
      await page.locator('summary', { hasText: 'What the model saw' }).click();
      await expect(page.locator('canvas').first()).toBeVisible();
      expect(await violations(page), 'one picture').toEqual([]);
      await choose(page, imagePath('png-rgb.png'), imagePath('flat.png'), badPath('page.jpg'));
      await expect(page.getByTestId('progress')).toHaveAttribute('data-done', '4');
      expect(await violations(page), 'several pictures').toEqual([]);
      await page.getByTestId('runtime-badge').click();
      await expect(page.getByText(/Self-test/iu).first()).toBeVisible();
      expect(await violations(page), 'runtime').toEqual([]);
      for (const path of ['/detectors', '/about', '/nowhere']) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await violations(page), path).toEqual([]);
      }
      await page.goto('/detectors');
      await page.getByRole('link', { name: /^Lite crops/u }).click();
      await expect(page.getByRole('table').first()).toBeVisible();
      expect(await violations(page), 'card').toEqual([]);
    });
  }
}

for (const [colorScheme, width] of [
  ['light', 1280],
  ['dark', 390],
] as const) {
  test(`no axe violations with two detectors and families at ${width} px, ${colorScheme}`, async ({
    page,
  }) => {
    // Three detectors are loaded and five views looked at.
    test.setTimeout(180_000);
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
    });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await serveSecondDetector(page);
    await page.goto('/?backend=wasm');
    await choose(page, imagePath('jpeg-900.jpg'));
    await verdictOf(page);
    await expect(page.getByTestId('small-detector-hint')).toBeVisible();
    expect(await violations(page), 'hint').toEqual([]);
    await page.getByTestId('detector-picker').click();
    await expect(page.getByRole('listbox', { name: 'Detector' })).toBeVisible();
    expect(await violations(page), 'picker').toEqual([]);
    await page.getByRole('option', { name: secondCard.name }).click();
    await page.getByTestId('judge-again').click();
    await page.locator('summary', { hasText: 'Generator family' }).click();
    await expect(page.getByRole('table', { name: /generator family/u })).toBeVisible();
    expect(await violations(page), 'families').toEqual([]);
    await page.getByTestId('detector-picker').click();
    await page.getByRole('option').first().click();
    await choose(page, imagePath('png-rgb.png'));
    await expect(page.getByTestId('judge-again')).toBeVisible({ timeout: 60_000 });
    expect(await violations(page), 'two detectors on the list').toEqual([]);
    await page.goto(`/detectors/${secondCard.id}`);
    await expect(page.getByRole('table').first()).toBeVisible();
    expect(await violations(page), 'card').toEqual([]);
  });
}

test('nothing overflows sideways on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ['/', '/detectors', '/about']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
});
