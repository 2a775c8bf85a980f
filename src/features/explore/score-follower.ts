import { verdicts } from '../../core/dataset/sample-batch.ts';
import type { ExploreService } from '../../services/explore-api.ts';
import type { ClassifyStore, ImageId, Outcome } from '../../state/classify-store.ts';

/** Verdicts come one by one; the index takes them by the handful. */
const handMs = 500;

/** Brings the verdicts of pictures that came from a data set back to its samples, as scores of their detector. */
export class ScoreFollower {
  readonly #store: ClassifyStore;
  readonly #explore: Pick<ExploreService, 'store' | 'score'>;
  #awaited = new Map<ImageId, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(store: ClassifyStore, explore: Pick<ExploreService, 'store' | 'score'>) {
    this.#store = store;
    this.#explore = explore;
    store.subscribe(() => {
      if (this.#awaited.size > 0 && this.#timer === null)
        this.#timer = setTimeout(() => void this.#hand(), handMs);
    });
    // The samples of a source that was closed have no numbers any more.
    explore.store.subscribe(({ source }, former) => {
      const before = former.source;
      if (source.status === 'none' || (source.status === 'opening' && before.status !== 'opening'))
        this.#awaited = new Map();
    });
  }

  follow(sampleOf: ReadonlyMap<ImageId, number>): void {
    for (const [item, sample] of sampleOf) this.#awaited.set(item, sample);
  }

  async #hand(): Promise<void> {
    this.#timer = null;
    const { items } = this.#store.getState();
    const judged = new Map<string, [sample: number, outcome: Outcome][]>();
    for (const [id, sample] of this.#awaited) {
      const item = items.get(id);
      if (item && item.status !== 'done' && item.status !== 'failed') continue;
      this.#awaited.delete(id);
      const outcome = item?.outcome;
      if (!outcome?.verdict) continue;
      const list = judged.get(outcome.modelId) ?? [];
      list.push([sample, outcome]);
      judged.set(outcome.modelId, list);
    }
    for (const [detector, list] of judged)
      await this.#explore.score({
        detector,
        ids: Uint32Array.from(list, ([sample]) => sample),
        score: Float32Array.from(list, ([, { verdict }]) => verdict?.probability ?? NaN),
        verdict: Uint8Array.from(list, ([, { verdict }]) => verdicts[verdict?.kind ?? 'unknown']),
      });
  }
}
