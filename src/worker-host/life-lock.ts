import { lifeSign } from '../contracts/life.ts';

/**
 * Holds a Web Lock named like this worker for as long as the worker lives. The main thread waits for the same
 * lock: getting it means that the worker is gone, however it ended (an uncaught error fires an event, but
 * `close()` and a crash for want of memory do not).
 */
export function holdLifeLock(): void {
  if (self.name === '' || !('locks' in navigator)) return;
  void navigator.locks.request(self.name, () => {
    // Only now may the main thread queue for the lock: asked earlier, it would get it at once.
    self.postMessage(lifeSign);
    return new Promise<never>(() => undefined);
  });
}
