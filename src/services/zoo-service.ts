import type { JudgeOptions } from '../contracts/zoo.ts';
import { createZooStore, type ZooStore } from '../state/zoo-store.ts';
import { CheckpointShelf } from './checkpoint-shelf.ts';
import { Comparer } from './comparer.ts';
import { ZooClient } from './zoo-client.ts';

/** What the views of the zoo may ask for. They read everything else from the store. */
export interface ZooService {
  readonly store: ZooStore;
  /** Puts the detectors of this page, the architectures and the kept checkpoints into the store. */
  browse(): Promise<void>;
  /**
   * Opens a checkpoint and recognises its architecture; one that is being opened is given up.
   * @param files its parts, as an encoder and a head; at least one
   */
  open(files: readonly File[]): Promise<void>;
  /** Reads the files opened last again, as another architecture. */
  openAs(templateId: string): Promise<void>;
  cancelOpening(): void;
  dismissReport(): void;
  remove(id: string): Promise<void>;
  choosePicture(file: File): Promise<void>;
  /** Asks these detectors about the picture, one after another; what they said already stays. */
  compare(ids: readonly string[], options: JudgeOptions): void;
  /** Asks again those that failed or were cancelled. */
  retry(): void;
  cancelComparison(): void;
  /** Nobody looks any more: gives memory back, unless a checkpoint is being opened. */
  leave(): void;
}

export function createZooService(): ZooService {
  const store = createZooStore();
  const client = new ZooClient();
  const shelf = new CheckpointShelf(store, client);
  const comparer = new Comparer(store, client, (id) => shelf.unkept(id));
  return {
    store,
    browse: () => shelf.browse(),
    open: (files) => shelf.open(files, null),
    openAs: (templateId) => shelf.openAs(templateId),
    cancelOpening: () => {
      shelf.cancel();
    },
    dismissReport: () => {
      shelf.dismiss();
    },
    async remove(id) {
      comparer.forget(id);
      await shelf.remove(id);
    },
    choosePicture: (file) => comparer.choose(file),
    compare: (ids, options) => {
      comparer.compare(ids, options);
    },
    retry: () => {
      comparer.retry();
    },
    cancelComparison: () => {
      comparer.cancel();
    },
    leave: () => {
      comparer.pause();
      if (store.getState().opening.status !== 'opening') client.recycle();
    },
  };
}
