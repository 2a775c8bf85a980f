import type { Cancelled, JobId } from '../contracts/job.ts';
import type { HubFailure, ModelFile, ModelProgress, ModelSource } from '../contracts/onnx.ts';
import { fileUrl, listingUrl, type HubAddress } from '../core/hub/address.ts';
import { downloadPlan, planBytes } from '../core/hub/download-plan.ts';
import { graphChoices } from '../core/hub/graph-choice.ts';
import { readListing, type HubFile, type HubListing } from '../core/hub/listing.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import { cancelled, type Jobs } from './jobs.ts';
import { progressReporter } from './progress.ts';
import { sha256Hex } from './sha256.ts';

type Outcome<T> = Result<T, HubFailure | Cancelled>;

/** Asks Hugging Face what a repository holds. */
export async function lookUp(jobs: Jobs, job: JobId, address: HubAddress): Promise<Outcome<HubListing>> {
  const response = await ask(listingUrl(address), '');
  if (!(await jobs.passes(job))) return cancelled;
  if (!response.ok) return response;
  const json: unknown = await response.value.json().catch(() => undefined);
  const listing = readListing(json);
  if (!listing) return failed({ code: 'hub-odd-answer' });
  return graphChoices(listing.files.map(({ path }) => path)).length > 0
    ? success(listing)
    : failed({ code: 'hub-no-graph' });
}

/** Without cookies: what needs an account is not for everybody who has the link. */
async function ask(url: string, path: string): Promise<Result<Response, HubFailure>> {
  try {
    const response = await fetch(url, { credentials: 'omit' });
    if (response.ok) return success(response);
    if (response.status === 403) return failed({ code: 'hub-gated' });
    if (path === '' && (response.status === 401 || response.status === 404))
      return failed({ code: 'hub-missing' });
    if (response.status === 401) return failed({ code: 'hub-gated' });
    return failed({ code: 'hub-status', path, status: response.status });
  } catch (error) {
    return failed({ code: 'hub-offline', detail: messageOf(error) });
  }
}

export interface Fetching {
  readonly jobs: Jobs;
  readonly job: JobId;
  readonly address: HubAddress;
  readonly listing: HubListing;
  readonly onProgress: (progress: ModelProgress) => void;
}

/** Fetches everything that belongs to a graph, at the commit of the listing. */
export async function downloadModel(fetching: Fetching, graphPath: string): Promise<Outcome<ModelSource>> {
  const { job, address, listing, onProgress } = fetching;
  const plan = downloadPlan(listing, graphPath);
  const total = planBytes(plan) ?? 0;
  const report = progressReporter(job, 'download', onProgress);
  const files: ModelFile[] = [];
  let before = 0;
  for (const file of plan) {
    const start = before;
    const fetched = await fetchFile(fetching, file, (received) => {
      report(start + received, total);
    });
    if (!fetched.ok) return fetched;
    files.push({ path: file.path, blob: fetched.value });
    before += fetched.value.size;
  }
  const { owner, name } = address;
  const { commit, licence } = listing;
  const origin = { kind: 'hub', owner, name, commit, path: graphPath, licence } as const;
  return success({ name: `${owner}/${name}`, origin, files });
}

async function fetchFile(
  { jobs, job, address, listing }: Fetching,
  { path, bytes, sha256 }: HubFile,
  onReceived: (bytes: number) => void,
): Promise<Outcome<Blob>> {
  if (!(await jobs.passes(job))) return cancelled;
  const response = await ask(fileUrl(address, listing.commit, path), path);
  if (!response.ok) return response;
  const blob = await received(jobs, job, response.value, onReceived);
  if (!blob.ok) return blob;
  if (bytes !== null && blob.value.size !== bytes)
    return failed({ code: 'hub-cut', path, expectedBytes: bytes, foundBytes: blob.value.size });
  if (sha256 !== null && (await sha256Hex(new Uint8Array(await blob.value.arrayBuffer()))) !== sha256)
    return failed({ code: 'hub-other-file', path });
  return blob;
}

/** Bytes after which what came is put aside as a Blob, which browsers may move to the disk, and a cancel is met. */
const pieceBytes = 4e6;

async function received(
  jobs: Jobs,
  job: JobId,
  { body }: Response,
  onReceived: (bytes: number) => void,
): Promise<Outcome<Blob>> {
  if (!body) return success(new Blob());
  const reader = body.getReader();
  const pieces: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let [done, waiting] = [0, 0];
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      done += part.value.length;
      waiting += part.value.length;
      onReceived(done);
      if (waiting < pieceBytes) continue;
      pieces.push(new Blob(chunks));
      [chunks, waiting] = [[], 0];
      if (await jobs.passes(job)) continue;
      await reader.cancel();
      return cancelled;
    }
    return success(new Blob([...pieces, ...chunks]));
  } catch (error) {
    return failed({ code: 'hub-offline', detail: messageOf(error) });
  }
}
