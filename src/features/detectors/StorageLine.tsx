import type { ReactElement } from 'react';
import { bytes } from '../../ui/format.ts';
import { useZoo } from './zoo.ts';

/** How much room this page takes in the browser. */
export function StorageLine(): ReactElement | null {
  const storage = useZoo((state) => state.storage);
  if (!storage) return null;
  const { usedBytes, quotaBytes } = storage;
  const words =
    usedBytes === null
      ? 'This browser does not say how much room the page takes.'
      : `This page takes about ${bytes(usedBytes)}${quotaBytes === null ? '' : ` of the ${bytes(quotaBytes)} that this browser gives it`}: detectors, checkpoints, the runtime, and the page itself.`;
  return (
    <p className="small quiet numbers" data-testid="storage">
      {words} Speed is that of the network alone on one picture, without reading and cutting it.
    </p>
  );
}
