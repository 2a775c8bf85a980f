import type { OnnxFailure } from '../core/onnx/failures.ts';
import { usableOutputs, type TriedOutput } from '../core/onnx/guess-answer.ts';
import type { OnnxHeader } from '../core/onnx/header.ts';
import { inputShape, modelProbe } from '../core/onnx/model-input.ts';
import type { PictureInput } from '../core/onnx/picture-input.ts';
import { runtimeFailure } from '../core/onnx/runtime-message.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import type { TemplatePreprocessing } from '../core/zoo/template.ts';
import { inputEndOf } from './onnx-judge.ts';
import { fetchOrtBuild } from './ort-build.ts';
import { createNetwork, type Network, type NetworkFiles } from './ort-network.ts';
import { chooseThreads } from './threads.ts';

/**
 * Runs a model once on WASM with a test picture. What it lacks, what it cannot do and what its outputs hold is known only
 * then: headers leave sizes open.
 */
export async function tryModel(
  files: NetworkFiles,
  { outputs, madeBy }: Pick<OnnxHeader, 'outputs' | 'madeBy'>,
  input: PictureInput,
  plan: TemplatePreprocessing,
): Promise<Result<readonly TriedOutput[], OnnxFailure>> {
  const build = await fetchOrtBuild('wasm', () => undefined);
  if (!build.ok)
    return failed({ code: 'cannot-run', detail: `the runtime could not be fetched (${build.failure.code})` });
  const ends = outputs
    .filter(({ type }) => type === 'float' || type === 'float16')
    .map(({ name }) => ({ name, count: null }));
  if (ends.length === 0) return failed({ code: 'not-a-detector', detail: outputWords(outputs) });
  let network: Network | undefined;
  try {
    network = await createNetwork('wasm', build.value, files, chooseThreads(0));
    const dims = inputShape(input.layout, plan.crop.sizePx);
    const answers = await network.run(inputEndOf({ input }), modelProbe(plan, input.layout), dims, ends);
    const tried = ends.map(({ name }, i) => ({
      name,
      values: answers[i] ?? [],
      madeBy: madeBy.get(name) ?? null,
    }));
    const broken = usableOutputs(tried).find(({ values }) => !values.every(Number.isFinite));
    return broken ? failed({ code: 'not-finite', output: broken.name }) : success(tried);
  } catch (error) {
    return failed(runtimeFailure(messageOf(error)));
  } finally {
    await network?.release().catch(() => undefined);
  }
}

function outputWords(outputs: OnnxHeader['outputs']): string {
  const words = outputs.slice(0, 3).map(({ name, type }) => `“${name}” (${type})`);
  return `it answers ${words.join(', ')}, and float or float16 are read here`;
}
