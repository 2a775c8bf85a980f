import type { StorageUse } from '../../state/zoo-store.ts';
import type { CatalogueEntry } from '../../core/zoo/catalogue.ts';
import { modelBytes } from '../../core/onnx/record.ts';
import { day, plural } from '../../ui/format.ts';
import { shippedKey, type InstalledModel } from './installed.ts';

type Licence = CatalogueEntry['licence'];

/** A row of the table, in words that do not depend on what kind of detector it is. */
export interface ModelFacts {
  readonly from: string;
  /** Where `from` can be looked up. */
  readonly fromAddress: string | null;
  /** null where only its authors could say. */
  readonly licence: Licence | null;
  readonly bytes: number;
  readonly sha256: string;
  /** What the hash was held to; null where that needs no word. */
  readonly hashNote: string | null;
  readonly training: string;
  /** The paper; null where the card says it all. */
  readonly paper: string | null;
  readonly kept: 'yes' | 'no' | 'until-closed' | 'unknown';
  /** Key of what can be dropped and fetched again; null where there is nothing of the kind. */
  readonly droppable: string | null;
}

export function modelFacts(model: InstalledModel, storage: StorageUse | null): ModelFacts {
  switch (model.kind) {
    case 'shipped': {
      const { card } = model;
      const key = shippedKey(card);
      const kept = storage?.files.some((file) => file.key === key) ?? null;
      const images = card.trainingData.reduce((sum, row) => sum + row.images, 0);
      return {
        from: 'This page',
        fromAddress: null,
        licence: { name: card.licence, address: null, researchOnly: false },
        bytes: card.weights.bytes,
        sha256: card.weights.sha256,
        hashNote: null,
        training: `${plural(images, 'picture')} of ${plural(new Set(card.trainingData.map(({ source }) => source)).size, 'source')}`,
        paper: null,
        kept: kept === null ? 'unknown' : kept ? 'yes' : 'no',
        droppable: kept ? key : null,
      };
    }
    case 'checkpoint': {
      const { record, template, entry, kept } = model;
      const { origin, weights, openedAt } = record;
      return {
        from: origin
          ? `${new URL(origin.address).hostname}, ${day(openedAt)}`
          : `A file of yours, ${day(openedAt)}`,
        fromAddress: entry?.page ?? null,
        licence: entry?.licence ?? null,
        bytes: weights.bytes,
        sha256: weights.sha256,
        hashNote: origin && hashNotes[origin.hash],
        training: entry ? `As its authors say: ${entry.trainedOn}` : 'As its authors say',
        paper: entry?.paper ?? template?.paper.address ?? null,
        kept: kept ? 'yes' : 'until-closed',
        droppable: null,
      };
    }
    case 'model': {
      const { record, kept } = model;
      const { origin, files, openedAt } = record;
      const hub = origin.kind === 'hub' ? origin : null;
      return {
        from: hub ? `huggingface.co, ${day(openedAt)}` : `Files of yours, ${day(openedAt)}`,
        fromAddress: hub ? `https://huggingface.co/${hub.owner}/${hub.name}` : null,
        licence: hub?.licence ? { name: hub.licence, address: null, researchOnly: false } : null,
        bytes: modelBytes(record),
        sha256: files[0]?.sha256 ?? '',
        hashNote: files.length > 1 ? 'Of the graph; its weights are files of their own.' : null,
        training: 'As its authors say',
        paper: null,
        kept: kept ? 'yes' : 'until-closed',
        droppable: null,
      };
    }
    default:
      return model satisfies never;
  }
}

const hashNotes = {
  listed: 'The file had the hash that the catalogue names.',
  pinned: 'Nobody published a hash of the file: that of the first download counts.',
} as const;
