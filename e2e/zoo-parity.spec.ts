import { expect, test } from '@playwright/test';
import { templates } from './zoo-files.ts';
import { largestDifference } from './zoo-logits.ts';

/*
 * Every architecture against PyTorch: decoding, preprocessing, the graph and where its weights lie, together. The
 * weights are seeded, so that no checkpoint of anybody is needed.
 */

const images = 8;

test.describe.configure({ timeout: 240_000 });

for (const template of templates()) {
  test(`${template.id} on WASM equals PyTorch within 1e-3`, async ({ page }) => {
    const difference = await largestDifference(page, template, 'wasm', images);
    console.log(`${template.id}: ${difference.toExponential(2)} on ${images}`);
    expect(difference).toBeLessThanOrEqual(1e-3);
  });
}
