import { useMemo } from 'react';
import type { ModelCard } from '../../core/detector/model-card.ts';
import { keptKey, leftovers } from '../../core/detector/kept-weights.ts';
import type { CatalogueEntry } from '../../core/zoo/catalogue.ts';
import type { ModelRecord } from '../../core/onnx/record.ts';
import type { CheckpointRecord } from '../../core/zoo/record.ts';
import type { Template } from '../../core/zoo/template.ts';
import type { KeptFile } from '../../contracts/zoo.ts';
import { modelFolderUrl } from '../../services/model-catalogue.ts';
import { templateFolderUrl } from '../../services/template-catalogue.ts';
import { useZoo } from './zoo.ts';

/** A detector that is in this browser, or that this page ships. What differs from kind to kind is told by `model-facts.ts`. */
export type InstalledModel = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'shipped'; readonly card: ModelCard; readonly standard: boolean }
  | {
      readonly kind: 'checkpoint';
      readonly record: CheckpointRecord;
      /** null: this page does not ship its architecture any more. */
      readonly template: Template | null;
      /** Where the page fetched it, as the catalogue has it now. */
      readonly entry: CatalogueEntry | null;
      /** false where this browser had no room: it is gone when the page is closed. */
      readonly kept: boolean;
    }
  | { readonly kind: 'model'; readonly record: ModelRecord; readonly kept: boolean }
);

/** The detectors of this page, then opened checkpoints and models, the newest first; null until all lists are here. */
export function useInstalled(): readonly InstalledModel[] | null {
  const shipped = useZoo((state) => state.shipped);
  const checkpoints = useZoo((state) => state.checkpoints);
  const templates = useZoo((state) => state.templates);
  const models = useZoo((state) => state.models);
  const catalogue = useZoo((state) => state.catalogue);
  return useMemo(() => {
    if (!shipped || !checkpoints || !templates || !models) return null;
    const ours = shipped.cards.map((card): InstalledModel => {
      const { id, name } = card;
      return { id, name, kind: 'shipped', card, standard: id === shipped.index.default };
    });
    const own = checkpoints.map(({ record, kept }): InstalledModel => {
      const { id, fileName: name } = record;
      const template = templates.find((each) => each.id === record.templateId) ?? null;
      const entry = catalogue?.find((each) => each.id === record.origin?.entryId) ?? null;
      return { id, name, kind: 'checkpoint', record, template, entry, kept };
    });
    const graphs = models.map(({ record, kept }): InstalledModel => {
      const { id, name } = record;
      return { id, name, kind: 'model', record, kept };
    });
    return [...ours, ...own, ...graphs];
  }, [shipped, checkpoints, templates, models, catalogue]);
}

/** Under which key the browser keeps the weights of a detector of this page. */
export function shippedKey({ id, weights }: ModelCard): string {
  return keptKey(`${modelFolderUrl(id)}${weights.file}`, weights.sha256);
}

/** Weights of detectors, and graphs of architectures, that this page does not ship any more; empty until all lists are here. */
export function useLeftovers(): readonly KeptFile[] {
  const storage = useZoo((state) => state.storage);
  const shipped = useZoo((state) => state.shipped);
  const templates = useZoo((state) => state.templates);
  return useMemo(() => {
    if (!storage || !shipped || !templates) return [];
    const graphs = templates.map(({ id, graph }) =>
      keptKey(`${templateFolderUrl(id)}${graph.file}`, graph.sha256),
    );
    return leftovers(storage.files, new Set([...shipped.cards.map(shippedKey), ...graphs]));
  }, [storage, shipped, templates]);
}
