import { expect, test } from '@playwright/test';
import { largestDifference } from './onnx-logits.ts';

/* WebGPU is used for an opened model only after its answer was compared with that of WASM. */

for (const model of ['one-logit.onnx', 'external/model.onnx', 'hub/onnx/model.onnx']) {
  test(`${model} on WebGPU equals onnxruntime in Python`, async ({ page }) => {
    const difference = await largestDifference(page, model, 'webgpu');
    console.log(`${model}: ${difference.toExponential(2)}`);
    expect(difference).toBeLessThanOrEqual(1e-3);
  });
}
