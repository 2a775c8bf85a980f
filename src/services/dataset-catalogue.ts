import * as v from 'valibot';
import { datasetCatalogue } from '../core/dataset/catalogue.ts';
import { messageOf } from '../core/error-message.ts';
import { fetchJson } from './model-catalogue.ts';

export type KnownDataset = v.InferOutput<typeof datasetCatalogue>[number];

/** Public sets that can be opened by their id. Fetches the list of this page only. Rejects with an Error whose message can be shown. */
export async function loadDatasetCatalogue(): Promise<readonly KnownDataset[]> {
  const file = 'catalogue/datasets.json';
  const json = await fetchJson(new URL(`${import.meta.env.BASE_URL}${file}`, location.origin).href);
  try {
    return v.parse(datasetCatalogue, json);
  } catch (cause) {
    throw new Error(`${file} does not fit its schema: ${messageOf(cause)}`, { cause });
  }
}
