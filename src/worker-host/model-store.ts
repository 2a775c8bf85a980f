import type { LoadFailure, RuntimeReport } from '../contracts/inference.ts';
import type { KeptFile } from '../contracts/zoo.ts';
import { keptKey } from '../core/detector/kept-weights.ts';
import { failed, success, type Result } from '../core/result.ts';
import { keep, openCache, readKept } from './byte-cache.ts';
import { download } from './download.ts';
import { sha256Hex } from './sha256.ts';

const cacheName = 'telltale-models-1';

export interface ModelAddress {
  /** Absolute address of the weights file. */
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface FetchedModel {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly from: RuntimeReport['modelFrom'];
}

/**
 * The weights, from this browser's cache or from the server, never unverified: bytes whose SHA-256 is not the one
 * in model.json are thrown away and fetched once more.
 *
 * @param onProgress bytes received, of address.bytes
 */
export async function fetchModel(
  address: ModelAddress,
  onProgress: (receivedBytes: number) => void,
): Promise<Result<FetchedModel, LoadFailure>> {
  const cache = await openCache(cacheName);
  const key = keptKey(address.url, address.sha256);
  const kept = await readKept(cache, key);
  if (kept && (await sha256Hex(kept)) === address.sha256) {
    onProgress(kept.length);
    return success({ bytes: kept, from: 'cache' });
  }
  await cache?.delete(key);
  const downloaded = await downloadVerified(address, key, onProgress);
  if (!downloaded.ok) return downloaded;
  await keep(cache, key, downloaded.value);
  return success({ bytes: downloaded.value, from: kept ? 'network-after-damage' : 'network' });
}

async function downloadVerified(
  address: ModelAddress,
  key: string,
  onProgress: (receivedBytes: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, LoadFailure>> {
  let found = '';
  // The second try goes past the HTTP cache, where a damaged copy may lie.
  for (const mode of ['default', 'reload'] as const) {
    const received = await download(key, mode, onProgress);
    if (!received.ok) return received;
    found = await sha256Hex(received.value);
    if (found === address.sha256) return received;
  }
  return failed({ code: 'hash-mismatch', url: address.url, expected: address.sha256, found });
}

/** Everything that `fetchModel` kept, by this version of the page or an earlier one. */
export async function listModels(): Promise<readonly KeptFile[]> {
  const cache = await openCache(cacheName);
  const keys = (await cache?.keys()) ?? [];
  const sized = keys.map(async ({ url: key }) => {
    const kept = await cache?.match(key);
    return kept ? { key, bytes: (await kept.blob()).size } : null;
  });
  return (await Promise.all(sized)).filter((file) => file !== null);
}

export async function dropModels(keys: readonly string[]): Promise<void> {
  const cache = await openCache(cacheName);
  if (cache) await Promise.all(keys.map((key) => cache.delete(key)));
}
