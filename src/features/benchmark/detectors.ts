import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { modelBytes } from '../../core/onnx/record.ts';
import { hasOrder } from '../../core/zoo/score.ts';
import type { Template } from '../../core/zoo/template.ts';
import { zoo } from '../../services/zoo.ts';
import type { OwnCheckpoint, ZooState } from '../../state/zoo-store.ts';

/** A detector that can be measured. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly kind: 'shipped' | 'checkpoint' | 'model';
  readonly bytes: number;
  /** Of what kind it is, where somebody opened it; null: it ships. */
  readonly architecture: string | null;
  /** Somebody noted that the other of its two classes means AI. */
  readonly swapped: boolean;
  /** Why it cannot be measured; null: it can. */
  readonly unfit: string | null;
}

export type Choices =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  /** `problem`: some of what was opened could not be listed. */
  | { readonly status: 'ready'; readonly list: readonly Choice[]; readonly problem: string | null };

/** What ships with the page, then opened checkpoints and models, the newest first. */
export function useChoices(): Choices {
  useEffect(() => {
    void zoo.browse();
    return () => {
      zoo.leave();
    };
  }, []);
  const shipped = useZoo((state) => state.shipped);
  const templates = useZoo((state) => state.templates);
  const checkpoints = useZoo((state) => state.checkpoints);
  const models = useZoo((state) => state.models);
  const problem = useZoo((state) => state.problem);
  return useMemo(() => {
    const all = shipped && templates && checkpoints && models;
    if (!all && problem === null) return { status: 'loading' };
    if (!shipped) return { status: 'failed', message: problem ?? '' };
    const list = [
      ...shipped.cards.map(({ id, name, weights }): Choice => ({
        ...plain,
        id,
        name,
        kind: 'shipped',
        bytes: weights.bytes,
      })),
      ...(checkpoints ?? []).flatMap((own) => checkpointChoice(own, templates ?? [])),
      ...(models ?? []).map(({ record }): Choice => {
        const { id, name } = record;
        const bytes = modelBytes(record);
        return { ...plain, id, name, kind: 'model', bytes, architecture: 'ONNX model' };
      }),
    ];
    return { status: 'ready', list, problem };
  }, [shipped, templates, checkpoints, models, problem]);
}

const plain = { architecture: null, swapped: false, unfit: null };

function checkpointChoice({ record }: OwnCheckpoint, templates: readonly Template[]): Choice[] {
  const template = templates.find(({ id }) => id === record.templateId);
  const [output] = template?.outputs ?? [];
  if (!template || !output) return [];
  const tells = output.kind === 'classes' && output.aiClass === null;
  return [
    {
      ...{ id: record.id, name: record.fileName, kind: 'checkpoint', bytes: record.weights.bytes },
      architecture: template.name,
      swapped: record.swapped && hasOrder(output),
      unfit: tells ? 'tells generators apart and gives no score of AI' : null,
    },
  ];
}

/** The selector must answer with a stable value. */
function useZoo<T>(selector: (state: ZooState) => T): T {
  return useStore(zoo.store, selector);
}
