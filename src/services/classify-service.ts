import type { RunFailure } from '../contracts/inference.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import type { PreparedImage } from '../contracts/prepare.ts';
import { failed } from '../core/result.ts';
import {
  addItems,
  addNotice,
  createClassifyStore,
  removeItems,
  type ClassifyItem,
  type ImageId,
  type ItemFailure,
  type Outcome,
} from '../state/classify-store.ts';
import type { ClassifyService, IncomingFile } from './classify-api.ts';
import { FileRegistry } from './file-registry.ts';
import { nothingToRun, outcomeOf } from './outcome.ts';
import { PreparePool } from './prepare-pool.ts';
import { RuntimeHost, RuntimeUnavailable } from './runtime-host.ts';
import { fetchSameOrigin } from './same-origin-file.ts';
import { UpdateBatch } from './update-batch.ts';
import { WorkerStopped } from './worker-client.ts';
import { messageOf } from '../core/error-message.ts';

/** A picture whose worker dies this often is given up: it is the picture that kills it. */
const attemptLimit = 2;

/**
 * Prepared pictures that may wait for the detector, the one that it judges included. A few carry it over a picture
 * that takes long to decode; each holds a tensor of a few megabytes.
 */
const waitingLimit = 4;

export function createClassifyService(): ClassifyService {
  const store = createClassifyStore();
  const updates = new UpdateBatch(store);
  const registry = new FileRegistry();
  const host = new RuntimeHost(store);
  // One core is the detector's, at most four decode: decoding is short beside judging.
  const decoders = Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1));
  const pool = new PreparePool(decoders, (reason) => {
    addNotice(store, `A decoding worker stopped (${reason}) and is started again.`);
  });

  const queue: ImageId[] = [];
  /** The job of each picture under way; an answer to any other job is out of date. */
  const current = new Map<ImageId, JobId>();
  /** Jobs that are being decoded: one a worker, so that they do not slow each other or the detector down. */
  const preparing = new Set<JobId>();
  const deaths = new Map<ImageId, number>();
  let jobCount = 0;
  let held = false;

  function pump(): void {
    while (!held && mayStart(queue[0])) {
      const id = queue.shift();
      if (id !== undefined && registry.file(id)) void work(id);
    }
  }

  /** A picture whose worker died on it is tried again alone, so that it takes no innocent one down with it. */
  function mayStart(next: ImageId | undefined): boolean {
    if (next === undefined) return false;
    const suspectNear = deaths.has(next) || [...current.keys()].some((id) => deaths.has(id));
    if (suspectNear) return current.size === 0;
    const waiting = [...current.values()].filter((job) => !preparing.has(job)).length;
    return preparing.size < decoders && waiting < waitingLimit;
  }

  async function work(id: ImageId): Promise<void> {
    const job = `${id}:${++jobCount}` as JobId;
    current.set(id, job);
    preparing.add(job);
    const live = () => current.get(id) === job;
    try {
      await judgeOne(id, job, live);
    } catch (error) {
      if (live()) putBack(id, error);
    } finally {
      preparing.delete(job);
      if (live()) current.delete(id);
      pump();
    }
  }

  async function judgeOne(id: ImageId, job: JobId, live: () => boolean): Promise<void> {
    const file = registry.file(id);
    if (!file) return;
    updates.set(id, { status: 'preparing' });
    const started = performance.now();
    const card = await host.card();
    // The detector loads while the first pictures are decoded. Its failure is met below, where it is awaited.
    host.ready().catch(() => undefined);
    if (!live()) return;
    const prepared = await pool.prepare(job, file, card.preprocessing);
    preparing.delete(job);
    pump();
    if (!live()) return;
    if (!prepared.ok) {
      if (prepared.failure.code !== 'cancelled') fail(id, prepared.failure);
      return;
    }
    showThumbnail(id, prepared.value);
    const runtime = await host.ready();
    if (!live()) return;
    // Cut for one detector, a picture is nothing to another: size and number of the crops are the card's.
    if (runtime.card.id !== card.id) throw new WorkerStopped('another detector was chosen');
    updates.set(id, { status: 'running' });
    const inferred = prepared.value.content.judgeable
      ? await host.run(
          job,
          prepared.value.tensor,
          prepared.value.cropWeights.length,
          prepared.value.cropSizePx,
        )
      : nothingToRun;
    if (!live()) return;
    if (!inferred.ok) {
      if (hasLostDetector(inferred.failure)) throw new WorkerStopped(inferred.failure.code);
      if (inferred.failure.code !== 'cancelled') fail(id, inferred.failure);
      return;
    }
    const totalMs = performance.now() - started;
    finish(id, outcomeOf(prepared.value, runtime, inferred.value, totalMs));
  }

  function showThumbnail(id: ImageId, { thumbnail }: PreparedImage): void {
    if (thumbnail) updates.set(id, { thumbnailUrl: registry.setThumbnail(id, thumbnail) });
  }

  function finish(id: ImageId, outcome: Outcome): void {
    deaths.delete(id);
    updates.set(id, { status: 'done', outcome, failure: null });
  }

  function fail(id: ImageId, failure: ItemFailure): void {
    deaths.delete(id);
    updates.set(id, { status: 'failed', failure, outcome: null });
  }

  /** The picture is not to blame for a stopped worker or a missing detector: it goes to the head of the queue. */
  function putBack(id: ImageId, error: unknown): void {
    if (error instanceof RuntimeUnavailable) held = true;
    else if (!(error instanceof WorkerStopped)) {
      const count = (deaths.get(id) ?? 0) + 1;
      deaths.set(id, count);
      if (count >= attemptLimit) {
        fail(id, { code: 'worker-died', detail: messageOf(error) });
        return;
      }
    }
    queue.unshift(id);
    updates.set(id, { status: 'queued' });
  }

  function release(): void {
    held = false;
    host.forgiveFailure();
    pump();
  }

  function add(files: readonly IncomingFile[]): readonly ImageId[] {
    const items = files.map(({ file, path }): ClassifyItem => {
      const id = crypto.randomUUID() as ImageId;
      registry.add(id, file);
      return {
        id,
        name: file.name,
        path,
        byteLength: file.size,
        status: 'queued',
        thumbnailUrl: null,
        outcome: null,
        failure: null,
      };
    });
    addItems(store, items);
    const ids = items.map(({ id }) => id);
    queue.push(...ids);
    release();
    return ids;
  }

  function stop(id: ImageId): void {
    const job = current.get(id);
    current.delete(id);
    const place = queue.indexOf(id);
    if (place >= 0) queue.splice(place, 1);
    if (!job) return;
    pool.cancel(job);
    host.cancel(job);
  }

  function cancel(ids: readonly ImageId[] = store.getState().order): void {
    for (const id of ids) {
      if (!current.has(id) && !queue.includes(id)) continue;
      stop(id);
      updates.set(id, { status: 'cancelled' });
    }
    updates.flush();
    pump();
  }

  function retry(ids: readonly ImageId[] = unfinished()): void {
    for (const id of ids) {
      if (current.has(id) || queue.includes(id) || !registry.file(id)) continue;
      deaths.delete(id);
      queue.push(id);
      updates.set(id, { status: 'queued', failure: null, outcome: null });
    }
    updates.flush();
    release();
  }

  function unfinished(): ImageId[] {
    const { items, order } = store.getState();
    return order.filter((id) => ['failed', 'cancelled'].includes(items.get(id)?.status ?? ''));
  }

  function remove(ids: readonly ImageId[] = store.getState().order): void {
    for (const id of ids) {
      stop(id);
      deaths.delete(id);
      registry.remove(id);
    }
    updates.flush();
    removeItems(store, new Set(ids));
    pump();
  }

  globalThis.addEventListener('online', release);

  return {
    store,
    add,
    async addFromUrl(url) {
      const fetched = await fetchSameOrigin(url);
      if (!fetched.ok) return fetched;
      const [id] = add([{ file: fetched.value, path: fetched.value.name }]);
      return id === undefined ? failed({ message: `${url} was not queued.` }) : { ok: true, value: id };
    },
    cancel,
    retry,
    remove,
    configure(settings) {
      if (host.configure(settings)) release();
    },
    async browse() {
      // The picker is a convenience: without the list there is none, and the page works.
      await host.browse().catch(() => undefined);
    },
    warmUp() {
      release();
      // A failure is in the store, where the view reads it.
      host.ready().catch(() => undefined);
    },
    originalUrl: (id) => registry.originalUrl(id),
    async showCrops(id, signal) {
      const file = registry.file(id);
      const { card: chosen, cards, items } = store.getState();
      const card = cards.get(items.get(id)?.outcome?.modelId ?? '') ?? chosen;
      if (!file || !card) return failed({ code: 'cancelled' });
      const job = `show:${id}:${++jobCount}` as JobId;
      const cancelJob = () => {
        pool.cancel(job);
      };
      signal.addEventListener('abort', cancelJob);
      try {
        return await pool.show(job, file, card.preprocessing);
      } catch (error) {
        return failed({ code: 'unreadable', detail: messageOf(error) });
      } finally {
        signal.removeEventListener('abort', cancelJob);
      }
    },
  };
}

/** The detector went away between being ready and being asked: the picture is asked again of the next one. */
function hasLostDetector({ code }: RunFailure | Cancelled): boolean {
  return code === 'device-lost' || code === 'not-loaded';
}
