import { useMemo } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { sideOfScore, type Lean } from '../../core/zoo/disagreement.ts';
import type { ModelRecord } from '../../core/onnx/record.ts';
import type { CheckpointRecord } from '../../core/zoo/record.ts';
import type { Template } from '../../core/zoo/template.ts';
import type { RowState } from '../../state/zoo-store.ts';
import { useZoo } from './zoo.ts';

/** A detector that can be asked: one of this page, an opened checkpoint whose architecture is known, or an ONNX model. */
export type Contestant = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'shipped'; readonly card: ModelCard }
  | { readonly kind: 'checkpoint'; readonly record: CheckpointRecord; readonly template: Template }
  | { readonly kind: 'model'; readonly record: ModelRecord }
);

/** null until all lists are here. */
export function useContestants(): readonly Contestant[] | null {
  const shipped = useZoo((state) => state.shipped);
  const templates = useZoo((state) => state.templates);
  const checkpoints = useZoo((state) => state.checkpoints);
  const models = useZoo((state) => state.models);
  return useMemo(() => {
    if (!shipped || !templates || !checkpoints || !models) return null;
    const own = checkpoints.flatMap(({ record }): Contestant[] => {
      const template = templates.find(({ id }) => id === record.templateId);
      const { id, fileName: name } = record;
      return template ? [{ id, name, kind: 'checkpoint', record, template }] : [];
    });
    const ours = shipped.cards.map((card): Contestant => {
      const { id, name } = card;
      return { id, name, kind: 'shipped', card };
    });
    const graphs = models.map(({ record }): Contestant => {
      const { id, name } = record;
      return { id, name, kind: 'model', record };
    });
    return [...ours, ...own, ...graphs];
  }, [shipped, templates, checkpoints, models]);
}

/** Which side it takes, once it has answered. */
export function leanOf({ name }: Contestant, row: RowState | undefined): Lean {
  const score = row?.status === 'done' ? row.judgement.score : null;
  switch (score?.kind) {
    case 'verdict':
      return { name, side: score.verdict.kind, calibrated: true };
    case 'score':
      return { name, side: sideOfScore(score.ai), calibrated: false };
    case 'class':
    case 'unjudged':
    case undefined:
      return { name, side: null, calibrated: false };
    default:
      return score satisfies never;
  }
}
