import type { Part, Parting } from '../../core/dataset/parts.ts';
import { labels, noGenerator, unknownClass, unknownGenerator } from '../../core/dataset/sample-batch.ts';

/** What the open source calls its generators and classes, and people call ImageNet's classes. */
export interface PartNames {
  readonly generators: readonly string[];
  readonly classes: readonly string[];
  /** By wnid; empty until the list is loaded. */
  readonly classNames: ReadonlyMap<string, string>;
}

export const partingWords: Record<Parting, string> = {
  label: 'Label',
  generator: 'Generator',
  class: 'Class',
};

/** What a group made of this part is called. */
export function partWords(part: Part, { generators, classes, classNames }: PartNames): string {
  const { by, bin } = part;
  switch (by) {
    case 'label':
      return bin === labels.real ? 'Real' : bin === labels.ai ? 'AI-generated' : 'Label not known';
    case 'generator':
      if (bin === noGenerator) return 'Real';
      return bin === unknownGenerator
        ? 'Generator not known'
        : (generators[bin] ?? `Generator ${String(bin)}`);
    case 'class': {
      if (bin === unknownClass) return 'Class not known';
      const id = classes[bin] ?? `Class ${String(bin)}`;
      return classNames.get(id) ?? id;
    }
  }
}

/** One group a generator: real first, which is the reference, then those with most samples; unknown makers are none. */
export function generatorParts(parts: readonly Part[]): readonly Part[] {
  const rank = ({ bin, count }: Part) => (bin === noGenerator ? -Infinity : -count);
  return parts
    .filter(({ by, bin }) => by === 'generator' && bin !== unknownGenerator)
    .sort((a, b) => rank(a) - rank(b));
}
