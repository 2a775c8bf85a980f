import type { KeptModel, ModelReport, ModelSource } from '../contracts/onnx.ts';
import { modelHashText, modelId, type ModelRecord, type ModelSettings } from '../core/onnx/record.ts';
import { failed, success } from '../core/result.ts';
import { cancelled } from './jobs.ts';
import { guarded, readModel, type OpeningModel, type Outcome } from './onnx-read.ts';
import { keepModelFiles } from './onnx-store.ts';
import { tryModel } from './onnx-trial.ts';
import type { NetworkFiles } from './ort-network.ts';
import { progressReporter } from './progress.ts';
import { sha256Hex } from './sha256.ts';

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
      if (!tried.ok) return failed({ code: 'onnx', path: report.graphPath, failure: tried.failure });
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
