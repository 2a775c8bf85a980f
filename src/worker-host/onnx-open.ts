import type { KeptModel, ModelFailure, ModelProgress, ModelReport, ModelSource } from '../contracts/onnx.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import { configPath, graphChoices } from '../core/hub/graph-choice.ts';
import { readImageProcessor, usualPx } from '../core/hub/image-processor.ts';
import { mostClasses, readLabels } from '../core/hub/labels.ts';
import { placeExternal } from '../core/onnx/external.ts';
import type { OnnxFailure } from '../core/onnx/failures.ts';
import { guessAnswer, likelyOutput, usableOutputs, type TriedOutput } from '../core/onnx/guess-answer.ts';
import { readOnnxHeader, type OnnxHeader } from '../core/onnx/header.ts';
import { pictureInput } from '../core/onnx/picture-input.ts';
import { modelHashText, modelId, type ModelRecord, type ModelSettings } from '../core/onnx/record.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import type { TemplatePreprocessing } from '../core/zoo/template.ts';
import { cancelled, type Jobs } from './jobs.ts';
import { keepModelFiles } from './onnx-store.ts';
import { tryModel } from './onnx-trial.ts';
import type { NetworkFiles } from './ort-network.ts';
import { progressReporter } from './progress.ts';
import { sha256Hex } from './sha256.ts';

/** More than this does not fit into the memory that WASM can have beside the network itself. */
const limitBytes = 3e9;

/** Protocol buffers end at 2 GiB; larger models keep their weights in other files. */
const graphLimitBytes = 2 ** 31;

export interface OpeningModel {
  readonly jobs: Jobs;
  readonly job: JobId;
  readonly source: ModelSource;
  readonly onProgress: (progress: ModelProgress) => void;
}

type Outcome<T> = Result<T, ModelFailure | Cancelled>;

interface ReadModel {
  readonly header: OnnxHeader;
  readonly files: NetworkFiles;
}

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
    const broken = notFinite(outputs);
    if (broken) return refuse(broken);
    const { answer, sure } = guessAnswer(output, labels);
    const bytes = files.external.reduce((sum, { data }) => sum + data.length, files.graph.length);
    const { producer, parameters } = header;
    const name = path === graphs[0]?.path ? source.name : `${source.name}, ${path.split('/').at(-1) ?? path}`;
    const named = { name, graphPath: path, graphs, bytes, producer, parameters };
    return success({ ...named, input: input.value, outputs, ...beside.value, answer, answerIsSure: sure });
  });
}

/** Keeps a model with what was stated about it. */
export async function keepModel(
  opening: OpeningModel,
  report: ModelReport,
  settings: ModelSettings,
): Promise<Outcome<KeptModel>> {
  return guarded(opening, async () => {
    const { jobs, job, onProgress } = opening;
    const model = await readModel(opening, report.graphPath);
    if (!model.ok) return model;
    const { header, files } = model.value;
    // A graph of one size was tried at it already.
    if (report.input.sidePx === null) {
      progressReporter(job, 'try', onProgress)(0, 0);
      const tried = await tryModel(files, header, report.input, settings.preprocessing);
      const failure = tried.ok ? notFinite(usableOutputs(tried.value)) : tried.failure;
      if (failure) return failed({ code: 'onnx', path: report.graphPath, failure });
    }
    if (!(await jobs.passes(job))) return cancelled;
    progressReporter(job, 'hash', onProgress)(0, 0);
    const record = await recordOf(opening.source, report, settings, files);
    if (!(await jobs.passes(job))) return cancelled;
    progressReporter(job, 'keep', onProgress)(0, 0);
    const all = [files.graph, ...files.external.map(({ data }) => data)];
    const kept = await keepModelFiles(record, all);
    return success({ record, unkept: kept ? null : all.map((data) => new Blob([data])) });
  });
}

/** Files may be gone, and memory may be short, in many places. */
async function guarded<T>({ jobs, job }: OpeningModel, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (!(await jobs.passes(job))) return cancelled;
    return failed({ code: 'unreadable', detail: messageOf(error) });
  }
}

async function readModel(opening: OpeningModel, path: string): Promise<Outcome<ReadModel>> {
  const { jobs, job, source, onProgress } = opening;
  const refuse = (failure: OnnxFailure) => failed<ModelFailure>({ code: 'onnx', path, failure });
  const sized = source.files.map((file) => ({ path: file.path, bytes: file.blob.size }));
  const bytesOf = (wanted: string) => sized.find((file) => file.path === wanted)?.bytes ?? 0;
  if (bytesOf(path) > graphLimitBytes)
    return refuse({ code: 'too-large', byteLength: bytesOf(path), limitBytes: graphLimitBytes });
  const report = progressReporter(job, 'read', onProgress);
  report(0, 0);
  const graph = await bytesAt(source, path);
  const header = readOnnxHeader(graph);
  if (!header.ok) return refuse(header.failure);
  const placed = placeExternal(header.value.external, path, sized);
  if (!placed.ok) return refuse(placed.failure);
  const total = placed.value.reduce((sum, file) => sum + bytesOf(file.path), graph.length);
  if (total > limitBytes) return refuse({ code: 'too-large', byteLength: total, limitBytes });
  const external = [];
  let done = graph.length;
  for (const { location, path: at } of placed.value) {
    if (!(await jobs.passes(job))) return cancelled;
    const data = await bytesAt(source, at);
    external.push({ path: location, data });
    done += data.length;
    report(done, total);
  }
  return success({ header: header.value, files: { graph, external } });
}

async function bytesAt({ files }: ModelSource, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = files.find((each) => each.path === path);
  if (!file) throw new Error(`${path} is not among the files`);
  return new Uint8Array(await file.blob.arrayBuffer());
}

type Beside = Pick<ModelReport, 'preprocessing' | 'preprocessingFrom' | 'notes' | 'labels'>;

/** What config.json and preprocessor_config.json say; without them, what most networks do. */
async function readConfigs(
  source: ModelSource,
  graphPath: string,
  graphSidePx: number | null,
): Promise<Outcome<Beside>> {
  const paths = source.files.map(({ path }) => path);
  const labelsPath = configPath(paths, graphPath, 'config.json');
  const labels = labelsPath === null ? null : readLabels(await jsonAt(source, labelsPath));
  if (labels === 'damaged')
    return failed({
      code: 'config',
      path: labelsPath ?? '',
      detail: 'it does not name classes as it should',
    });
  const preprocessingFrom = configPath(paths, graphPath, 'preprocessor_config.json');
  if (preprocessingFrom === null)
    return success({ preprocessing: usualPlan(graphSidePx), preprocessingFrom, notes: [], labels });
  const read = readImageProcessor(await jsonAt(source, preprocessingFrom), graphSidePx);
  if (!read.ok) return failed({ code: 'config', path: preprocessingFrom, detail: read.failure });
  const { plan: preprocessing, notes } = read.value;
  return success({ preprocessing, preprocessingFrom, notes, labels });
}

/** undefined where it is no JSON; the readers refuse that. */
async function jsonAt(source: ModelSource, path: string): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await bytesAt(source, path)));
  } catch {
    return undefined;
  }
}

function usualPlan(graphSidePx: number | null): TemplatePreprocessing {
  const sizePx = graphSidePx ?? usualPx;
  return {
    resize: { rule: 'both-sides', sidePx: sizePx, filter: 'bilinear' },
    crop: { sizePx },
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
  };
}

function notFinite(outputs: readonly TriedOutput[]): OnnxFailure | null {
  const broken = outputs.find(({ values }) => !values.every(Number.isFinite));
  return broken ? { code: 'not-finite', output: broken.name } : null;
}

function countWords(outputs: readonly TriedOutput[]): string {
  const words = outputs.slice(0, 3).map(({ name, values }) => `“${name}” holds ${values.length} numbers`);
  return `${words.join(', ')}, and a detector answers with one, or with at most ${mostClasses} classes`;
}

async function recordOf(
  { origin }: ModelSource,
  { name, parameters, producer }: ModelReport,
  settings: ModelSettings,
  { graph, external }: NetworkFiles,
): Promise<ModelRecord> {
  const files = [];
  for (const { path, data } of [{ path: '', data: graph }, ...external])
    files.push({ location: path, bytes: data.length, sha256: await sha256Hex(data) });
  const [only] = files;
  const hash =
    files.length === 1 && only
      ? only.sha256
      : await sha256Hex(new TextEncoder().encode(modelHashText(files)));
  const id = modelId(name.replace(/\.onnx$/iu, ''), hash);
  const openedAt = new Date().toISOString();
  return { schemaVersion: 1, id, name, origin, files, producer, parameters, settings, openedAt };
}
