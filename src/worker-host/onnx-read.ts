import type { Cancelled, JobId } from '../contracts/job.ts';
import type { ModelFailure, ModelProgress, ModelSource } from '../contracts/onnx.ts';
import { messageOf } from '../core/error-message.ts';
import { placeExternal } from '../core/onnx/external.ts';
import type { OnnxFailure } from '../core/onnx/failures.ts';
import { readOnnxHeader, type OnnxHeader } from '../core/onnx/header.ts';
import { mostGraphBytes, mostModelBytes } from '../core/onnx/limits.ts';
import { failed, success, type Result } from '../core/result.ts';
import { cancelled, type Jobs } from './jobs.ts';
import type { NetworkFiles } from './ort-network.ts';
import { progressReporter } from './progress.ts';

export interface OpeningModel {
  readonly jobs: Jobs;
  readonly job: JobId;
  readonly source: ModelSource;
  readonly onProgress: (progress: ModelProgress) => void;
}

export type Outcome<T> = Result<T, ModelFailure | Cancelled>;

export interface ReadModel {
  readonly header: OnnxHeader;
  readonly files: NetworkFiles;
}

/** Reads a graph and the weights beside it; nothing too large is read. */
export async function readModel(opening: OpeningModel, path: string): Promise<Outcome<ReadModel>> {
  const { jobs, job, source, onProgress } = opening;
  const refuse = (failure: OnnxFailure) => failed<ModelFailure>({ code: 'onnx', path, failure });
  const sized = source.files.map((file) => ({ path: file.path, bytes: file.blob.size }));
  const bytesOf = (wanted: string) => sized.find((file) => file.path === wanted)?.bytes ?? 0;
  if (bytesOf(path) > mostGraphBytes)
    return refuse({ code: 'too-large', byteLength: bytesOf(path), limitBytes: mostGraphBytes });
  const report = progressReporter(job, 'read', onProgress);
  report(0, 0);
  const graph = await bytesAt(source, path);
  const header = readOnnxHeader(graph);
  if (!header.ok) return refuse(header.failure);
  const placed = placeExternal(header.value.external, path, sized);
  if (!placed.ok) return refuse(placed.failure);
  const total = placed.value.reduce((sum, file) => sum + bytesOf(file.path), graph.length);
  if (total > mostModelBytes)
    return refuse({ code: 'too-large', byteLength: total, limitBytes: mostModelBytes });
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

/** Rejects where the file cannot be read any more. */
export async function bytesAt({ files }: ModelSource, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = files.find((each) => each.path === path);
  if (!file) throw new Error(`${path} is not among the files`);
  return new Uint8Array(await file.blob.arrayBuffer());
}

/** Files may be gone, and memory may be short, in many places. */
export async function guarded<T>(
  { jobs, job }: OpeningModel,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (!(await jobs.passes(job))) return cancelled;
    return failed({ code: 'unreadable', detail: messageOf(error) });
  }
}
