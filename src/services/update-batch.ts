import { patchItems, type ClassifyItem, type ClassifyStore, type ImageId } from '../state/classify-store.ts';

type Patch = Partial<Omit<ClassifyItem, 'id'>>;

const intervalMs = 50;

/** Collects changes to items and applies them together, so that a fast batch does not drown the view in renders. */
export class UpdateBatch {
  readonly #store: ClassifyStore;
  #patches = new Map<ImageId, Patch>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: ClassifyStore) {
    this.#store = store;
  }

  set(id: ImageId, patch: Patch): void {
    this.#patches.set(id, { ...this.#patches.get(id), ...patch });
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, intervalMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const patches = this.#patches;
    this.#patches = new Map();
    patchItems(this.#store, patches);
  }
}
