import { expect, test } from '@playwright/test';
import { templateOf, templates } from './zoo-files.ts';
import { largestDifference } from './zoo-logits.ts';

/*
 * SwiftShader is slow: by default the smallest template stands for the others, whose operators WASM is held to. The
 * column of docs/zoo.md is measured with
 *   ZOO_WEBGPU=all ZOO_WEBGPU_IMAGES=8 npm run e2e -- webgpu-zoo
 * or with ids, comma between, in place of 'all'. The larger ones take minutes a picture.
 */
const wanted = process.env['ZOO_WEBGPU'] ?? 'tiny-ladeda';
const images = Number(process.env['ZOO_WEBGPU_IMAGES'] ?? 2);
const measured = wanted === 'all' ? templates() : wanted.split(',').map((id) => templateOf(id));

test.describe.configure({ timeout: 1_800_000 });

for (const template of measured) {
  test(`${template.id} on WebGPU is compared with WASM, trusted, and equals PyTorch within 2e-2`, async ({
    page,
  }) => {
    const { difference } = await largestDifference(page, template, 'webgpu', images);
    console.log(`${template.id} on WebGPU: ${difference.toExponential(2)} on ${images}`);
    expect(difference).toBeLessThanOrEqual(2e-2);
  });
}
