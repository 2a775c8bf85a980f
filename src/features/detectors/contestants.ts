import { useMemo } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { sideOfScore, type Lean } from '../../core/zoo/disagreement.ts';
import type { ModelRecord } from '../../core/onnx/record.ts';
import type { CheckpointRecord } from '../../core/zoo/record.ts';
import type { Named } from '../../core/zoo/named.ts';
import { hasOrder, swapScore } from '../../core/zoo/score.ts';
import type { Template } from '../../core/zoo/template.ts';
import type { Score } from '../../contracts/zoo.ts';
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

/** A contestant as the address names it. */
export interface Chosen {
  readonly contestant: Contestant;
  /** The other of its two classes means AI than its architecture says. */
  readonly swapped: boolean;
}

/** Those of the address that are here, in its order. */
export function chosenOf(named: readonly Named[], contestants: readonly Contestant[]): readonly Chosen[] {
  return named.flatMap(({ id, swapped }) => {
    const contestant = contestants.find((each) => each.id === id);
    return contestant ? [{ contestant, swapped: swapped && orderOf(contestant) !== null }] : [];
  });
}

/** The output whose classes may have either order; null where there is none. */
export function orderOf(contestant: Contestant): Template['outputs'][number] | null {
  const output = contestant.kind === 'checkpoint' ? contestant.template.outputs[0] : undefined;
  return output && hasOrder(output) ? output : null;
}

/** The score with the classes in the chosen order. The network's answer is the same either way. */
export function orientedScore(score: Score, swapped: boolean): Score {
  return swapped && (score.kind === 'score' || score.kind === 'class') ? swapScore(score) : score;
}

/** Which side it takes, once it has answered. */
export function leanOf({ contestant: { name }, swapped }: Chosen, row: RowState | undefined): Lean {
  const score = row?.status === 'done' ? orientedScore(row.judgement.score, swapped) : null;
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
