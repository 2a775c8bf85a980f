import type { DatasetAudit } from '../core/evaluation/dataset-audit.ts';
import type { JobId } from '../contracts/job.ts';
import type { ExploreStore, Matching } from '../state/explore-store.ts';
import type { DatasetClient } from './dataset-client.ts';

/** Asks for audits, and keeps the view to the matched subset of one of them. */
export class SubsetMatcher {
  readonly #store: ExploreStore;
  readonly #client: DatasetClient;
  /** Asks for the view anew. */
  readonly #refresh: () => Promise<void>;
  /** What thumbnails find out does not change it, so that whoever saw an audit gets the subset it spoke of. */
  #last: { readonly key: string; readonly audit: DatasetAudit } | null = null;
  #matching: string | null = null;
  #jobs = 0;

  constructor(store: ExploreStore, client: DatasetClient, refresh: () => Promise<void>) {
    this.#store = store;
    this.#client = client;
    this.#refresh = refresh;
  }

  async audit(of: Matching, signal?: AbortSignal): Promise<DatasetAudit | null> {
    const key = JSON.stringify(of);
    if (this.#last?.key === key) return this.#last.audit;
    const job = `audit:${String(++this.#jobs)}` as JobId;
    const cancel = (): void => {
      this.#client.cancel(job);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const answer = await this.#client.ask((dataset) => dataset.audit(job, of.filter, of.seed));
      if (!answer.ok) return null;
      this.#last = { key, audit: answer.value };
      return answer.value;
    } catch {
      // A worker that died has told by itself; one that was stopped has nothing to audit.
      return null;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async match(of: Matching | null): Promise<void> {
    const key = of && JSON.stringify(of);
    if (key === this.#matching) return;
    this.#matching = key;
    if (!of) {
      this.#store.setState({ matched: null });
      await this.#restrict(null);
      return;
    }
    this.#store.setState({ matched: { status: 'looking' } });
    const audit = await this.audit(of);
    if (this.#matching !== key) return;
    const ids = audit?.subset?.ids ?? null;
    await this.#restrict(ids);
    if (this.#matching !== key) return;
    this.#store.setState({ matched: ids ? { status: 'shown', samples: ids.length } : { status: 'none' } });
  }

  /** Facts have changed as a person asked: the next audit looks at them. */
  outdate(): void {
    this.#last = null;
  }

  /** Another source is open, or none. */
  forget(): void {
    this.#last = null;
    this.#matching = null;
  }

  async #restrict(ids: Uint32Array<ArrayBuffer> | null): Promise<void> {
    await this.#client.ask((dataset) => dataset.restrict(ids)).catch(() => undefined);
    await this.#refresh();
  }
}
