import type { SampleRow } from '../../contracts/dataset.ts';
import {
  labels,
  noGenerator,
  splits,
  unknownByteLength,
  unknownClass,
  unknownGenerator,
  verdicts,
} from '../../core/dataset/sample-batch.ts';
import { imageFormats } from '../../core/image/facts.ts';
import { formatNames } from '../../ui/image-failure-words.ts';

/** What the source calls its generators and classes, and people call its classes. */
export interface SourceNames {
  readonly generators: readonly string[];
  readonly classes: readonly string[];
  /** A name to read for an id such as 'n01440764'; absent where the source's own name is one. */
  readonly classNames: ReadonlyMap<string, string>;
}

/** For styles: colour says it, and words repeat it. */
export function labelKey(label: number): 'real' | 'ai' | 'unknown' {
  return label === labels.real ? 'real' : label === labels.ai ? 'ai' : 'unknown';
}

export function labelWord(label: number): string {
  return { real: 'Real', ai: 'AI-generated', unknown: 'Not known' }[labelKey(label)];
}

export function generatorWord(generator: number, { generators }: SourceNames): string {
  if (generator === noGenerator) return 'Real, no generator';
  if (generator === unknownGenerator) return 'Not known';
  return generators[generator] ?? `Generator ${String(generator)}`;
}

export function classWord(classIndex: number, { classes, classNames }: SourceNames): string {
  if (classIndex === unknownClass) return 'Not known';
  const id = classes[classIndex] ?? `Class ${String(classIndex)}`;
  return classNames.get(id) ?? id;
}

export function splitWord(split: number): string {
  switch (split) {
    case splits.train:
      return 'Train';
    case splits.val:
      return 'Validation';
    case splits.test:
      return 'Test';
    default:
      return 'Not known';
  }
}

export function formatWord(format: number): string {
  const name = imageFormats[format];
  return name ? formatNames[name] : 'Not known';
}

export function verdictWord(verdict: number): string {
  switch (verdict) {
    case verdicts.camera:
      return 'Likely camera';
    case verdicts.inconclusive:
      return 'Inconclusive';
    case verdicts.ai:
      return 'Likely AI-generated';
    default:
      return 'Not judged';
  }
}

/** 'GLIDE, tench': what tells a sample from its neighbours. */
export function captionOf(row: SampleRow, names: SourceNames): string {
  const maker = row.label === labels.real ? 'Real' : generatorWord(row.generator, names);
  return row.classIndex === unknownClass ? maker : `${maker}, ${classWord(row.classIndex, names)}`;
}

export function byteLengthOf({ byteLength }: SampleRow): number | null {
  return byteLength === unknownByteLength ? null : byteLength;
}
