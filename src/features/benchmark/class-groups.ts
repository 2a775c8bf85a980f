import { contentGroup } from '../../core/dataset/content-groups.ts';
import { unknownClass } from '../../core/dataset/sample-batch.ts';
import type { ClassRates } from '../../core/benchmark/by-class.ts';
import { shrinkRates, type Shrinkage } from '../../core/evaluation/shrinkage.ts';

/** Classes whose pictures are taken together. */
export interface ClassGroup {
  readonly name: string;
  /** Codes. */
  readonly classes: readonly number[];
}

/**
 * What the classes show, in groups; empty where they are none of ImageNet's.
 *
 * @param ids of the classes of the source, by code
 */
export function groupsOf(codes: readonly number[], ids: readonly string[]): readonly ClassGroup[] {
  const groups = new Map<string, number[]>();
  for (const code of codes) {
    const name =
      code === unknownClass ? 'Class not known' : (contentGroup(ids[code] ?? '') ?? 'Other classes');
    groups.set(name, [...(groups.get(name) ?? []), code]);
  }
  const known = [...groups.keys()].filter((name) => name !== 'Class not known' && name !== 'Other classes');
  return known.length > 0 ? [...groups].map(([name, classes]) => ({ name, classes })) : [];
}

/** The rates of groups, from the counts of their classes; drawn towards the whole as those of classes are. */
export function ratesOfGroups(
  { classes }: ClassRates,
  { rates }: Shrinkage,
  groups: readonly ClassGroup[],
): Shrinkage | null {
  return shrinkRates(
    groups.map((group) => {
      const counts = group.classes.map((code) => rates[classes.indexOf(code)]?.raw ?? null);
      return {
        successes: counts.reduce((sum, count) => sum + (count?.successes ?? 0), 0),
        n: counts.reduce((sum, count) => sum + (count?.n ?? 0), 0),
      };
    }),
  );
}
