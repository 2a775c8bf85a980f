/** undefined where this page has no Cache Storage (plain http, some private windows): then nothing is kept. */
export async function openCache(name: string): Promise<Cache | undefined> {
  if (!('caches' in globalThis)) return undefined;
  return caches.open(name).catch(() => undefined);
}

export async function readKept(
  cache: Cache | undefined,
  key: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = await cache?.match(key).catch(() => undefined);
  return response ? new Uint8Array(await response.arrayBuffer()) : undefined;
}

/**
 * Answers whether it is kept. A full disk must not stop a verdict: what could not be kept is simply fetched again
 * next time.
 */
export async function keep(
  cache: Cache | undefined,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (!cache) return false;
  return cache.put(key, new Response(bytes)).then(
    () => true,
    () => false,
  );
}
