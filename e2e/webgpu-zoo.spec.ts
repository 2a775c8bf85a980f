import { expect, test } from '@playwright/test';
import { templateOf } from './zoo-files.ts';
import { largestDifference } from './zoo-logits.ts';

/* SwiftShader is slow: the smallest template stands for the others, whose operators WASM is held to. */

test('a checkpoint on WebGPU is compared with WASM, trusted, and equals PyTorch within 2e-2', async ({
  page,
}) => {
  const difference = await largestDifference(page, templateOf('tiny-ladeda'), 'webgpu', 2);
  console.log(`tiny-ladeda on WebGPU: ${difference.toExponential(2)}`);
  expect(difference).toBeLessThanOrEqual(2e-2);
});
