import { createStore } from 'zustand/vanilla';
import type { LoadFailure, LoadPhase, RunFailure, RuntimeReport } from '../contracts/inference.ts';
import type { Decoder, PreparationNote } from '../contracts/prepare.ts';
import type { ModelCard, ModelIndex } from '../core/detector/model-card.ts';
import type { FamilyReading } from '../core/detector/family.ts';
import type { Verdict } from '../core/detector/verdict.ts';
import type { ContentJudgement } from '../core/image/content.ts';
import type { ImageFacts, ImageFailure } from '../core/image/facts.ts';
import type { Rect } from '../core/image/pixels.ts';

export type ImageId = string & { readonly __brand: 'ImageId' };

export type ItemStatus = 'queued' | 'preparing' | 'running' | 'done' | 'failed' | 'cancelled';

/** Why one picture has no verdict. `worker-died`: its worker died on it more than once. */
export type ItemFailure =
  ImageFailure | LoadFailure | RunFailure | { readonly code: 'worker-died'; readonly detail: string };

export interface StageTimings {
  readonly readMs: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly inferenceMs: number;
  /** From the start of preparation to the verdict, waiting for the detector included. */
  readonly totalMs: number;
}

export interface Outcome {
  readonly facts: ImageFacts;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly decoder: Decoder;
  readonly notes: readonly PreparationNote[];
  readonly content: ContentJudgement;
  /** null when the content cannot be judged (flat, tiny, pure noise). */
  readonly verdict: Verdict | null;
  /** One a crop, in the order of cropRects; empty where nothing was run. */
  readonly logits: readonly number[];
  /** null where the verdict is not 'ai', or the detector tells no families. */
  readonly family: FamilyReading | null;
  readonly cropRects: readonly Rect[];
  /** How much each crop counts; they sum to 1. */
  readonly cropWeights: readonly number[];
  readonly timings: StageTimings;
  readonly modelId: string;
  readonly modelSha256: string;
  readonly backend: RuntimeReport['backend'];
  readonly precision: string;
}

export interface ClassifyItem {
  readonly id: ImageId;
  readonly name: string;
  /** Path inside a dropped folder, else the name. */
  readonly path: string;
  readonly byteLength: number;
  readonly status: ItemStatus;
  /** Object URL of a small preview; the file registry owns and revokes it. */
  readonly thumbnailUrl: string | null;
  readonly outcome: Outcome | null;
  readonly failure: ItemFailure | null;
}

export type RuntimeState =
  | { readonly status: 'idle' }
  /** `fraction` 0..1 of the phase, null where the length is not known. */
  | {
      readonly status: 'loading';
      readonly phase: LoadPhase;
      readonly fraction: number | null;
      readonly doneBytes: number;
    }
  | { readonly status: 'ready'; readonly report: RuntimeReport }
  | {
      readonly status: 'failed';
      readonly failure: LoadFailure | { readonly code: 'worker-died'; readonly detail: string };
    };

export interface ClassifyState {
  readonly items: ReadonlyMap<ImageId, ClassifyItem>;
  /** Order of arrival. */
  readonly order: readonly ImageId[];
  /** The chosen detector; null until its card is here. */
  readonly card: ModelCard | null;
  /** Every card met so far, by id: pictures keep the verdict of the detector that judged them. */
  readonly cards: ReadonlyMap<string, ModelCard>;
  /** The detectors that ship; null until the list is here. */
  readonly index: ModelIndex | null;
  readonly runtime: RuntimeState;
  /** Things that went wrong and were mended, newest last ('The decoding worker stopped and was started again.'). */
  readonly notices: readonly string[];
}

/** Counts of items by status, for progress and filters. */
export type StatusCounts = Readonly<Record<ItemStatus, number>>;

export function createClassifyStore() {
  return createStore<ClassifyState>()(() => ({
    items: new Map(),
    order: [],
    card: null,
    cards: new Map(),
    index: null,
    runtime: { status: 'idle' },
    notices: [],
  }));
}

export type ClassifyStore = ReturnType<typeof createClassifyStore>;

/** Applies changes to many items in one store update, so that 500 results cost a handful of renders. */
export function patchItems(
  store: ClassifyStore,
  patches: ReadonlyMap<ImageId, Partial<Omit<ClassifyItem, 'id'>>>,
): void {
  if (patches.size === 0) return;
  store.setState((state) => {
    const items = new Map(state.items);
    for (const [id, patch] of patches) {
      const item = items.get(id);
      if (item) items.set(id, { ...item, ...patch });
    }
    return { items };
  });
}

export function addItems(store: ClassifyStore, added: readonly ClassifyItem[]): void {
  store.setState((state) => {
    const items = new Map(state.items);
    for (const item of added) items.set(item.id, item);
    return { items, order: [...state.order, ...added.map((item) => item.id)] };
  });
}

export function removeItems(store: ClassifyStore, ids: ReadonlySet<ImageId>): void {
  store.setState((state) => {
    const items = new Map(state.items);
    for (const id of ids) items.delete(id);
    return { items, order: state.order.filter((id) => !ids.has(id)) };
  });
}

export function countStatuses(items: ReadonlyMap<ImageId, ClassifyItem>): StatusCounts {
  const counts = { queued: 0, preparing: 0, running: 0, done: 0, failed: 0, cancelled: 0 };
  for (const item of items.values()) counts[item.status]++;
  return counts;
}

export function addCards(store: ClassifyStore, added: readonly ModelCard[]): void {
  store.setState(({ cards }) => ({
    cards: new Map([...cards, ...added.map((card) => [card.id, card] as const)]),
  }));
}

/** The newest notices only: a notice is a sentence to read, not a log. */
const noticeLimit = 5;

export function addNotice(store: ClassifyStore, notice: string): void {
  store.setState((state) => ({ notices: [...state.notices, notice].slice(-noticeLimit) }));
}
