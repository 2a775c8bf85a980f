import { elementBytes } from './dtypes.ts';
import type { PickledStorage } from './pickle-values.ts';

/** Bytes of an element as the storage counts them: 1 where it has no type. */
function storageElementBytes({ dtype }: PickledStorage): number {
  return dtype === null ? 1 : elementBytes(dtype);
}

export function storageBytes(storage: PickledStorage): number {
  return storage.elements * storageElementBytes(storage);
}
