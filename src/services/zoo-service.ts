import type { DetectorSource, JudgeOptions } from '../contracts/zoo.ts';
import type { DirectEntry } from '../core/zoo/catalogue.ts';
import { createZooStore, type ZooStore } from '../state/zoo-store.ts';
import { CheckpointShelf } from './checkpoint-shelf.ts';
import { Comparer } from './comparer.ts';
import { detectorSource } from './detector-source.ts';
import { ModelShelf, type ModelIntake } from './model-shelf.ts';
import { Speedometer } from './speedometer.ts';
import { StorageKeeper } from './storage-keeper.ts';
import { ZooClient } from './zoo-client.ts';

/** What the views of the zoo may ask for. They read everything else from the store. */
export interface ZooService {
  readonly store: ZooStore;
  /** Puts the detectors of this page, the architectures and the kept checkpoints into the store. */
  browse(): Promise<void>;
  /** What a worker needs to run a detector; null where it is not in this browser. */
  source(id: string): Promise<DetectorSource | null>;
  /**
   * Opens a checkpoint and recognises its architecture; one that is being opened is given up.
   * @param files its parts, as an encoder and a head; at least one
   */
  open(files: readonly File[]): Promise<void>;
  /** Reads the files opened last again, as another architecture. */
  openAs(templateId: string): Promise<void>;
  /** Fetches a published checkpoint from its official address and opens it. `trustChange`: also one that is another now. */
  download(entry: DirectEntry, trustChange: boolean): Promise<void>;
  cancelOpening(): void;
  dismissReport(): void;
  /** ONNX models: opening, downloading, keeping. */
  readonly models: ModelIntake;
  /** A checkpoint or a model. */
  remove(id: string): Promise<void>;
  /** Notes which of the two classes of a checkpoint means AI. */
  setSwapped(id: string, swapped: boolean): Promise<void>;
  /** Deletes weights of this page that the browser keeps; a detector that ships is fetched again when it is used. */
  dropFiles(keys: readonly string[]): Promise<void>;
  /** Measures these detectors one after another; what is being measured is given up. */
  measure(ids: readonly string[], options: JudgeOptions): Promise<void>;
  cancelMeasuring(): void;
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
  const models = new ModelShelf(store, client);
  const unkept = {
    ofCheckpoint: (id: string) => shelf.unkept(id),
    ofModel: (id: string) => models.unkept(id),
  };
  const comparer = new Comparer(store, client, unkept);
  const speedometer = new Speedometer(store, client, unkept);
  const storage = new StorageKeeper(store, client);
  // What is kept changes with what is opened, deleted and measured. Where the worker ended meanwhile, the next look tells.
  const lookAtStorage = () => storage.look().catch(() => undefined);
  const browse = async (): Promise<void> => {
    speedometer.browse();
    await Promise.all([shelf.browse(), models.browse(), lookAtStorage()]);
  };
  return {
    store,
    models,
    browse,
    async source(id) {
      const here = (): DetectorSource | null => detectorSource(store.getState(), id, unkept);
      // Whoever asks first may do so before the lists are here.
      if (!here()) await browse();
      return here();
    },
    async open(files) {
      await shelf.open(files, null);
      await lookAtStorage();
    },
    openAs: (templateId) => shelf.openAs(templateId),
    async download(entry, trustChange) {
      await shelf.download(entry, trustChange);
      await lookAtStorage();
    },
    cancelOpening: () => {
      shelf.cancel();
    },
    dismissReport: () => {
      shelf.dismiss();
    },
    async remove(id) {
      comparer.forget(id);
      await (models.has(id) ? models.remove(id) : shelf.remove(id));
      await lookAtStorage();
    },
    setSwapped: (id, swapped) => shelf.setSwapped(id, swapped),
    dropFiles: (keys) => storage.drop(keys),
    async measure(ids, options) {
      await speedometer.measure(ids, options);
      await lookAtStorage();
    },
    cancelMeasuring: () => {
      speedometer.cancel();
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
      speedometer.cancel();
      const { opening, adding } = store.getState();
      if (opening.status !== 'opening' && adding.status !== 'working') client.recycle();
    },
  };
}
