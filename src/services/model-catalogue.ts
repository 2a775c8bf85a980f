import {
  parseModelCard,
  parseModelIndex,
  type ModelCard,
  type ModelIndex,
} from '../core/detector/model-card.ts';

export interface Catalogue {
  readonly index: ModelIndex;
  readonly cards: readonly ModelCard[];
}

/** Absolute address of the folder of a detector, ending in a slash. */
export function modelFolderUrl(id: string): string {
  return new URL(`${import.meta.env.BASE_URL}models/${encodeURIComponent(id)}/`, location.origin).href;
}

/** The detectors that ship with the page. Rejects with an Error whose message can be shown. */
export async function loadModelIndex(): Promise<ModelIndex> {
  return parseModelIndex(
    await fetchJson(new URL(`${import.meta.env.BASE_URL}models/index.json`, location.origin).href),
  );
}

/** A detector's card. Rejects with an Error whose message can be shown. */
export async function loadModelCard(id: string): Promise<ModelCard> {
  return parseModelCard(await fetchJson(`${modelFolderUrl(id)}model.json`));
}

/** The cards of all detectors that ship, in the order of the index. Rejects like loadModelIndex. */
export async function loadCatalogue(): Promise<Catalogue> {
  const index = await loadModelIndex();
  return { index, cards: await Promise.all(index.models.map(loadModelCard)) };
}

/** Rejects with an Error whose message can be shown. */
export async function fetchJson(url: string): Promise<unknown> {
  const path = new URL(url).pathname;
  const response = await fetch(url).catch((cause: unknown) => {
    throw new Error(`${path} could not be fetched. Is the network or the server gone?`, { cause });
  });
  if (!response.ok) throw new Error(`${path} could not be fetched: the server answered ${response.status}.`);
  try {
    return (await response.json()) as unknown;
  } catch (cause) {
    // A single-page host answers a missing file with its index page.
    throw new Error(`${path} is missing on this server, or is not JSON.`, { cause });
  }
}
