import type { ZooStore } from '../state/zoo-store.ts';
import type { ZooClient } from './zoo-client.ts';

/** What of this page the browser keeps, and how much room that takes. */
export class StorageKeeper {
  readonly #store: ZooStore;
  readonly #client: ZooClient;

  constructor(store: ZooStore, client: ZooClient) {
    this.#store = store;
    this.#client = client;
  }

  /** Rejects where the worker ended meanwhile. */
  async look(): Promise<void> {
    const [files, estimate] = await Promise.all([this.#client.keptFiles(), estimateOf()]);
    this.#store.setState({
      storage: { files, usedBytes: estimate.usage ?? null, quotaBytes: estimate.quota ?? null },
    });
  }

  async drop(keys: readonly string[]): Promise<void> {
    this.#store.setState(({ storage }) => ({
      storage: storage && { ...storage, files: storage.files.filter(({ key }) => !keys.includes(key)) },
    }));
    // Leaving the view ends the worker, perhaps before it has done this.
    await this.#client.dropFiles(keys).catch(() => this.#client.dropFiles(keys));
    await this.look().catch(() => undefined);
  }
}

/** Empty where the browser does not say: plain http, or an old one. */
async function estimateOf(): Promise<StorageEstimate> {
  if (!('storage' in navigator)) return {};
  return navigator.storage.estimate().catch(() => ({}));
}
