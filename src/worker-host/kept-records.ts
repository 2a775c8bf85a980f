import { openCache, readKept } from './byte-cache.ts';

interface Kept {
  readonly id: string;
  readonly openedAt: string;
}

/** Every key of a record ends like this. */
const ending = '/record';

/** null where it is not kept or `read` does not know it. */
export async function recordAt<T>(
  cache: Cache | undefined,
  key: string,
  read: (json: unknown) => T | null,
): Promise<T | null> {
  const bytes = await readKept(cache, key);
  if (!bytes) return null;
  try {
    return read(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

/** All records of a cache, the newest first. What cannot be read is left out. */
export async function listRecords<T extends Kept>(
  cacheName: string,
  read: (json: unknown) => T | null,
): Promise<readonly T[]> {
  const cache = await openCache(cacheName);
  const keys = (await cache?.keys()) ?? [];
  const records = keys.map(({ url }) => url).filter((url) => url.endsWith(ending));
  const found = await Promise.all(records.map((url) => recordAt(cache, url, read)));
  return found
    .filter((record) => record !== null)
    .sort((a, b) => b.openedAt.localeCompare(a.openedAt) || a.id.localeCompare(b.id));
}
