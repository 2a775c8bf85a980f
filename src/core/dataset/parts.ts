import { binOf, groups } from './facet-groups.ts';
import { unknownClass } from './sample-batch.ts';
import type { SampleIndex } from './sample-index.ts';

/** What samples are parted by, and by which code each one belongs to a part (see sample-batch.ts). */
export const partings = ['label', 'generator', 'class'] as const;
export type Parting = (typeof partings)[number];

/** Samples that have a label, a generator or a class in common. */
export interface Part {
  readonly by: Parting;
  /** Bin of the facet of that name. */
  readonly bin: number;
  readonly count: number;
}

/** The parts of some samples that have at least one, by parting and bin. */
export function partsOf(index: Pick<SampleIndex, 'codes'>, ids: Uint32Array): Part[] {
  return partings.flatMap((by) => {
    const bin = binsOf(index, by);
    const counts = new Uint32Array(unknownClass + 1);
    for (const id of ids) counts[bin(id)]!++;
    const parts: Part[] = [];
    counts.forEach((count, at) => {
      if (count > 0) parts.push({ by, bin: at, count });
    });
    return parts;
  });
}

/** The samples of one part, ascending, in whatever order they are looked at. */
export function idsOfPart(
  index: Pick<SampleIndex, 'codes'>,
  ids: Uint32Array<ArrayBuffer>,
  by: Parting,
  bin: number,
): Uint32Array<ArrayBuffer> {
  const of = binsOf(index, by);
  return ids.filter((id) => of(id) === bin).sort();
}

function binsOf({ codes }: Pick<SampleIndex, 'codes'>, by: Parting): (id: number) => number {
  const { origin, classes } = codes;
  switch (by) {
    case 'label':
      return (id) => binOf(groups.origin, 0, origin[id]!);
    case 'generator':
      return (id) => binOf(groups.origin, 1, origin[id]!);
    case 'class':
      return (id) => classes[id]!;
  }
}
