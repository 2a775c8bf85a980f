import type { DetectorSource, JudgeFailure } from '../contracts/zoo.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import { readAnswer } from '../core/onnx/answer.ts';
import { inputShape, modelPicture, modelProbe } from '../core/onnx/model-input.ts';
import type { ModelRecord, ModelSettings } from '../core/onnx/record.ts';
import { failed, success, type Result } from '../core/result.ts';
import { allowedAgainstWasm, oneSquare, type Judge, type PreparedPicture, type Probe } from './judge.ts';
import { keptModelFile } from './onnx-store.ts';
import type { ExternalData, InputEnd, NetworkFiles, OutputEnd } from './ort-network.ts';
import { sha256Hex } from './sha256.ts';

type Source = Extract<DetectorSource, { kind: 'model' }>;

/** An ONNX model that a person opened, with the preprocessing and the meaning that they stated. */
export function onnxJudge(source: Source): Judge {
  const { id, settings } = source.record;
  const { layout } = settings.input;
  const ends = [endOf(settings)];
  const probe = probeOf(settings, ends);
  return {
    // The same files may be asked again with another size.
    key: `${id} ${settings.preprocessing.crop.sizePx} ${ends[0]?.name ?? ''}`,
    probe,
    load: probe,
    files: () => filesOf(source),
    prepare: (pixels) => prepareOne(pixels, settings),
    async answer(network, { tensor, sizePx }) {
      const dims = inputShape(layout, sizePx);
      const [values = []] = await network.run(inputEndOf(settings), tensor, dims, ends);
      const outputs = [{ name: settings.answer.output, values }];
      return { score: readAnswer(settings.answer, values), outputs };
    },
  };
}

export function inputEndOf({ input: { name, type } }: Pick<ModelSettings, 'input'>): InputEnd {
  return { name, type: type === 'float' ? 'float32' : 'float16' };
}

function endOf({ answer }: ModelSettings): OutputEnd {
  return { name: answer.output, count: answer.kind === 'one' ? 1 : answer.classes.length };
}

function probeOf(settings: ModelSettings, outputs: readonly OutputEnd[]): Probe {
  const { preprocessing, input } = settings;
  return {
    input: inputEndOf(settings),
    tensor: () => modelProbe(preprocessing, input.layout),
    dims: inputShape(input.layout, preprocessing.crop.sizePx),
    outputs,
    expected: null,
    allowed: (_backend, expected) => allowedAgainstWasm(expected),
  };
}

function prepareOne(pixels: PixelSource, { preprocessing, input }: ModelSettings): PreparedPicture {
  return oneSquare(pixels, modelPicture(pixels, preprocessing, input.layout));
}

async function filesOf({ record, unkept }: Source): Promise<Result<NetworkFiles, JudgeFailure>> {
  const read: ExternalData[] = [];
  for (const index of record.files.keys()) {
    const file = await verified(record, index, unkept?.[index] ?? null);
    if (!file.ok) return file;
    read.push(file.value);
  }
  const [graph, ...external] = read;
  return graph ? success({ graph: graph.data, external }) : failed({ code: 'weights-gone' });
}

async function verified(
  { id, files }: ModelRecord,
  index: number,
  unkept: Blob | null,
): Promise<Result<ExternalData, JudgeFailure>> {
  const file = files[index];
  const data = unkept ? new Uint8Array(await unkept.arrayBuffer()) : await keptModelFile(id, index);
  if (!data || !file) return failed({ code: 'weights-gone' });
  if ((await sha256Hex(data)) !== file.sha256) return failed({ code: 'weights-damaged' });
  return success({ path: file.location, data });
}
