import { transfer } from 'comlink';
import type { DatasetMatrix, SampleRow, Stale } from '../contracts/dataset.ts';
import type { DatasetApi, OnSourceProgress, SourceRequest } from '../contracts/dataset-sources.ts';
import type { Cancelled, JobId } from '../contracts/job.ts';
import { buffersOf, unknownQuality, type SamplePatch } from '../core/dataset/sample-batch.ts';
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
import { SubsetMatcher } from './subset-matcher.ts';
import { ThumbnailPool } from './thumbnail-pool.ts';
import { WorkerStopped, type Remote } from './worker-client.ts';

/** How often what was found so far is shown while a source is walked. */
const refreshMs = 800;

/** How long facts that thumbnails bring are gathered before the index gets them. */
const gatherMs = 1500;

/** Orders that a look into files changes. */
const sortedByFacts = ['width', 'height', 'quality'] as const;

/** How often a question follows a view that is made anew meanwhile. */
const mostTries = 4;

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
  let openedLast: SourceRequest | null = null;
  /** Whose scores are shown where the address names nobody: the last ones that came. */
  let scoredBy: string | null = null;

  const client = new DatasetClient((reason) => {
    opening = null;
    thumbnails.clear();
    matcher.forget();
    const { source } = store.getState();
    const name = source.status === 'open' ? source.report.name : 'name' in source ? source.name : '';
    const failure: ExploreFailure = { code: 'worker-died', detail: reason };
    store.setState({ ...nothingOpen, source: { status: 'failed', name, failure } });
  });
  const pages = new RowPages(
    (revision, from, to) => client.ask((dataset) => dataset.slice(revision, from, to)),
    () => {
      store.setState(({ rowsRevision }) => ({ rowsRevision: rowsRevision + 1 }));
    },
  );
  const facts = new FactGatherer((patch) => {
    client.tell((dataset) => dataset.patch(transfer(patch, buffersOf(patch))));
    // Sorting millions anew for a few facts would cost more than they tell.
    if (!sortedByFacts.some((key) => key === shown.order.by)) void refresh();
  });
  const thumbnails = new ThumbnailPool(
    Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)),
    async (id) => {
      const file = await client.file(id);
      if (file.ok) return file;
      const { code } = file.failure;
      return failed(code === 'no-base' ? { code } : { code: 'unreadable', detail: code });
    },
    (id, found) => {
      facts.add(id, found);
    },
  );

  const rows = (some: readonly number[]): Promise<readonly SampleRow[]> =>
    client.ask((dataset) => dataset.rows(some));

  const nextJob = (kind: string): JobId => `${kind}:${++jobs}` as JobId;

  /** Asks the index for what is to be shown; only the newest answer counts. */
  const refresh = async (): Promise<void> => {
    const job = nextJob('filter');
    if (filtering) client.cancel(filtering);
    filtering = job;
    const { order, filter } = shown;
    const asked = { order, filter: { ...filter, detector: filter.detector ?? scoredBy } };
    try {
      const [answer, summary] = await Promise.all([
        client.ask((dataset) => dataset.filter(job, asked.filter, asked.order)),
        client.ask((dataset) => dataset.summary()),
      ]);
      if (filtering !== job || !answer.ok) return;
      filtering = null;
      const former = store.getState().view;
      pages.use(answer.value.revision, former !== null && alike(former, asked));
      store.setState({ view: { ...answer.value, ...asked }, summary });
    } catch (error) {
      // A worker that died has told; one that was stopped has nothing to show.
      if (!(error instanceof WorkerStopped)) filtering = null;
    }
  };

  const matcher = new SubsetMatcher(store, client, refresh);

  const reset = (source: ExploreState['source']): void => {
    scoredBy = null;
    matcher.forget();
    thumbnails.clear();
    facts.clear();
    selection.clear();
    pages.use(-1, false);
    store.setState(({ selectionRevision }) => ({ ...nothingOpen, selectionRevision, source }));
  };

  /**
   * Asks the view as it is now. One that was made anew a moment ago is not in the store yet; its refusal names it. null: it
   * was made anew again and again.
   */
  const askView = async <T>(
    question: (dataset: Remote<DatasetApi>, revision: number) => Promise<Result<T, Stale>>,
  ): Promise<T | null> => {
    let revision = store.getState().view?.revision ?? -1;
    for (let tries = 0; tries < mostTries; tries++) {
      const asked = revision;
      const answer = await client.ask((dataset) => question(dataset, asked));
      if (answer.ok) return answer.value;
      ({ revision } = answer.failure);
    }
    return null;
  };
  const ids = async (): Promise<Uint32Array<ArrayBuffer>> => {
    return (await askView((dataset, revision) => dataset.ids(revision))) ?? new Uint32Array();
  };
  const matrix = async (revision: number): Promise<DatasetMatrix> => {
    const answer = await client.ask((dataset) => dataset.matrix(revision));
    return answer.ok ? answer.value : { classes: [], generators: [], counts: new Uint32Array() };
  };
  const cell = async (
    revision: number,
    classIndex: number,
    generator: number,
    nth: number,
  ): Promise<number | null> => {
    const answer = await client.ask((dataset) => dataset.cell(revision, classIndex, generator, nth));
    return answer.ok ? answer.value : null;
  };
  const selection = createSelection(store, {
    async mask(from, to) {
      const found = await askView((dataset, revision) => dataset.mask(revision, from, to));
      return found ?? new Uint32Array();
    },
    async sample(count, seed) {
      const found = await askView((dataset, revision) => dataset.sample(revision, count, seed));
      return found ?? new Uint32Array();
    },
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
    } catch {
      // A worker that died has told by itself; one that was stopped has nothing to say.
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
    openedLast = request;
    reset({ status: 'opening', name, samples: 0 });
    let refreshed = 0;
    try {
      const onProgress: OnSourceProgress = ({ done }) => {
        if (opening !== job) return;
        store.setState({ source: { status: 'opening', name, samples: done } });
        if (performance.now() - refreshed < refreshMs) return;
        refreshed = performance.now();
        void refresh();
      };
      const answer = await client.open(job, request, onProgress);
      if (opening !== job) return;
      // Progress travels by a way of its own and may arrive after the answer.
      opening = null;
      if (!answer.ok) {
        store.setState({ source: { status: 'failed', name, failure: answer.failure } });
        return;
      }
      store.setState({ source: { status: 'open', report: answer.value } });
      await refresh();
    } catch (error) {
      if (opening !== job || error instanceof WorkerStopped) return;
      opening = null;
      const failure: ExploreFailure = { code: 'worker-died', detail: messageOf(error) };
      store.setState({ source: { status: 'failed', name, failure } });
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
      openedLast = null;
      filtering = null;
      reset({ status: 'none' });
      client.close();
    },
    show(next) {
      shown = next;
      const { source } = store.getState();
      if (source.status === 'open' || source.status === 'opening') void refresh();
    },
    rowAt: (index) => pages.at(index),
    async row(id): Promise<SampleRow | null> {
      const [row] = await rows([id]);
      return row ?? null;
    },
    rows,
    columns: (ids, detectors) => client.ask((dataset) => dataset.columns(ids, detectors)),
    async positionOf(id) {
      return (await askView((dataset, revision) => dataset.position(revision, id))) ?? -1;
    },
    ids,
    async idAt(index) {
      const slice = await askView((dataset, revision) => dataset.slice(revision, index, index + 1));
      return slice?.rows[0]?.id ?? null;
    },
    matrix,
    cell,
    async neighbours(row, revision) {
      const { generators } = await matrix(revision);
      const ids = await Promise.all(
        generators
          .filter((generator) => generator !== row.generator)
          .map((generator) => cell(revision, row.classIndex, generator, 0)),
      );
      return rows(ids.filter((id) => id !== null));
    },
    async parts() {
      return (await askView((dataset, revision) => dataset.parts(revision))) ?? [];
    },
    async idsOfPart(by, bin) {
      return (
        (await askView((dataset, revision) => dataset.idsOfPart(revision, by, bin))) ?? new Uint32Array()
      );
    },
    matching: (filter, part) => client.ask((dataset) => dataset.matching(filter, part)),
    opened: () => openedLast,
    async file(id): Promise<Result<File, ExploreFailure>> {
      try {
        const [answer, [row]] = await Promise.all([client.file(id), rows([id])]);
        if (!answer.ok) return answer;
        return success(new File([answer.value], row?.name ?? String(id), { type: answer.value.type }));
      } catch (error) {
        return failed({ code: 'worker-died', detail: messageOf(error) });
      }
    },
    async score(patch) {
      await client.ask((dataset) => dataset.patchScores(transfer(patch, buffersOf(patch))));
      scoredBy = patch.detector;
      matcher.outdate();
      await refresh();
    },
    async remap(mapping) {
      const answer = await working((job, onProgress) => client.remap(job, mapping, onProgress));
      const { source } = store.getState();
      if (answer?.ok && source.status === 'open')
        store.setState({
          source: { status: 'open', report: { ...source.report, recognition: answer.value } },
        });
      matcher.outdate();
      await refresh();
    },
    async measure() {
      await working((job, onProgress) => client.measure(job, null, onProgress));
      matcher.outdate();
      await refresh();
    },
    async join(table) {
      const answer = await working((job, onProgress) => client.join(job, table, onProgress));
      if (answer?.ok) scoredBy = answer.value.detectors[0] ?? scoredBy;
      matcher.outdate();
      await refresh();
      return answer;
    },
    audit: (of, signal) => matcher.audit(of, signal),
    match: (of) => matcher.match(of),
    async save() {
      const answer = await working((job, onProgress) => client.save(job, onProgress));
      return answer?.ok ? answer.value : null;
    },
  };
}

function alike(one: Shown, other: Shown): boolean {
  return JSON.stringify([one.filter, one.order]) === JSON.stringify([other.filter, other.order]);
}

function isCancelled(failure: unknown): failure is Cancelled {
  return typeof failure === 'object' && failure !== null && 'code' in failure && failure.code === 'cancelled';
}

/** What thumbnails find out about files by the way, handed on now and then. */
class FactGatherer {
  readonly #hand: (patch: SamplePatch) => void;
  #found = new Map<number, ImageFacts>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(hand: (patch: SamplePatch) => void) {
    this.#hand = hand;
  }

  add(id: number, facts: ImageFacts): void {
    this.#found.set(id, facts);
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const found = this.#found;
      this.#found = new Map();
      if (found.size > 0) this.#hand(patchOf(found));
    }, gatherMs);
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
