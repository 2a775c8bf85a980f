import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';

/** The port that playwright.config.ts serves it on. */
export const harnessUrl = `http://localhost:${Number(process.env['E2E_PORT'] ?? 4187) + 1}/`;

export const fixtures = join(import.meta.dirname, 'fixtures');

export interface FixtureFile {
  readonly name: string;
  readonly base64: string;
}

export function readFixture(folder: 'images' | 'bad', name: string): FixtureFile {
  return { name, base64: readFileSync(join(fixtures, folder, name)).toString('base64') };
}

export function imagePath(name: string): string {
  return join(fixtures, 'images', name);
}

export function badPath(name: string): string {
  return join(fixtures, 'bad', name);
}

export function imageNames(): string[] {
  return readdirSync(join(fixtures, 'images')).sort();
}

export interface Reference {
  readonly logits: readonly number[];
  /** Calibrated, before the page clamps it. */
  readonly p: number;
  readonly z: number;
  /** One row a crop, one number a family; absent where the detector tells no families. */
  readonly families?: { readonly logits: readonly (readonly number[])[] };
}

/** What training/telltale_training/predict.py says of every fixture; see e2e/fixtures/README.md. */
export function references(): Map<string, Reference> {
  const lines = readFileSync(join(fixtures, 'reference-logits.jsonl'), 'utf8').trim().split('\n');
  return new Map(
    lines.map((line) => {
      const { file, ...reference } = JSON.parse(line) as Reference & { file: string };
      return [file, reference];
    }),
  );
}

/** Fails the test on anything the page complains about. */
export function failOnConsoleErrors(page: Page, allowed: readonly RegExp[] = []): () => void {
  const complaints: string[] = [];
  const note = (text: string) => {
    if (!allowed.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error') note(message.text());
  });
  page.on('pageerror', (error) => {
    note(String(error));
  });
  return () => {
    expect(complaints).toEqual([]);
  };
}

export async function openHarness(page: Page): Promise<void> {
  await page.goto(harnessUrl);
  await page.waitForFunction(() => 'harness' in window);
  // In-page helper: fixtures arrive as base64 because evaluate() carries JSON.
  await page.evaluate(() => {
    window.fixtureFile = ({ name, base64 }) =>
      new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name);
  });
}

declare global {
  interface Window {
    fixtureFile: (fixture: { readonly name: string; readonly base64: string }) => File;
  }
}

/** Hands files to the page as the file chooser does. */
export async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  await page
    .locator('input[type="file"]:not([webkitdirectory])')
    .first()
    .setInputFiles([...paths]);
}

/** Waits for the verdict of the picture in view. */
export async function verdictOf(page: Page, timeout = 60_000) {
  const verdict = page.getByTestId('verdict');
  await expect(verdict).toHaveAttribute('data-kind', /^(?:ai|camera|inconclusive|unjudged|failed)$/u, {
    timeout,
  });
  return {
    kind: await verdict.getAttribute('data-kind'),
    probability: Number((await verdict.getAttribute('data-probability')) ?? NaN),
    text: await verdict.innerText(),
  };
}
