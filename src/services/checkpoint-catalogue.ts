import { messageOf } from '../core/error-message.ts';
import { parseCatalogue, type CatalogueEntry } from '../core/zoo/catalogue.ts';
import { fetchJson } from './model-catalogue.ts';

/** Where published checkpoints lie. Fetches the list of this page only. Rejects with an Error whose message can be shown. */
export async function loadCheckpointCatalogue(): Promise<readonly CatalogueEntry[]> {
  const file = 'catalogue/checkpoints.json';
  const json = await fetchJson(new URL(`${import.meta.env.BASE_URL}${file}`, location.origin).href);
  try {
    return parseCatalogue(json);
  } catch (cause) {
    throw new Error(`${file} does not fit its schema: ${messageOf(cause)}`, { cause });
  }
}
