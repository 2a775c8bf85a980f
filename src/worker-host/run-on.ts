import type { RunFailure } from '../contracts/inference.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import type { Network } from './ort-network.ts';

type Lossy = Pick<Network, 'backend' | 'lost'>;

/** Runs a network, and tells a device that was lost from a run that failed. */
export async function runOn<T extends object>(
  network: Lossy,
  work: () => Promise<T>,
): Promise<Result<T, Exclude<RunFailure, { code: 'not-loaded' }>>> {
  try {
    // A run on a device that is lost may never settle: what comes first counts.
    const answer = await Promise.race([work(), network.lost]);
    if (typeof answer !== 'string') return success(answer);
    return failed({ code: 'device-lost', detail: answer });
  } catch (error) {
    const reason = await lossOf(network);
    if (reason !== null) return failed({ code: 'device-lost', detail: reason });
    return failed({ code: 'run-failed', detail: messageOf(error) });
  }
}

/** How long a device that was lost may take to say so after ORT's run on it failed. */
const lossDelayMs = 1000;

/** ORT reports a lost device as an ordinary error, some tasks before the device's own promise settles. */
async function lossOf({ backend, lost }: Lossy): Promise<string | null> {
  if (backend !== 'webgpu') return null;
  const delay = new Promise<null>((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, lossDelayMs);
  });
  return Promise.race([lost, delay]);
}
