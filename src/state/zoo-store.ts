import { createStore } from 'zustand/vanilla';
import type { CheckpointReport, Fit, Judgement, JudgeFailure, JudgePhase } from '../contracts/zoo.ts';
import type { OpenFailure, OpenPhase, PictureSize } from '../contracts/zoo.ts';
import type { ModelCard, ModelIndex } from '../core/detector/model-card.ts';
import type { ImageFailure } from '../core/image/facts.ts';
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
  OpenFailure | WorkerFailure | { readonly code: 'no-templates'; readonly detail: string };

export type OpenState =
  | { readonly status: 'idle' }
  /** `fileName` joins the names of several files. `fraction` 0..1 of the phase, null where its length is not known. */
  | {
      readonly status: 'opening';
      readonly fileName: string;
      readonly phase: OpenPhase;
      readonly fraction: number | null;
    }
  | { readonly status: 'opened'; readonly fileName: string; readonly report: OpenedReport }
  | { readonly status: 'failed'; readonly fileName: string; readonly failure: OpenProblem };

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
  /** The newest first; null until this browser was asked. */
  readonly checkpoints: readonly OwnCheckpoint[] | null;
  /** Why something of the above cannot be had, in a sentence. */
  readonly problem: string | null;
  readonly opening: OpenState;
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
    checkpoints: null,
    problem: null,
    opening: { status: 'idle' },
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
