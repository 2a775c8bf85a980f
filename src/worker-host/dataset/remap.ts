import type { LayoutMapping, PathFacts } from '../../core/dataset/layout/meanings.ts';
import { readFolder, readSample, type ClassLookup } from '../../core/dataset/layout/read-path.ts';
import {
  labels,
  splits,
  unknownClass,
  unknownGenerator,
  type SamplePatch,
} from '../../core/dataset/sample-batch.ts';
import type { DatasetIndex } from '../dataset-index.ts';
import type { FactCoder } from './fact-codes.ts';
import { handOnNames } from './hand-on-names.ts';

const rowsAtOnce = 16_384;

export interface Remapping {
  readonly index: DatasetIndex;
  readonly nameOf: (id: number) => string;
  readonly classes: ClassLookup;
  readonly coder: FactCoder;
  readonly mapping: LayoutMapping;
  /** Facts that came from elsewhere (a column, a table) stay where paths say nothing. */
  readonly keepKnown: boolean;
}

/**
 * Reads all paths anew.
 *
 * @param goesOn asked between runs of rows; false ends it
 */
export async function remap(order: Remapping, goesOn: (rows: number) => Promise<boolean>): Promise<boolean> {
  const folders = new Map<string, PathFacts>();
  const { count } = order.index.samples;
  for (let from = 0; from < count; from += rowsAtOnce) {
    const ids = Uint32Array.from({ length: Math.min(rowsAtOnce, count - from) }, (_, n) => from + n);
    const patch = patchFor(order, ids, folders);
    handOnNames(order.index, order.coder);
    order.index.patch(patch);
    if (!(await goesOn(from + ids.length))) return false;
  }
  return true;
}

function patchFor(
  { index, nameOf, classes, coder, mapping, keepKnown }: Remapping,
  ids: Uint32Array<ArrayBuffer>,
  folders: Map<string, PathFacts>,
): SamplePatch {
  const patch = {
    ids,
    label: new Uint8Array(ids.length),
    generator: new Uint8Array(ids.length),
    classIndex: new Uint16Array(ids.length),
    split: new Uint8Array(ids.length),
  };
  ids.forEach((id, at) => {
    const folder = index.samples.folderOf(id);
    let facts = folders.get(folder);
    if (!facts) {
      facts = readFolder(folder, mapping, classes);
      folders.set(folder, facts);
    }
    const codes = coder.codes(readSample(nameOf(id), facts, classes));
    const known = keepKnown ? index.samples.factsOf(id) : null;
    const choose = (code: number, unknown: number, before: number | undefined): number =>
      code === unknown ? (before ?? unknown) : code;
    patch.label[at] = choose(codes.label, labels.unknown, known?.label);
    patch.generator[at] = choose(codes.generator, unknownGenerator, known?.generator);
    patch.classIndex[at] = choose(codes.classIndex, unknownClass, known?.classIndex);
    patch.split[at] = choose(codes.split, splits.unknown, known?.split);
  });
  return patch;
}
