import type { JobId, Progress } from '../contracts/job.ts';

/** At most ten reports a second: a progress bar needs no more, and each costs a message. */
const intervalMs = 100;

/** Reports that never go back and are not too many; the last one (done = total) always gets through. */
export function progressReporter<Phase extends string>(
  job: JobId,
  phase: Phase,
  send: (progress: Progress & { readonly phase: Phase }) => void,
): (done: number, total: number) => void {
  let lastSentMs = -Infinity;
  let furthest = 0;
  return (done, total) => {
    furthest = Math.max(furthest, done);
    const now = performance.now();
    if (now - lastSentMs < intervalMs && done < total) return;
    lastSentMs = now;
    send({ job, phase, done: furthest, total });
  };
}
