import type { SampleRow } from '../contracts/dataset.ts';
import type { OnSourceProgress, SourceRequest } from '../contracts/dataset-sources.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import { unknownQuality, type SamplePatch } from '../core/dataset/sample-batch.ts';
import { messageOf } from '../core/error-message.ts';
import { imageFormats, type ImageFacts } from '../core/image/facts.ts';
import { failed, success, type Result } from '../core/result.ts';
import {
  createExploreStore,
  nothingOpen,
  type ExploreFailure,
  type ExploreState,
  type Shown,
} from '../state/explore-store.ts';
import { DatasetClient } from './dataset-client.ts';
import type { ExploreService } from './explore-api.ts';
import { RowPages } from './row-pages.ts';
import { createSelection } from './sample-selection.ts';
import { ThumbnailPool } from './thumbnail-pool.ts';
import { WorkerStopped } from './worker-client.ts';

/** How often what was found so far is shown while a source is walked. */
const refreshMs = 800;

/** How many facts that thumbnails bring are handed to the index at once. */
const factsAtOnce = 64;

const everything: Shown = {
  filter: { bins: {}, text: '', detector: null },
  order: { by: 'arrival', descending: false },
};

export function createExploreService(): ExploreService {
  const store = createExploreStore();
  let jobs = 0;
  let opening: JobId | null = null;
  let filtering: JobId | null = null;
  let shown = everything;

  const client = new DatasetClient((reason) => {
    opening = null;
    thumbnails.clear();
    const { source } = store.getState();
    const name = source.status === 'open' ? source.report.name : 'name' in source ? source.name : '';
    const failure: ExploreFailure = { code: 'worker-died', detail: reason };
    store.setState({ ...nothingOpen, source: { status: 'failed', name, failure } });
  });
  const pages = new RowPages(
    (revision, from, to) => client.slice(revision, from, to),
    () => {
      store.setState(({ rowsRevision }) => ({ rowsRevision: rowsRevision + 1 }));
    },
  );
  const facts = new FactGatherer((patch) => {
    client.patch(patch);
  });
  const thumbnails = new ThumbnailPool(
    Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)),
    async (id) => {
      const file = await client.file(id);
      return file.ok ? file : failed({ code: 'unreadable', detail: file.failure.code });
    },
    (id, found) => {
      facts.add(id, found);
    },
  );

  const nextJob = (kind: string): JobId => `${kind}:${++jobs}` as JobId;

  /** Asks the index for what is to be shown; only the newest answer counts. */
  const refresh = async (): Promise<void> => {
    const job = nextJob('filter');
    if (filtering) client.cancel(filtering);
    filtering = job;
    const asked = shown;
    try {
      const [answer, summary] = await Promise.all([
        client.filter(job, asked.filter, asked.order),
        client.summary(),
      ]);
      if (filtering !== job || !answer.ok) return;
      filtering = null;
      pages.use(answer.value.revision);
      store.setState({ view: { ...answer.value, ...asked }, summary });
    } catch (error) {
      // A worker that died has told; one that was stopped has nothing to show.
      if (!(error instanceof WorkerStopped)) filtering = null;
    }
  };

  const reset = (source: ExploreState['source']): void => {
    thumbnails.clear();
    facts.clear();
    selection.clear();
    pages.use(-1);
    store.setState(({ selectionRevision }) => ({ ...nothingOpen, selectionRevision, source }));
  };

  const viewRevision = (): number => store.getState().view?.revision ?? -1;
  const ids = async (): Promise<Uint32Array<ArrayBuffer>> => {
    const answer = await client.ids(viewRevision());
    return answer.ok ? answer.value : new Uint32Array();
  };
  const selection = createSelection(store, async (stretch) => {
    if (!stretch) return ids();
    const answer = await client.slice(viewRevision(), stretch.from, stretch.to + 1);
    return answer.ok ? answer.value.rows.map(({ id }) => id) : [];
  });

  /** Runs long work on the open source with its progress in the store. Null: cancelled, or the worker is gone. */
  const working = async <T, F>(
    work: (job: JobId, onProgress: OnSourceProgress) => Promise<Result<T, F | Cancelled>>,
  ): Promise<Result<T, F> | null> => {
    const job = nextJob('work');
    opening = job;
    try {
      const answer = await work(job, ({ phase, done, total }) => {
        if (opening === job) store.setState({ work: { phase, done, total } });
      });
      if (answer.ok) return answer;
      return isCancelled(answer.failure) ? null : failed(answer.failure);
    } catch (error) {
      if (error instanceof WorkerStopped) return null;
      return null;
    } finally {
      if (opening === job) {
        opening = null;
        store.setState({ work: null });
      }
    }
  };

  const open = async (request: SourceRequest, name: string): Promise<void> => {
    if (opening) client.cancel(opening);
    const job = nextJob('open');
    opening = job;
    reset({ status: 'opening', name, samples: 0 });
    let refreshed = 0;
    try {
      const answer = await client.open(job, request, ({ done }) => {
        if (opening !== job) return;
        store.setState({ source: { status: 'opening', name, samples: done } });
        if (performance.now() - refreshed < refreshMs) return;
        refreshed = performance.now();
        void refresh();
      });
      if (opening !== job) return;
      if (answer.ok) store.setState({ source: { status: 'open', report: answer.value } });
      else if (answer.failure.code !== 'cancelled')
        store.setState({ source: { status: 'failed', name, failure: answer.failure } });
      if (answer.ok) await refresh();
    } catch (error) {
      if (opening !== job || error instanceof WorkerStopped) return;
      const failure: ExploreFailure = { code: 'worker-died', detail: messageOf(error) };
      store.setState({ source: { status: 'failed', name, failure } });
    } finally {
      if (opening === job) opening = null;
    }
  };

  return {
    store,
    thumbnails,
    selection,
    open,
    cancel() {
      if (opening) client.cancel(opening);
    },
    close() {
      opening = null;
      filtering = null;
      reset({ status: 'none' });
      client.stop();
    },
    show(next) {
      shown = next;
      const { source } = store.getState();
      if (source.status === 'open' || source.status === 'opening') void refresh();
    },
    rowAt: (index) => pages.at(index),
    async row(id): Promise<SampleRow | null> {
      const [row] = await client.rows([id]);
      return row ?? null;
    },
    rows: (some) => client.rows(some),
    async positionOf(id) {
      const answer = await client.position(viewRevision(), id);
      return answer.ok ? answer.value : -1;
    },
    ids,
    async file(id): Promise<Result<File, ExploreFailure>> {
      try {
        const [answer, [row]] = await Promise.all([client.file(id), client.rows([id])]);
        if (!answer.ok) return answer;
        return success(new File([answer.value], row?.name ?? String(id), { type: answer.value.type }));
      } catch (error) {
        return failed({ code: 'worker-died', detail: messageOf(error) });
      }
    },
    async remap(mapping) {
      const answer = await working((job, onProgress) => client.remap(job, mapping, onProgress));
      const { source } = store.getState();
      if (answer?.ok && source.status === 'open')
        store.setState({
          source: { status: 'open', report: { ...source.report, recognition: answer.value } },
        });
      await refresh();
    },
    async measure() {
      await working((job, onProgress) => client.measure(job, null, onProgress));
      await refresh();
    },
    async join(table) {
      const answer = await working((job, onProgress) => client.join(job, table, onProgress));
      await refresh();
      return answer;
    },
    async save() {
      const answer = await working((job, onProgress) => client.save(job, onProgress));
      return answer?.ok ? answer.value : null;
    },
  };
}

function isCancelled(failure: unknown): failure is Cancelled {
  return typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === 'cancelled';
}

/** What thumbnails find out about files by the way, handed on in handfuls. */
class FactGatherer {
  readonly #hand: (patch: SamplePatch) => void;
  #found = new Map<number, ImageFacts>();

  constructor(hand: (patch: SamplePatch) => void) {
    this.#hand = hand;
  }

  add(id: number, facts: ImageFacts): void {
    this.#found.set(id, facts);
    if (this.#found.size < factsAtOnce) return;
    this.#hand(patchOf(this.#found));
    this.#found = new Map();
  }

  clear(): void {
    this.#found = new Map();
  }
}

function patchOf(found: ReadonlyMap<number, ImageFacts>): SamplePatch {
  const facts = [...found.values()];
  const lying = ({ orientation }: ImageFacts): boolean => orientation >= 5;
  return {
    ids: Uint32Array.from(found.keys()),
    format: Uint8Array.from(facts, ({ format }) => imageFormats.indexOf(format)),
    widthPx: Uint16Array.from(facts, (each) => side(lying(each) ? each.storedHeightPx : each.storedWidthPx)),
    heightPx: Uint16Array.from(facts, (each) => side(lying(each) ? each.storedWidthPx : each.storedHeightPx)),
    jpegQuality: Uint8Array.from(facts, ({ jpeg }) => jpeg?.quality?.value ?? unknownQuality),
  };
}

function side(px: number): number {
  return Math.min(px, 65_535);
}
