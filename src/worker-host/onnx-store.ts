import { readModelRecord, type ModelRecord } from '../core/onnx/record.ts';
import { keep, openCache, readKept } from './byte-cache.ts';
import { listRecords } from './kept-records.ts';

const cacheName = 'telltale-onnx-1';

/** Not addresses of any server: Cache Storage wants its keys to look like some. */
const folder = new URL('/telltale-onnx/', self.location.origin).href;
const recordKey = (id: string): string => `${folder}${id}/record`;
const fileKey = (id: string, index: number): string => `${folder}${id}/file-${index}`;

/** Answers whether all of it is kept. The record goes last: where it is, the files are. */
export async function keepModelFiles(
  record: ModelRecord,
  files: readonly Uint8Array<ArrayBuffer>[],
): Promise<boolean> {
  const cache = await openCache(cacheName);
  const text = new TextEncoder().encode(JSON.stringify(record));
  let kept = true;
  for (const [index, bytes] of files.entries()) kept &&= await keep(cache, fileKey(record.id, index), bytes);
  kept &&= await keep(cache, recordKey(record.id), text);
  if (!kept) await removeKeptModel(record.id);
  return kept;
}

/** The newest first. What cannot be read is left out. */
export function listKeptModels(): Promise<readonly ModelRecord[]> {
  return listRecords(cacheName, readModelRecord);
}

/** undefined where it is not here any more. */
export async function keptModelFile(id: string, index: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return readKept(await openCache(cacheName), fileKey(id, index));
}

export async function removeKeptModel(id: string): Promise<void> {
  const cache = await openCache(cacheName);
  const keys = (await cache?.keys()) ?? [];
  // The record first: without it nothing asks for the files.
  await cache?.delete(recordKey(id));
  for (const { url } of keys) if (url.startsWith(`${folder}${id}/`)) await cache?.delete(url);
}
