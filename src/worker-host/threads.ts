/**
 * How many threads ORT may use: all cores but one, which decodes the next pictures meanwhile; at most 8, beyond
 * which a small network gains nothing. One where the page is not cross-origin isolated, for want of shared memory.
 *
 * @param asked 0 to choose here
 */
export function chooseThreads(asked: number): number {
  if (!self.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency;
  return asked > 0 ? asked : Math.max(1, Math.min(8, cores - 1));
}
