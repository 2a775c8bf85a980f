import { transfer } from 'comlink';
import type { BenchmarkApi, PreparedLane, PrepareTask } from '../contracts/benchmark.ts';
import type { JobId } from '../contracts/job.ts';
import { evaluate } from '../core/benchmark/evaluate.ts';
import { planPicture } from '../core/benchmark/picture-plan.ts';
import { degradationOf } from '../core/degradation/degradation.ts';
import { seedOfHash } from '../core/degradation/noise.ts';
import { messageOf } from '../core/error-message.ts';
import type { PixelSource } from '../core/image/pixels.ts';
import { failed, success } from '../core/result.ts';
import { degradePicture } from './degrade-picture.ts';
import { cancelled, Jobs } from './jobs.ts';
import { withPicture } from './open-picture.ts';
import { releaseCallback } from './release-callback.ts';
import { sha256Hex } from './sha256.ts';

export function createBenchmarkApi(): BenchmarkApi {
  const jobs = new Jobs();
  return {
    hash: (job, file) =>
      jobs.run(job, async () => {
        if (!(await jobs.passes(job))) return cancelled;
        try {
          const bytes = new Uint8Array(await file.arrayBuffer());
          return bytes.length === 0 ? failed({ code: 'empty-file' }) : success(await sha256Hex(bytes));
        } catch (error) {
          return failed({ code: 'unreadable', detail: messageOf(error) });
        }
      }),
    prepare: (job, file, image, tasks, deliver) =>
      jobs.run(job, async () => {
        try {
          const opened = await withPicture(jobs, job, file, 'auto-no-preview', ({ decoded }) =>
            prepareAll(jobs, job, { source: decoded.source, seed: seedOfHash(image) }, tasks, deliver),
          );
          if (!opened.ok) return opened;
          return opened.value ? success(null) : cancelled;
        } finally {
          releaseCallback(deliver);
        }
      }),
    evaluate,
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

/** false: cancelled on the way. */
async function prepareAll(
  jobs: Jobs,
  job: JobId,
  { source, seed }: { readonly source: PixelSource; readonly seed: number },
  tasks: readonly PrepareTask[],
  deliver: (prepared: PreparedLane) => Promise<void>,
): Promise<boolean> {
  for (const [condition, lanes] of byCondition(tasks)) {
    const degradation = degradationOf(condition);
    if (!degradation.ok) throw new RangeError(`there is no condition '${condition}'`);
    const degraded = await degradePicture(source, degradation.value, seed);
    for (const { lane, plan } of lanes) {
      if (!(await jobs.passes(job))) return false;
      const prepared = { lane, ...planPicture(degraded, plan) };
      await deliver(prepared.tensor ? transfer(prepared, [prepared.tensor.buffer]) : prepared);
    }
  }
  return true;
}

/** A picture is degraded once a condition, however many detectors look at it. */
function byCondition(tasks: readonly PrepareTask[]): ReadonlyMap<string, readonly PrepareTask[]> {
  const groups = new Map<string, PrepareTask[]>();
  for (const task of tasks) groups.set(task.condition, [...(groups.get(task.condition) ?? []), task]);
  return groups;
}
