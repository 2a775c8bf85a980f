import { expect, test } from '@playwright/test';
import { templates } from './zoo-files.ts';
import { largestDifference } from './zoo-logits.ts';

/*
 * Every architecture against PyTorch: decoding, preprocessing, the graph and where its weights lie, together. The
 * weights are seeded, so that no checkpoint of anybody is needed. Those of more than a gigabyte take minutes and 5.5 GB
 * of memory: the first of them looks at one picture here. The slowest of the others look at two or four. All of them look
 * at all pictures with
 *   ZOO_LARGE=1 npm run e2e -- zoo-parity
 */

const images = 8;
/** Those that take the longest, and how many pictures they look at. */
const fewer: Readonly<Record<string, number>> = { imaginet: 2, f3net: 4, 'f3net-both': 4 };
const largeBytes = 5e8;
const withLarge = process.env['ZOO_LARGE'] !== undefined;

test.describe.configure({ timeout: withLarge ? 1_800_000 : 240_000 });

const large = templates().filter(({ weights }) => weights.bytes > largeBytes);

for (const template of templates()) {
  const isLarge = large.includes(template);
  const count = withLarge ? images : isLarge ? 1 : (fewer[template.id] ?? images);
  test(`${template.id} on WASM equals PyTorch within 1e-3`, async ({ page }) => {
    test.skip(isLarge && !withLarge && template !== large[0], 'larger than a gigabyte: needs ZOO_LARGE=1');
    const { difference, spread } = await largestDifference(page, template, 'wasm', count);
    console.log(`${template.id}: ${difference.toExponential(2)} on ${count}`);
    expect(difference).toBeLessThanOrEqual(1e-3);
    // Seeded logits of some lie close together: the difference must be small beside what a picture changes.
    expect(difference).toBeLessThanOrEqual(spread / 50);
  });
}
