import type { DetectorSource, JudgeFailure } from '../contracts/zoo.ts';
import { patternTensor } from '../core/detector/self-test.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import { failed, success, type Result } from '../core/result.ts';
import { prepareSquare } from '../core/zoo/prepare.ts';
import { readScore } from '../core/zoo/score.ts';
import type { Template } from '../core/zoo/template.ts';
import { keptWeights } from './checkpoint-store.ts';
import { allowedAgainstWasm, oneSquare, type Judge, type PreparedPicture, type Probe } from './judge.ts';
import { fetchModel } from './model-store.ts';
import type { InputEnd, NetworkFiles, OutputEnd } from './ort-network.ts';
import { sha256Hex } from './sha256.ts';

type Source = Extract<DetectorSource, { kind: 'checkpoint' }>;

/** An opened checkpoint: the graph of its template, its own weights as external data. */
export function checkpointJudge(source: Source): Judge {
  const { record, template } = source;
  const ends = endsOf(template);
  const probe = probeOf(template, ends);
  return {
    key: record.id,
    probe,
    load: probe,
    files: (onProgress) => filesOf(source, onProgress),
    prepare: (pixels) => prepareOne(pixels, template),
    async answer(network, { tensor, sizePx }) {
      const dims = [1, 3, sizePx, sizePx];
      const values = await network.run(inputOf(template), tensor, dims, ends);
      const outputs = ends.map(({ name }, i) => ({ name, values: values[i] ?? [] }));
      const [first] = template.outputs;
      const [numbers] = outputs;
      if (!first || !numbers) throw new RangeError('the architecture has no output');
      return { score: readScore(first, numbers.values), outputs };
    },
  };
}

function endsOf({ outputs }: Template): readonly OutputEnd[] {
  return outputs.map((output) => ({
    name: output.name,
    count: output.kind === 'classes' ? output.classes.length : 1,
  }));
}

function inputOf({ input }: Template): InputEnd {
  return { name: input.name, type: 'float32' };
}

function probeOf(template: Template, outputs: readonly OutputEnd[]): Probe {
  const { preprocessing } = template;
  const { sizePx } = preprocessing.crop;
  const shape = [1, 3, sizePx, sizePx] as const;
  return {
    input: inputOf(template),
    tensor: () => patternTensor([...shape], preprocessing),
    dims: shape,
    outputs,
    expected: null,
    allowed: (_backend, expected) => allowedAgainstWasm(expected),
  };
}

function prepareOne(pixels: PixelSource, { preprocessing }: Template): PreparedPicture {
  return oneSquare(pixels, prepareSquare(pixels, preprocessing));
}

async function filesOf(
  { record, template, folderUrl, unkept }: Source,
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<Result<NetworkFiles, JudgeFailure>> {
  const { file, bytes, sha256 } = template.graph;
  if (record.graphSha256 !== sha256) return failed({ code: 'other-graph' });
  const data = unkept ? new Uint8Array(await unkept.arrayBuffer()) : await keptWeights(record.id);
  if (!data) return failed({ code: 'weights-gone' });
  if ((await sha256Hex(data)) !== record.weights.sha256) return failed({ code: 'weights-damaged' });
  const graph = await fetchModel({ url: folderUrl + file, bytes, sha256 }, (done) => {
    onProgress(done, bytes);
  });
  if (!graph.ok) return failed({ code: 'load', failure: graph.failure });
  return success({ graph: graph.value.bytes, external: [{ path: template.weights.location, data }] });
}
