import { knownGenerator } from './generators.ts';
import type { Label } from './meanings.ts';

/** What the name of a file says by itself. */
export interface NameFacts {
  readonly label: Label;
  readonly generator: string | null;
  /** 0..999, as generated files are numbered. */
  readonly classIndex: number | null;
  /** As in the names of ImageNet's training pictures. */
  readonly wnid: string | null;
}

/*
 * GenImage's names. Generated: 112_midjourney_23.png, 000_sdv4_00020.png, 10_wukong_image72.png,
 * GLIDE_1000_200_09_948_glide_00039.png. Real: n01440764_18.JPEG (training), ILSVRC2012_val_00000001.JPEG, which does not
 * tell its class.
 */
const generated =
  /^(?:(?:glide|vqdm)_\d+_\d+_\d+_)?(\d{1,3})_(midjourney|sdv4|sdv5|adm|glide|wukong|vqdm|biggan)_(?:image)?\d+\.[a-z]+$/iu;
const realTraining = /^(n\d{8})_\d+\.jpe?g$/iu;
const realValidation = /^ilsvrc2012_val_\d{8}\.jpe?g$/iu;

const unnamedReal: NameFacts = { label: 'real', generator: null, classIndex: null, wnid: null };

/** null where the name follows none of GenImage's patterns. */
export function readFileName(name: string): NameFacts | null {
  const ai = generated.exec(name);
  if (ai) {
    return { label: 'ai', generator: knownGenerator(ai[2] ?? ''), classIndex: Number(ai[1]), wnid: null };
  }
  const training = realTraining.exec(name);
  if (training) return { ...unnamedReal, wnid: (training[1] ?? '').toLowerCase() };
  return realValidation.test(name) ? unnamedReal : null;
}

/** Published without content: their absence is the data set's fault and not the reader's. */
const emptyAsPublished = new Set(['033_sdv4_00134.png', '033_sdv4_00137.png', '033_sdv4_00152.png']);

/** Whether GenImage itself holds this file with zero bytes. */
export function isEmptyAsPublished(name: string): boolean {
  return emptyAsPublished.has(name.toLowerCase());
}
