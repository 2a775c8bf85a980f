import type { Cancelled, JobId, Progress } from '../contracts/job.ts';
import type { CheckpointReport, DownloadFailure, OpenFailure, OpenPhase } from '../contracts/zoo.ts';
import type { DirectEntry } from '../core/zoo/catalogue.ts';
import { compareFile } from '../core/zoo/pin.ts';
import { failed, type Result } from '../core/result.ts';
import type { Template } from '../core/zoo/template.ts';
import { downloadFile } from './download-file.ts';
import { cancelled, type Jobs } from './jobs.ts';
import { keepPin, keptPin } from './pin-store.ts';
import { progressReporter } from './progress.ts';
import { limitBytes, openFiles } from './zoo-open.ts';

interface Fetching {
  readonly jobs: Jobs;
  readonly job: JobId;
  readonly onProgress: (progress: Progress & { readonly phase: OpenPhase }) => void;
}

/**
 * Fetches a published checkpoint and opens it as if it had been chosen. The file is held to the hash in the catalogue; where
 * none is known, to that of the first download.
 *
 * @param trustChange takes a file that is another than it was before, and pins that
 */
export async function openPublished(
  { jobs, job, onProgress }: Fetching,
  entry: DirectEntry,
  templates: readonly Template[],
  trustChange: boolean,
): Promise<Result<CheckpointReport, OpenFailure | DownloadFailure | Cancelled>> {
  const { address, name, bytes } = entry.file;
  const report = progressReporter(job, 'download', onProgress);
  const fetched = await downloadFile(address, bytes ?? limitBytes, jobs.signal(job), (done, total) => {
    report(done, bytes ?? total);
  });
  if (!(await jobs.passes(job))) return cancelled;
  if (!fetched.ok) return failed({ code: 'download', failure: fetched.failure });
  const { blob, sha256 } = fetched.value;
  const found = { sha256, bytes: blob.size };
  const standing = compareFile(entry.file, trustChange ? null : await keptPin(entry.id), found);
  if (!standing.ok) return failed({ code: 'other-file', failure: standing.failure });
  const hash = standing.value === 'listed' ? 'listed' : 'pinned';
  const origin = { entryId: entry.id, address, ...found, hash } as const;
  const opened = await openFiles(
    { jobs, job, files: [new File([blob], name)], origin, onProgress },
    templates,
    null,
  );
  // Not before it proved to be a checkpoint: a page that asks for a login must not be what later files are held to.
  if (standing.value === 'first' && opened.ok && opened.value.fit.fits)
    await keepPin(entry.id, { ...found, pinnedAt: new Date().toISOString() });
  return opened;
}
