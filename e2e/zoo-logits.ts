import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { Template } from '../src/core/zoo/template.ts';
import { fixtures, openHarness, readFixture } from './support.ts';

interface ZooLogits {
  readonly images: readonly string[];
  /** Template -> output -> a row of numbers an image. */
  readonly templates: Record<string, Record<string, readonly (readonly number[])[]>>;
}

/** What PyTorch says of the fixture images with seeded weights; see e2e/fixtures/README.md. */
const reference = JSON.parse(readFileSync(join(fixtures, 'zoo-logits.json'), 'utf8')) as ZooLogits;

/**
 * Runs a template with seeded weights through the worker.
 *
 * @returns the largest difference of a number to PyTorch's, and the smallest range that a number has over all pictures
 */
export async function largestDifference(
  page: Page,
  template: Template,
  choice: 'wasm' | 'webgpu',
  images: number,
) {
  await openHarness(page);
  const names = reference.images.slice(0, images);
  const files = names.map((name) => readFixture('images', name));
  const judged = await page.evaluate(
    async ({ files, template, choice }) => {
      const { ZooClient, seededWeights, templateFolderUrl } = window.harness;
      const weights = seededWeights(template);
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', weights));
      const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      const detector = {
        kind: 'checkpoint',
        template,
        folderUrl: templateFolderUrl(template.id),
        unkept: new Blob([weights]),
        record: {
          schemaVersion: 1,
          id: template.id,
          fileName: 'seeded',
          templateId: template.id,
          graphSha256: template.graph.sha256,
          weights: { bytes: weights.length, sha256 },
          tensors: template.weights.tensors.length,
          parameters: 0,
          openedAt: new Date().toISOString(),
          origin: null,
          swapped: false,
        },
      } as const;
      const client = new ZooClient();
      const judgements = [];
      for (const fixture of files) {
        const file = window.fixtureFile(fixture);
        const options = { choice, threads: 0 };
        const result = await client.judge(fixture.name as never, file, detector, options, () => undefined);
        if (!result.ok) throw new Error(`${template.id}: ${JSON.stringify(result.failure)}`);
        judgements.push(result.value);
      }
      client.recycle();
      return judgements;
    },
    { files, template, choice },
  );
  const refusals = judged.flatMap((judgement) => judgement.refusals);
  expect(
    judged.map(({ backend }) => backend),
    `refused: ${JSON.stringify(refusals)}`,
  ).toEqual(names.map(() => choice));
  const expected = reference.templates[template.id];
  expect(Object.keys(expected ?? {}), `${template.id} needs reference logits`).toEqual(
    template.outputs.map(({ name }) => name),
  );
  const differences = judged.flatMap(({ outputs }, i) =>
    outputs.flatMap(({ name, values }) => {
      const row = expected?.[name]?.[i] ?? [];
      expect(values.length, `${template.id} ${name}`).toBe(row.length);
      return values.map((value, k) => Math.abs(value - (row[k] ?? NaN)));
    }),
  );
  const spreads = Object.values(expected ?? {}).flatMap((rows) =>
    (rows[0] ?? []).map((_, k) => {
      const column = rows.map((row) => row[k] ?? NaN);
      return Math.max(...column) - Math.min(...column);
    }),
  );
  return { difference: Math.max(...differences), spread: Math.min(...spreads) };
}
