import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type { CheckpointReport, Fit, InPart, OpenFailure, OpenPhase } from '../contracts/zoo.ts';
import type { ByteSource } from '../core/checkpoint/byte-source.ts';
import { openCheckpoint, type TensorInfo } from '../core/checkpoint/checkpoint.ts';
import { joinCheckpoints, type JoinedCheckpoint, type NamedCheckpoint } from '../core/checkpoint/joined.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import { assembleWeights } from '../core/zoo/assemble.ts';
import { partsFound, recognise, type Match } from '../core/zoo/match.ts';
import { countParameters } from '../core/zoo/parameters.ts';
import {
  checkpointId,
  mergeRecord,
  type CheckpointOrigin,
  type CheckpointRecord,
} from '../core/zoo/record.ts';
import type { Template } from '../core/zoo/template.ts';
import { keepCheckpoint, keptRecord } from './checkpoint-store.ts';
import { cancelled, type Jobs } from './jobs.ts';
import { progressReporter } from './progress.ts';
import { sha256Hex } from './sha256.ts';

/** More than this does not fit into the memory that WASM can have beside the network itself. */
export const limitBytes = 3e9;

/** A table of thousands of misfits helps nobody; the count is told. */
const misfitsShown = 50;

type Answer<T> = Result<T, OpenFailure | Cancelled>;

interface Opening {
  readonly jobs: Jobs;
  readonly job: JobId;
  readonly files: readonly File[];
  /** Where they were fetched; null where somebody chose them. */
  readonly origin: CheckpointOrigin | null;
  readonly onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void;
}

/**
 * Reads a checkpoint of one or several files, finds its architecture, and keeps its weights where it fits. Nothing in it
 * is evaluated.
 */
export async function openFiles(
  opening: Opening,
  templates: readonly Template[],
  templateId: string | null,
): Promise<Answer<CheckpointReport>> {
  const { jobs, job } = opening;
  const read = await readAll(opening);
  if (!read.ok) return read;
  const joined = joinCheckpoints(read.value);
  if (!joined.ok) return failed({ code: 'name-twice', ...joined.failure });
  const { tensors } = joined.value;
  try {
    const recognised = recogniseIn(templates, templateId, tensors);
    const { match } = recognised;
    const fit =
      match?.misfits.length === 0
        ? await take(opening, joined.value, match)
        : success(misfit(recognised, tensors));
    if (!fit.ok) return fit;
    const files = read.value.map(({ fileName: name, checkpoint }) => {
      const { format } = checkpoint;
      return { name, format, tensors: checkpoint.tensors.size };
    });
    const parameters = countParameters(tensors.values());
    return success({ files, tensors: tensors.size, parameters, fit: fit.value });
  } catch (error) {
    if (!(await jobs.passes(job))) return cancelled;
    return unreadable(null, error);
  }
}

/** Names, types and shapes of every file. */
async function readAll(opening: Opening): Promise<Answer<readonly NamedCheckpoint[]>> {
  const { jobs, job, files } = opening;
  const read: NamedCheckpoint[] = [];
  for (const file of files) {
    const { name: fileName, size: byteLength } = file;
    if (byteLength > limitBytes) return failed({ code: 'file-too-large', fileName, byteLength, limitBytes });
    const opened = await openCheckpoint(blobSource(opening, file));
    if (!(await jobs.passes(job))) return cancelled;
    if (!opened.ok) return failed({ code: 'checkpoint', fileName, failure: opened.failure });
    read.push({ fileName, checkpoint: opened.value });
  }
  return success(read);
}

function unreadable(fileName: string | null, error: unknown): Answer<never> {
  return failed({ code: 'checkpoint', fileName, failure: { code: 'unreadable', detail: messageOf(error) } });
}

/** A file as bytes to read from; gives way before each read, so that a cancel is met there. */
function blobSource({ jobs, job }: Opening, file: File): ByteSource {
  return {
    size: file.size,
    read: async (offset, length) => {
      if (!(await jobs.passes(job))) throw new Error('cancelled');
      return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
    },
  };
}

interface Recognised {
  readonly match: Match | null;
  readonly inPart: InPart | null;
}

function recogniseIn(
  templates: readonly Template[],
  templateId: string | null,
  tensors: ReadonlyMap<string, TensorInfo>,
): Recognised {
  const chosen = templates.find(({ id }) => id === templateId);
  const { best, all } = recognise(chosen ? [chosen] : templates, tensors);
  return { match: chosen ? (all[0] ?? null) : best, inPart: best && inPartOf(best, all, tensors) };
}

/** The part that the best of them found, and everything that would complete it. */
function inPartOf(
  best: Match,
  all: readonly Match[],
  tensors: ReadonlyMap<string, TensorInfo>,
): InPart | null {
  const found = partsFound(best, tensors);
  if (!found) return null;
  const completions = all.flatMap((match) => {
    const other = partsFound(match, tensors);
    if (other?.held.join() !== found.held.join()) return [];
    return [{ templateId: match.template.id, wanted: other.wanted }];
  });
  return { held: found.held, completions };
}

function misfit({ match, inPart }: Recognised, tensors: ReadonlyMap<string, TensorInfo>): Fit {
  return {
    fits: false,
    templateId: match?.template.id ?? null,
    misfits: match?.misfits.slice(0, misfitsShown) ?? [],
    misfitCount: match?.misfits.length ?? 0,
    unused: match?.unused.length ?? tensors.size,
    inPart,
  };
}

async function take(opening: Opening, checkpoint: JoinedCheckpoint, match: Match): Promise<Answer<Fit>> {
  const { jobs, job, onProgress } = opening;
  const report = (phase: OpenPhase) => progressReporter(job, phase, onProgress);
  const assembled = await assembleWeights(match, checkpoint, report('read'));
  if (!(await jobs.passes(job))) return cancelled;
  if (!assembled.ok) {
    const { source, failure } = assembled.failure;
    const fileName = source === null ? null : (checkpoint.fileOf(source) ?? null);
    return failed({ code: 'checkpoint', fileName, failure });
  }
  const weights = assembled.value;
  report('hash')(0, 0);
  const fresh = recordOf(opening, match, weights.length, await sha256Hex(weights));
  const record = mergeRecord(fresh, await keptRecord(fresh.id));
  if (!(await jobs.passes(job))) return cancelled;
  report('keep')(0, 0);
  const kept = await keepCheckpoint(record, weights);
  return success({
    fits: true,
    record,
    prefix: match.prefix,
    unused: match.unused.length,
    unkept: kept ? null : new Blob([weights]),
  });
}

function recordOf(
  { files, origin }: Opening,
  { template }: Match,
  bytes: number,
  sha256: string,
): CheckpointRecord {
  return {
    schemaVersion: 1,
    id: checkpointId(template.id, sha256),
    fileName: files.map(({ name }) => name).join(' + '),
    templateId: template.id,
    graphSha256: template.graph.sha256,
    weights: { bytes, sha256 },
    tensors: template.weights.tensors.length,
    parameters: countParameters(template.weights.tensors),
    openedAt: new Date().toISOString(),
    origin,
    swapped: false,
  };
}
