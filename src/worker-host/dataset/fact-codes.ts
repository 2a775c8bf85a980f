import type { PathFacts } from '../../core/dataset/layout/meanings.ts';
import {
  generatorLimit,
  labels,
  noGenerator,
  splits,
  unknownClass,
  unknownGenerator,
} from '../../core/dataset/sample-batch.ts';
import { NameList } from './name-list.ts';

/** What a path says, as the numbers of the index's columns. */
export interface FactCodes {
  readonly label: number;
  readonly generator: number;
  readonly classIndex: number;
  readonly split: number;
}

/** Turns facts into the index's numbers, and keeps the lists of generators and classes that they point into. */
export class FactCoder {
  readonly generators = new NameList();
  readonly classes = new NameList();
  readonly #wnids: readonly string[];

  /** @param wnids ImageNet's thousand, in their order */
  constructor(wnids: readonly string[]) {
    this.#wnids = wnids;
  }

  codes({ label, generator, classIndex, className, split }: PathFacts): FactCodes {
    return {
      label: labels[label ?? 'unknown'],
      generator: label === 'real' ? noGenerator : this.#generator(generator),
      classIndex: this.#class(classIndex, className),
      split: splits[split ?? 'unknown'],
    };
  }

  #generator(name: string | null): number {
    if (name === null) return unknownGenerator;
    const position = this.generators.position(name);
    return position < generatorLimit ? position : unknownGenerator;
  }

  /** The first class of ImageNet brings them all, so that their positions are their numbers. */
  #class(index: number | null, name: string | null): number {
    if (index !== null && this.classes.size === 0)
      for (const wnid of this.#wnids) this.classes.position(wnid);
    const text = index === null ? name : this.#wnids[index];
    if (text === null || text === undefined) return unknownClass;
    return Math.min(unknownClass, this.classes.position(text));
  }
}
