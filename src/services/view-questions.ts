import type { DatasetMatrix, SampleRow, Stale } from '../contracts/dataset.ts';
import type { DatasetApi } from '../contracts/dataset-sources.ts';
import type { JobId } from '../contracts/job.ts';
import type { Part, Parting } from '../core/dataset/parts.ts';
import type { Result } from '../core/result.ts';
import type { ExploreStore, Shown } from '../state/explore-store.ts';
import type { DatasetClient } from './dataset-client.ts';
import { RowPages } from './row-pages.ts';
import { WorkerStopped, type Remote } from './worker-client.ts';

/** How often a question follows a view that is made anew meanwhile. */
const mostTries = 4;

const everything: Shown = {
  filter: { bins: {}, text: '', detector: null },
  order: { by: 'arrival', descending: false },
};

/** The view of the index that is looked at, and what is asked about it. */
export class ViewQuestions {
  readonly pages: RowPages;
  readonly #store: ExploreStore;
  readonly #client: DatasetClient;
  #shown = everything;
  /** Whose scores are shown where the address names nobody: the last ones that came. */
  #scoredBy: string | null = null;
  #filtering: JobId | null = null;
  #jobs = 0;

  constructor(store: ExploreStore, client: DatasetClient) {
    this.#store = store;
    this.#client = client;
    this.pages = new RowPages(
      (revision, from, to) => client.ask((dataset) => dataset.slice(revision, from, to)),
      () => {
        store.setState(({ rowsRevision }) => ({ rowsRevision: rowsRevision + 1 }));
      },
    );
  }

  get shown(): Shown {
    return this.#shown;
  }

  show(shown: Shown): void {
    this.#shown = shown;
  }

  showScoresOf(detector: string): void {
    this.#scoredBy = detector;
  }

  /** Another source is open, or none. */
  forget(): void {
    this.#scoredBy = null;
    this.#filtering = null;
    this.pages.use(-1, false);
  }

  /** Asks the index for what is to be shown; only the newest answer counts. */
  readonly refresh = async (): Promise<void> => {
    const job = `filter:${++this.#jobs}` as JobId;
    if (this.#filtering) this.#client.cancel(this.#filtering);
    this.#filtering = job;
    const { order, filter } = this.#shown;
    const asked = { order, filter: { ...filter, detector: filter.detector ?? this.#scoredBy } };
    try {
      const [answer, summary] = await Promise.all([
        this.#client.ask((dataset) => dataset.filter(job, asked.filter, asked.order)),
        this.#client.ask((dataset) => dataset.summary()),
      ]);
      if (this.#filtering !== job || !answer.ok) return;
      this.#filtering = null;
      const former = this.#store.getState().view;
      this.pages.use(answer.value.revision, former !== null && alike(former, asked));
      this.#store.setState({ view: { ...answer.value, ...asked }, summary });
    } catch (error) {
      // A worker that died has told; one that was stopped has nothing to show.
      if (!(error instanceof WorkerStopped)) this.#filtering = null;
    }
  };

  rows(ids: readonly number[]): Promise<readonly SampleRow[]> {
    return this.#client.ask((dataset) => dataset.rows(ids));
  }

  async positionOf(id: number): Promise<number> {
    return (await this.#ask((dataset, revision) => dataset.position(revision, id))) ?? -1;
  }

  async ids(): Promise<Uint32Array<ArrayBuffer>> {
    return (await this.#ask((dataset, revision) => dataset.ids(revision))) ?? new Uint32Array();
  }

  async idAt(index: number): Promise<number | null> {
    const slice = await this.#ask((dataset, revision) => dataset.slice(revision, index, index + 1));
    return slice?.rows[0]?.id ?? null;
  }

  async mask(from: number, to: number): Promise<Uint32Array> {
    return (await this.#ask((dataset, revision) => dataset.mask(revision, from, to))) ?? new Uint32Array();
  }

  async sample(count: number, seed: number): Promise<Uint32Array> {
    return (
      (await this.#ask((dataset, revision) => dataset.sample(revision, count, seed))) ?? new Uint32Array()
    );
  }

  async parts(): Promise<readonly Part[]> {
    return (await this.#ask((dataset, revision) => dataset.parts(revision))) ?? [];
  }

  async idsOfPart(by: Parting, bin: number): Promise<Uint32Array<ArrayBuffer>> {
    return (
      (await this.#ask((dataset, revision) => dataset.idsOfPart(revision, by, bin))) ?? new Uint32Array()
    );
  }

  async matrix(revision: number): Promise<DatasetMatrix> {
    const answer = await this.#client.ask((dataset) => dataset.matrix(revision));
    return answer.ok ? answer.value : { classes: [], generators: [], counts: new Uint32Array() };
  }

  async cell(revision: number, classIndex: number, generator: number, nth: number): Promise<number | null> {
    const answer = await this.#client.ask((dataset) => dataset.cell(revision, classIndex, generator, nth));
    return answer.ok ? answer.value : null;
  }

  /** A sample of the same class by every other maker. */
  async neighbours(row: SampleRow, revision: number): Promise<readonly SampleRow[]> {
    const { generators } = await this.matrix(revision);
    const ids = await Promise.all(
      generators
        .filter((generator) => generator !== row.generator)
        .map((generator) => this.cell(revision, row.classIndex, generator, 0)),
    );
    return this.rows(ids.filter((id) => id !== null));
  }

  /**
   * Asks the view as it is now. One that was made anew a moment ago is not in the store yet; its refusal names it. null: it
   * was made anew again and again.
   */
  async #ask<T>(
    question: (dataset: Remote<DatasetApi>, revision: number) => Promise<Result<T, Stale>>,
  ): Promise<T | null> {
    let revision = this.#store.getState().view?.revision ?? -1;
    for (let tries = 0; tries < mostTries; tries++) {
      const asked = revision;
      const answer = await this.#client.ask((dataset) => question(dataset, asked));
      if (answer.ok) return answer.value;
      ({ revision } = answer.failure);
    }
    return null;
  }
}

function alike(one: Shown, other: Shown): boolean {
  return JSON.stringify([one.filter, one.order]) === JSON.stringify([other.filter, other.order]);
}
