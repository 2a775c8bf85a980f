import { transfer } from 'comlink';
import type { OnSourceProgress, SourceRequest } from '../contracts/dataset-sources.ts';
import { buffersOf } from '../core/dataset/sample-batch.ts';
import { messageOf } from '../core/error-message.ts';
import { failed, success, type Result } from '../core/result.ts';
import {
  createExploreStore,
  nothingOpen,
  type ExploreFailure,
  type ExploreState,
} from '../state/explore-store.ts';
import { DatasetClient } from './dataset-client.ts';
import type { ExploreService } from './explore-api.ts';
import { FactGatherer } from './fact-gatherer.ts';
import { createSelection } from './sample-selection.ts';
import { SourceWork } from './source-work.ts';
import { SubsetMatcher } from './subset-matcher.ts';
import { ThumbnailPool } from './thumbnail-pool.ts';
import { ViewQuestions } from './view-questions.ts';
import { WorkerStopped } from './worker-client.ts';

/** How often what was found so far is shown while a source is walked. */
const refreshMs = 800;

/** Orders that a look into files changes. */
const sortedByFacts = ['width', 'height', 'quality'] as const;

export function createExploreService(): ExploreService {
  const store = createExploreStore();
  let openedLast: SourceRequest | null = null;
  const client = new DatasetClient((reason) => {
    work.end();
    thumbnails.clear();
    matcher.forget();
    const { source } = store.getState();
    const name = source.status === 'open' ? source.report.name : 'name' in source ? source.name : '';
    const failure: ExploreFailure = { code: 'worker-died', detail: reason };
    store.setState({ ...nothingOpen, source: { status: 'failed', name, failure } });
  });
  const work = new SourceWork(store, client);
  const view = new ViewQuestions(store, client);
  const { refresh } = view;
  const matcher = new SubsetMatcher(store, client, refresh);
  const selection = createSelection(store, view);
  const facts = new FactGatherer((patch) => {
    client.tell((dataset) => dataset.patch(transfer(patch, buffersOf(patch))));
    // Sorting millions anew for a few facts would cost more than they tell.
    if (!sortedByFacts.some((key) => key === view.shown.order.by)) void refresh();
  });
  const read = async (id: number) => {
    const file = await client.file(id);
    if (!file.ok && file.failure.code === 'no-permission') store.setState({ refused: true });
    return file;
  };
  const thumbnails = new ThumbnailPool(
    Math.max(1, Math.min(4, navigator.hardwareConcurrency - 1)),
    async (id) => {
      const file = await read(id);
      if (file.ok) return file;
      const { code } = file.failure;
      const isPlain = code === 'no-base' || code === 'no-permission';
      return failed(isPlain ? { code } : { code: 'unreadable', detail: code });
    },
    (id, found) => {
      facts.add(id, found);
    },
  );

  const reset = (source: ExploreState['source']): void => {
    matcher.forget();
    thumbnails.clear();
    facts.clear();
    selection.clear();
    view.forget();
    store.setState(({ selectionRevision }) => ({ ...nothingOpen, selectionRevision, source }));
  };

  const open = async (request: SourceRequest, name: string): Promise<void> => {
    work.cancel();
    const job = work.begin('open');
    openedLast = request;
    reset({ status: 'opening', name, found: 0 });
    let refreshed = 0;
    const fail = (failure: ExploreFailure): void => {
      store.setState({ source: { status: 'failed', name, failure } });
    };
    try {
      const onProgress: OnSourceProgress = ({ done }) => {
        if (!work.isLast(job)) return;
        store.setState({ source: { status: 'opening', name, found: done } });
        if (performance.now() - refreshed < refreshMs) return;
        refreshed = performance.now();
        void refresh();
      };
      const answer = await client.open(job, request, onProgress);
      if (!work.isLast(job)) return;
      work.end();
      if (!answer.ok) {
        fail(answer.failure);
        return;
      }
      store.setState({ source: { status: 'open', report: answer.value } });
      await refresh();
    } catch (error) {
      if (!work.isLast(job) || error instanceof WorkerStopped) return;
      work.end();
      fail({ code: 'worker-died', detail: messageOf(error) });
    }
  };

  return {
    store,
    thumbnails,
    selection,
    open,
    cancel() {
      work.cancel();
    },
    close() {
      work.end();
      openedLast = null;
      reset({ status: 'none' });
      client.close();
    },
    show(next) {
      view.show(next);
      const { source } = store.getState();
      if (source.status === 'open' || source.status === 'opening') void refresh();
    },
    rowAt: (index) => view.pages.at(index),
    async row(id) {
      const [row] = await view.rows([id]);
      return row ?? null;
    },
    rows: (ids) => view.rows(ids),
    columns: (ids, detectors) => client.ask((dataset) => dataset.columns(ids, detectors)),
    positionOf: (id) => view.positionOf(id),
    ids: () => view.ids(),
    idAt: (index) => view.idAt(index),
    matrix: (revision) => view.matrix(revision),
    cell: (revision, classIndex, generator, nth) => view.cell(revision, classIndex, generator, nth),
    neighbours: (row, revision) => view.neighbours(row, revision),
    parts: () => view.parts(),
    idsOfPart: (by, bin) => view.idsOfPart(by, bin),
    matching: (filter, part) => client.ask((dataset) => dataset.matching(filter, part)),
    opened: () => openedLast,
    async file(id): Promise<Result<File, ExploreFailure>> {
      try {
        const [answer, [row]] = await Promise.all([read(id), view.rows([id])]);
        if (!answer.ok) return answer;
        return success(new File([answer.value], row?.name ?? String(id), { type: answer.value.type }));
      } catch (error) {
        return failed({ code: 'worker-died', detail: messageOf(error) });
      }
    },
    readAgain() {
      thumbnails.forgetFailures();
      store.setState(({ reads }) => ({ refused: false, reads: reads + 1 }));
    },
    async score(patch) {
      await client.ask((dataset) => dataset.patchScores(transfer(patch, buffersOf(patch))));
      view.showScoresOf(patch.detector);
      matcher.outdate();
      await refresh();
    },
    async remap(mapping) {
      const answer = await work.run((job, onProgress) => client.remap(job, mapping, onProgress));
      const { source } = store.getState();
      if (answer?.ok && source.status === 'open')
        store.setState({
          source: { status: 'open', report: { ...source.report, recognition: answer.value } },
        });
      matcher.outdate();
      await refresh();
    },
    async measure() {
      await work.run((job, onProgress) => client.measure(job, null, onProgress));
      matcher.outdate();
      await refresh();
    },
    async join(table) {
      const answer = await work.run((job, onProgress) => client.join(job, table, onProgress));
      const [detector] = answer?.ok ? answer.value.detectors : [];
      if (detector !== undefined) view.showScoresOf(detector);
      matcher.outdate();
      await refresh();
      return answer;
    },
    audit: (of, signal) => matcher.audit(of, signal),
    match: (of) => matcher.match(of),
    async save() {
      const answer = await work.run((job, onProgress) => client.save(job, onProgress));
      return answer?.ok ? answer.value : null;
    },
  };
}
