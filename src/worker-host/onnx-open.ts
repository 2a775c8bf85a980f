import type { ModelFailure, ModelReport } from '../contracts/onnx.ts';
import { graphChoices } from '../core/hub/graph-choice.ts';
import { mostClasses } from '../core/hub/labels.ts';
import type { OnnxFailure } from '../core/onnx/failures.ts';
import { guessAnswer, likelyOutput, usableOutputs, type TriedOutput } from '../core/onnx/guess-answer.ts';
import { pictureInput } from '../core/onnx/picture-input.ts';
import { failed, success } from '../core/result.ts';
import { cancelled } from './jobs.ts';
import { readConfigs } from './onnx-configs.ts';
import { guarded, readModel, type OpeningModel, type Outcome } from './onnx-read.ts';
import { tryModel } from './onnx-trial.ts';
import { progressReporter } from './progress.ts';

/** Reads a graph, its weights and its configs, and tries it. Nothing is kept yet. */
export async function openModel(
  opening: OpeningModel,
  graphPath: string | null,
): Promise<Outcome<ModelReport>> {
  return guarded(opening, async () => {
    const { jobs, job, source } = opening;
    const graphs = graphChoices(source.files.map(({ path }) => path));
    const path = graphPath ?? graphs[0]?.path;
    if (path === undefined) return failed({ code: 'no-graph' });
    const refuse = (failure: OnnxFailure) => failed<ModelFailure>({ code: 'onnx', path, failure });
    const model = await readModel(opening, path);
    if (!model.ok) return model;
    const { header, files } = model.value;
    const input = pictureInput(header);
    if (!input.ok) return refuse(input.failure);
    const beside = await readConfigs(source, path, input.value.sidePx);
    if (!beside.ok) return beside;
    const { preprocessing, labels } = beside.value;
    if (!(await jobs.passes(job))) return cancelled;
    progressReporter(job, 'try', opening.onProgress)(0, 0);
    const tried = await tryModel(files, header, input.value, preprocessing);
    if (!(await jobs.passes(job))) return cancelled;
    if (!tried.ok) return refuse(tried.failure);
    const outputs = usableOutputs(tried.value);
    const output = likelyOutput(outputs);
    if (!output) return refuse({ code: 'not-a-detector', detail: countWords(tried.value) });
    const { answer, sure } = guessAnswer(output, labels);
    const bytes = files.external.reduce((sum, { data }) => sum + data.length, files.graph.length);
    const { producer, parameters } = header;
    const name = path === graphs[0]?.path ? source.name : `${source.name}, ${path.split('/').at(-1) ?? path}`;
    const named = { name, graphPath: path, graphs, bytes, producer, parameters };
    return success({ ...named, input: input.value, outputs, ...beside.value, answer, answerIsSure: sure });
  });
}

function countWords(outputs: readonly TriedOutput[]): string {
  const words = outputs.slice(0, 3).map(({ name, values }) => `“${name}” holds ${values.length} numbers`);
  return `${words.join(', ')}, and a detector answers with one, or with at most ${mostClasses} classes`;
}
