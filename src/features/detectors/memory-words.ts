import { bytes } from '../../ui/format.ts';

/** Below this nobody needs to be warned. */
const worthSayingBytes = 5e8;

/** Peak of a run on WASM over the size of the weights, measured with UnivFD: docs/performance.md. */
const memoryOfWeights = 3;

/** What running it takes; empty where that is nothing special. */
export function memorySentence(weightsBytes: number): string {
  if (weightsBytes < worthSayingBytes) return '';
  return `Running it takes about ${bytes(weightsBytes * memoryOfWeights)} of memory.`;
}
