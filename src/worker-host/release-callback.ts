import { releaseProxy } from 'comlink';

/**
 * Closes the channel of a callback that came from another thread. Comlink would do so when the callback is collected as
 * garbage, which a worker that allocates little seldom does: until then thousands of open channels pile up.
 */
export function releaseCallback(callback: object): void {
  (callback as { readonly [releaseProxy]?: () => void })[releaseProxy]?.();
}
