import type { DatasetIndex } from '../dataset-index.ts';
import { BatchBuilder } from './batch-builder.ts';
import type { FactCoder } from './fact-codes.ts';

/** Generators and classes that came up since the last samples reach the index by a batch without any. */
export function handOnNames(index: DatasetIndex, coder: FactCoder): void {
  if (coder.generators.hasFresh || coder.classes.hasFresh) index.append(new BatchBuilder(coder, 0).take());
}
