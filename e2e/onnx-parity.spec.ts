import { expect, test } from '@playwright/test';
import { largestDifference, reference } from './onnx-logits.ts';

/* Opened ONNX models against onnxruntime in Python: preprocessing, external data, types and layouts together. */

/** float16 has 11 bits for logits of 4; 8-bit weights are rounded differently where kernels differ. */
const allowed: Readonly<Record<string, number>> = {
  'float16.onnx': 1e-2,
  'hub/onnx/model_quantized.onnx': 5e-2,
};

for (const model of Object.keys(reference)) {
  test(`${model} on WASM equals onnxruntime in Python`, async ({ page }) => {
    const difference = await largestDifference(page, model, 'wasm');
    console.log(`${model}: ${difference.toExponential(2)}`);
    expect(difference).toBeLessThanOrEqual(allowed[model] ?? 1e-3);
  });
}
