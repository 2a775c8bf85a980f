import { createStore } from 'zustand/vanilla';
import type { CheckpointReport, Fit, Judgement, JudgeFailure, JudgePhase } from '../contracts/zoo.ts';
import type { DownloadFailure, KeptFile, MeasurePhase } from '../contracts/zoo.ts';
import type { OpenFailure, OpenPhase, PictureSize } from '../contracts/zoo.ts';
import type { ModelCard, ModelIndex } from '../core/detector/model-card.ts';
import type { SpeedLog } from '../core/detector/speed.ts';
import type { ImageFailure } from '../core/image/facts.ts';
import type { CatalogueEntry } from '../core/zoo/catalogue.ts';
import type { CheckpointRecord } from '../core/zoo/record.ts';
import type { Template } from '../core/zoo/template.ts';
import type { AddModelState, OwnModel } from './model-state.ts';

export interface WorkerFailure {
  readonly code: 'worker-died';
  readonly detail: string;
}

export interface OwnCheckpoint {
  readonly record: CheckpointRecord;
  /** false where this browser had no room: it is gone when the page is closed. */
  readonly kept: boolean;
}

type Fitting = Extract<Fit, { fits: true }>;

/** The report of the worker without the weights, which do not belong into a store. */
export interface OpenedReport extends Omit<CheckpointReport, 'fit'> {
  readonly fit: Exclude<Fit, Fitting> | (Omit<Fitting, 'unkept'> & { readonly kept: boolean });
}

export type OpenProblem =
  OpenFailure | DownloadFailure | WorkerFailure | { readonly code: 'no-templates'; readonly detail: string };

/** What is being opened. */
export interface OpenSubject {
  /** Joins the names of several files. */
  readonly fileName: string;
  /** The entry of the catalogue that is fetched; null for files that somebody chose. */
  readonly entryId: string | null;
}

export type OpenState =
  | { readonly status: 'idle' }
  | (OpenSubject &
      (
        | {
            readonly status: 'opening';
            readonly phase: OpenPhase;
            /** 0 where the end is not known; then nothing is known of the phase but that it goes on. */
            readonly total: number;
            /** Bytes in 'download'. */
            readonly done: number;
          }
        | { readonly status: 'opened'; readonly report: OpenedReport }
        | { readonly status: 'failed'; readonly failure: OpenProblem }
      ));

export type MeasureState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'measuring';
      readonly id: string;
      readonly phase: MeasurePhase;
      readonly fraction: number | null;
      /** How many follow. */
      readonly left: number;
    };

export interface StorageUse {
  /** All that this page keeps, as the browser estimates it; null where it does not say. */
  readonly usedBytes: number | null;
  readonly quotaBytes: number | null;
  /** Weights and graphs of this page. */
  readonly files: readonly KeptFile[];
}

export interface ComparedPicture {
  readonly name: string;
  /** Object URL of the file; the service owns and revokes it. */
  readonly url: string;
  /** null until the file was looked at, and where it is no picture. */
  readonly size: PictureSize | null;
  readonly failure: ImageFailure | WorkerFailure | null;
}

export type RowState =
  | { readonly status: 'waiting' }
  | { readonly status: 'running'; readonly phase: JudgePhase; readonly fraction: number | null }
  | { readonly status: 'done'; readonly judgement: Judgement }
  | { readonly status: 'failed'; readonly failure: JudgeFailure | WorkerFailure }
  | { readonly status: 'cancelled' };

export interface ZooState {
  /** null until they are here; then also the detectors of this page. */
  readonly shipped: { readonly index: ModelIndex; readonly cards: readonly ModelCard[] } | null;
  readonly templates: readonly Template[] | null;
  /** Where published checkpoints lie; null until the list is here. */
  readonly catalogue: readonly CatalogueEntry[] | null;
  /** The newest first; null until this browser was asked. */
  readonly checkpoints: readonly OwnCheckpoint[] | null;
  /** Why something of the above cannot be had, in a sentence. */
  readonly problem: string | null;
  readonly opening: OpenState;
  /** null until this browser was asked. */
  readonly storage: StorageUse | null;
  readonly speeds: SpeedLog;
  readonly measuring: MeasureState;
  /** Why a detector could not be measured, by its id. */
  readonly unmeasured: ReadonlyMap<string, JudgeFailure | WorkerFailure>;
  /** ONNX models, the newest first; null until this browser was asked. */
  readonly models: readonly OwnModel[] | null;
  readonly adding: AddModelState;
  readonly picture: ComparedPicture | null;
  /** What each detector says of the picture, by its id. */
  readonly rows: ReadonlyMap<string, RowState>;
}

export function createZooStore() {
  return createStore<ZooState>()(() => ({
    shipped: null,
    templates: null,
    catalogue: null,
    checkpoints: null,
    problem: null,
    opening: { status: 'idle' },
    storage: null,
    speeds: {},
    measuring: { status: 'idle' },
    unmeasured: new Map(),
    models: null,
    adding: { status: 'idle' },
    picture: null,
    rows: new Map(),
  }));
}

export type ZooStore = ReturnType<typeof createZooStore>;

/** null takes the row away. */
export function setRow(store: ZooStore, id: string, row: RowState | null): void {
  store.setState((state) => {
    const rows = new Map(state.rows);
    if (row) rows.set(id, row);
    else rows.delete(id);
    return { rows };
  });
}

/** Puts a checkpoint at the head of the list; the same one opened again is not listed twice. */
export function addCheckpoint(store: ZooStore, added: OwnCheckpoint): void {
  store.setState(({ checkpoints }) => ({
    checkpoints: [added, ...(checkpoints ?? []).filter(({ record }) => record.id !== added.record.id)],
  }));
}

/** Changes what is noted of a checkpoint beside its weights. */
export function patchRecord(store: ZooStore, id: string, patch: Pick<CheckpointRecord, 'swapped'>): void {
  store.setState(({ checkpoints }) => ({
    checkpoints:
      checkpoints?.map((own) =>
        own.record.id === id ? { ...own, record: { ...own.record, ...patch } } : own,
      ) ?? null,
  }));
}

/** null: it was not tried, or it worked. */
export function setUnmeasured(
  store: ZooStore,
  id: string,
  failure: JudgeFailure | WorkerFailure | null,
): void {
  store.setState((state) => {
    const unmeasured = new Map(state.unmeasured);
    if (failure) unmeasured.set(id, failure);
    else unmeasured.delete(id);
    return { unmeasured };
  });
}
