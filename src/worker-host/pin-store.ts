import { readPin, type Pin } from '../core/zoo/pin.ts';
import { keep, openCache, readKept } from './byte-cache.ts';

/** Apart from the checkpoints: deleting one must not make its address trusted anew. */
const cacheName = 'telltale-pins-1';

const pinKey = (entryId: string): string =>
  new URL(`/telltale-pins/${encodeURIComponent(entryId)}`, self.location.origin).href;

/** null where nothing was fetched from there before, or this browser keeps nothing. */
export async function keptPin(entryId: string): Promise<Pin | null> {
  const bytes = await readKept(await openCache(cacheName), pinKey(entryId));
  if (!bytes) return null;
  try {
    return readPin(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}

export async function keepPin(entryId: string, pin: Pin): Promise<void> {
  await keep(await openCache(cacheName), pinKey(entryId), new TextEncoder().encode(JSON.stringify(pin)));
}
