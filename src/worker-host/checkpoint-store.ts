import { readRecord, type CheckpointRecord } from '../core/zoo/record.ts';
import { keep, openCache, readKept } from './byte-cache.ts';
import { listRecords, recordAt } from './kept-records.ts';

const cacheName = 'telltale-checkpoints-1';

/** Not addresses of any server: Cache Storage wants its keys to look like some. */
const folder = new URL('/telltale-checkpoints/', self.location.origin).href;
const weightsKey = (id: string): string => `${folder}${id}/weights`;
const recordKey = (id: string): string => `${folder}${id}/record`;

/** Answers whether both are kept. The record goes last: where it is, the weights are. */
export async function keepCheckpoint(
  record: CheckpointRecord,
  weights: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const cache = await openCache(cacheName);
  const kept = (await keep(cache, weightsKey(record.id), weights)) && (await keepRecord(record));
  if (!kept) await cache?.delete(weightsKey(record.id));
  return kept;
}

/** null where it is not kept. */
export async function keptRecord(id: string): Promise<CheckpointRecord | null> {
  return recordAt(await openCache(cacheName), recordKey(id), readRecord);
}

/** Keeps what changed beside the weights. */
export async function keepRecord(record: CheckpointRecord): Promise<boolean> {
  const text = new TextEncoder().encode(JSON.stringify(record));
  return keep(await openCache(cacheName), recordKey(record.id), text);
}

/** The newest first. What cannot be read is left out. */
export function listCheckpoints(): Promise<readonly CheckpointRecord[]> {
  return listRecords(cacheName, readRecord);
}

/** undefined where they are not here any more. */
export async function keptWeights(id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return readKept(await openCache(cacheName), weightsKey(id));
}

export async function removeCheckpoint(id: string): Promise<void> {
  const cache = await openCache(cacheName);
  await cache?.delete(recordKey(id));
  await cache?.delete(weightsKey(id));
}
