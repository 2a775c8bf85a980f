import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { fixtureJson, fixturePath } from './onnx-files.ts';
import { openHarness, readFixture } from './support.ts';

/** What onnxruntime answers in Python: model -> picture -> numbers; see training/onnx_fixtures.py. */
export const reference = fixtureJson('logits.json') as Readonly<
  Record<string, Readonly<Record<string, readonly number[]>>>
>;

/** Files that belong to a model, by their paths in e2e/fixtures/onnx. */
const beside: Readonly<Record<string, readonly string[]>> = {
  'external/model.onnx': ['external/model.onnx_data'],
  'hub/onnx/model.onnx': ['hub/config.json', 'hub/preprocessor_config.json'],
  'hub/onnx/model_quantized.onnx': ['hub/config.json', 'hub/preprocessor_config.json'],
};

/** Opens, keeps and runs a model through the worker, and answers the largest difference to onnxruntime in Python. */
export async function largestDifference(
  page: Page,
  model: string,
  choice: 'wasm' | 'webgpu',
): Promise<number> {
  await openHarness(page);
  const expected = reference[model] ?? {};
  const names = Object.keys(expected);
  const judged = await page.evaluate(
    async ({ files, pictures, model, choice }) => {
      const client = new window.harness.ZooClient();
      const ignore = () => undefined;
      const need = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
        if (!result.ok) throw new Error(`${model}: ${JSON.stringify(result.failure)}`);
        return result.value;
      };
      const source = {
        name: model,
        origin: { kind: 'file' },
        files: files.map((file) => ({ path: file.name, blob: window.fixtureFile(file) })),
      } as const;
      const report = need(await client.openModel('open' as never, source, model, ignore));
      const { preprocessingFrom, input, answer } = report;
      // What the script does where no config says anything.
      const half: [number, number, number] = [0.5, 0.5, 0.5];
      const preprocessing = preprocessingFrom
        ? report.preprocessing
        : { ...report.preprocessing, mean: half, std: half };
      const settings = { input, preprocessing, preprocessingFrom, answer };
      const { record } = need(await client.keepModel('keep' as never, source, report, settings, ignore));
      const outputs = [];
      for (const picture of pictures) {
        const detector = { kind: 'model', record, unkept: null } as const;
        const options = { choice, threads: 0 };
        const file = window.fixtureFile(picture);
        const judgement = need(await client.judge(picture.name as never, file, detector, options, ignore));
        outputs.push({ backend: judgement.backend, values: judgement.outputs[0]?.values ?? [] });
      }
      client.recycle();
      return outputs;
    },
    {
      files: [model, ...(beside[model] ?? [])].map((name) => ({
        name,
        base64: readFileSync(fixturePath(name)).toString('base64'),
      })),
      pictures: names.map((name) => readFixture('images', name)),
      model,
      choice,
    },
  );
  expect(judged.map(({ backend }) => backend)).toEqual(names.map(() => choice));
  const differences = judged.flatMap(({ values }, i) => {
    const row = expected[names[i] ?? ''] ?? [];
    expect(values.length, model).toBe(row.length);
    return values.map((value, k) => Math.abs(value - (row[k] ?? NaN)));
  });
  return Math.max(...differences);
}
