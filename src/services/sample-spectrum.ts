import type { JobId } from '../contracts/job.ts';
import type { LeftOutReason } from '../contracts/spectrum.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import { genImageRecipe, type Recipe } from '../core/spectrum/recipe.ts';
import { SpectrumPool } from './spectrum-pool.ts';
import { WorkerDied, WorkerStopped } from './worker-client.ts';

/** What is left of one picture when the picture is taken away, and the spectrum of that. */
export interface SampleTrace {
  readonly recipe: Recipe;
  readonly sizePx: number;
  /** sizePx * sizePx grey levels, signed, row by row. */
  readonly residual: Float64Array;
  /** sizePx * sizePx squared grey levels, DC in the middle (core/spectrum/spectrum.ts). */
  readonly power: Float32Array;
}

/** Squares that are looked at, the largest that fits. Larger ones would show more than has room beside a picture. */
const sizesPx = [256, 128] as const;

/** Stepping from sample to sample keeps the worker; looking at something else ends it. */
const idleMs = 5000;

let jobs = 0;
let users = 0;
let idle: ReturnType<typeof setTimeout> | undefined;
const pool = new SpectrumPool(1, () => undefined);

/**
 * GenImage's residual (grey minus its 3 x 3 median) of the middle of one picture, and its spectrum under a Hann window:
 * without one the edges of a single crop would draw a cross over it.
 *
 * @returns null where the signal ended it
 */
export async function traceSample(
  file: Blob,
  signal: AbortSignal,
): Promise<Result<SampleTrace, LeftOutReason> | null> {
  const job = `trace:${String(++jobs)}` as JobId;
  const cancel = (): void => {
    pool.cancel(job);
  };
  signal.addEventListener('abort', cancel, { once: true });
  clearTimeout(idle);
  users++;
  try {
    return await firstThatFits(job, file, signal);
  } catch (error) {
    if (signal.aborted || error instanceof WorkerStopped) return null;
    if (error instanceof WorkerDied) return failed({ code: 'worker-died' });
    return failed({ code: 'unreadable', detail: messageOf(error) });
  } finally {
    signal.removeEventListener('abort', cancel);
    users--;
    idle = setTimeout(() => {
      if (users === 0) pool.stop();
    }, idleMs);
  }
}

async function firstThatFits(
  job: JobId,
  file: Blob,
  signal: AbortSignal,
): Promise<Result<SampleTrace, LeftOutReason> | null> {
  for (const sizePx of sizesPx) {
    const recipe: Recipe = { ...genImageRecipe, window: 'hann', sizePx, images: 1 };
    const added = await pool.add(job, { firstImage: 0, files: [file] }, recipe, null);
    if (signal.aborted || !added.ok) return null;
    const { sums, leftOut } = added.value;
    const [left] = leftOut;
    if (left?.reason.code === 'too-small' && sizePx !== sizesPx.at(-1)) continue;
    if (left) return failed(left.reason);
    // The sums of one picture are its residual.
    const { power } = await pool.finish(sums, [], recipe);
    return success({ recipe, sizePx, residual: Float64Array.from(sums.plane), power });
  }
  return null;
}
