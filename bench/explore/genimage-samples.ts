import lines from '../../src/core/dataset/imagenet-classes.json' with { type: 'json' };
import { BatchWriter, type Sample } from './batch-writer.ts';
import {
  labels,
  noGenerator,
  splits,
  unknownClass,
  unknownQuality,
  type SampleBatch,
} from '../../src/core/dataset/sample-batch.ts';

/*
 * Samples in the proportions of GenImage (arXiv:2306.08571): 2,681,167 in eight generators and 1,000 classes, with its
 * folders and patterns of file names. Counts, names, formats and the sizes of generated pictures are GenImage's; what
 * nobody published (the spread of real sizes, of JPEG qualities and of file sizes) is drawn at random around what is
 * usual for ImageNet, and only stands for it. The same seed gives the same samples.
 */

export const genimageCount = 2_681_167;

const realTrain = 1_281_167;
const realVal = 50_000;
const perGeneratorTrain = 162;
const perGeneratorVal = 6;
const formats = { jpeg: 0, png: 1 };
const wnids = lines.map((line) => line.slice(0, line.indexOf(' ')));

interface Generator {
  readonly name: string;
  readonly folder: string;
  readonly sidePx: number;
  /** Usual size of a PNG. */
  readonly kilobytes: number;
  /** Pictures a class beyond what most generators have. */
  readonly moreTrain?: number;
  readonly moreVal?: number;
  readonly fileName: (classIndex: string, n: number) => string;
}

const generators: readonly Generator[] = [
  {
    name: 'Midjourney',
    folder: 'Midjourney',
    sidePx: 1024,
    kilobytes: 1700,
    fileName: (c, n) => `${Number(c)}_midjourney_${n}.png`,
  },
  {
    name: 'Stable Diffusion 1.4',
    folder: 'stable_diffusion_v_1_4',
    sidePx: 512,
    kilobytes: 440,
    fileName: (c, n) => `${c}_sdv4_${pad(n, 5)}.png`,
  },
  {
    name: 'Stable Diffusion 1.5',
    folder: 'stable_diffusion_v_1_5',
    sidePx: 512,
    kilobytes: 440,
    moreTrain: 4,
    moreVal: 2,
    fileName: (c, n) => `${c}_sdv5_${pad(n, 5)}.png`,
  },
  {
    name: 'ADM',
    folder: 'ADM',
    sidePx: 256,
    kilobytes: 120,
    fileName: (c, n) => `${Number(c)}_adm_${n}.PNG`,
  },
  {
    name: 'GLIDE',
    folder: 'glide',
    sidePx: 256,
    kilobytes: 100,
    fileName: (c, n) => `GLIDE_1000_200_${pad(n % 20, 2)}_${c}_glide_${pad(n, 5)}.png`,
  },
  {
    name: 'Wukong',
    folder: 'wukong',
    sidePx: 512,
    kilobytes: 420,
    fileName: (c, n) => `${Number(c)}_wukong_image${n}.png`,
  },
  {
    name: 'VQDM',
    folder: 'VQDM',
    sidePx: 256,
    kilobytes: 110,
    fileName: (c, n) => `VQDM_1000_200_${pad(n % 20, 2)}_${c}_vqdm_${pad(n, 5)}.png`,
  },
  {
    name: 'BigGAN',
    folder: 'BigGAN',
    sidePx: 128,
    kilobytes: 34,
    fileName: (c, n) => `${Number(c)}_biggan_${pad(n, 5)}.png`,
  },
];

/** Most of ImageNet is 500 px long; a few pictures are as square as generated ones. The rest is drawn freely. */
const realSides: readonly (readonly [share: number, widthPx: number, heightPx: number])[] = [
  [0.22, 500, 375],
  [0.09, 500, 333],
  [0.07, 375, 500],
  [0.04, 333, 500],
  [0.03, 500, 500],
  [0.02, 640, 480],
  [0.003, 256, 256],
  [0.001, 512, 512],
  [0.0005, 1024, 1024],
  [0.0005, 128, 128],
];

/**
 * All samples in the order in which a walk of the folders meets them.
 *
 * @param scale how much of each class to make: 1 is all, 0.05 about a twentieth
 */
export function* genimageSamples(seed: number, scale = 1, batchSize = 65_536): IterableIterator<SampleBatch> {
  const next = random(seed);
  const writer = new BatchWriter(
    batchSize,
    generators.map(({ name }) => name),
    wnids,
  );
  const some = (count: number) => Math.max(1, Math.round(count * scale));
  for (const [g, generator] of generators.entries()) {
    for (const split of [splits.train, splits.val]) {
      const inTraining = split === splits.train;
      const path = `${generator.folder}/${inTraining ? 'train' : 'val'}`;
      const perClass = inTraining
        ? perGeneratorTrain + (generator.moreTrain ?? 0)
        : perGeneratorVal + (generator.moreVal ?? 0);
      writer.openFolder(`${path}/ai`);
      for (let i = 0; i < wnids.length * some(perClass); i++) {
        yield* writer.add(generated(generator, g, Math.floor(i / some(perClass)), split, next));
      }
      writer.openFolder(`${path}/nature`);
      // The real pictures are dealt out to the generators' folders.
      const count = shareOf(some(inTraining ? realTrain : realVal), g);
      for (let i = 0; i < count; i++) {
        const classIndex = inTraining ? Math.floor((i * wnids.length) / count) : unknownClass;
        yield* writer.add(real(classIndex, split, next));
      }
    }
  }
  yield writer.take();
}

function generated(
  { sidePx, kilobytes, fileName }: Generator,
  g: number,
  classIndex: number,
  split: number,
  next: () => number,
): Sample {
  return {
    name: fileName(pad(classIndex, 3), Math.floor(next() * 200)),
    label: labels.ai,
    generator: g,
    classIndex,
    split,
    format: formats.png,
    byteLength: Math.round(kilobytes * 1000 * spread(next, 0.25)),
    widthPx: sidePx,
    heightPx: sidePx,
    jpegQuality: unknownQuality,
  };
}

function real(classIndex: number, split: number, next: () => number): Sample {
  const [widthPx, heightPx] = realSize(next);
  const jpegQuality = next() < 0.85 ? 96 : 60 + Math.floor(next() * 41);
  return {
    name:
      classIndex === unknownClass
        ? `ILSVRC2012_val_${pad(1 + Math.floor(next() * realVal), 8)}.JPEG`
        : `${wnids[classIndex] ?? ''}_${Math.floor(next() * 30_000)}.JPEG`,
    label: labels.real,
    generator: noGenerator,
    classIndex,
    split,
    format: formats.jpeg,
    byteLength: Math.round(widthPx * heightPx * (0.15 + 0.45 * (jpegQuality / 100) ** 4) * spread(next, 0.4)),
    widthPx,
    heightPx,
    jpegQuality,
  };
}

function realSize(next: () => number): readonly [number, number] {
  let left = next();
  for (const [share, widthPx, heightPx] of realSides) {
    left -= share;
    if (left < 0) return [widthPx, heightPx];
  }
  const long = Math.round(500 * spread(next, 0.5));
  const short = Math.round(long * (0.55 + 0.45 * next()));
  return next() < 0.7 ? [long, short] : [short, long];
}

/** A factor around 1, log-normal. */
function spread(next: () => number, sigma: number): number {
  return Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()));
}

function shareOf(total: number, g: number): number {
  const parts = generators.length;
  return Math.floor(((g + 1) * total) / parts) - Math.floor((g * total) / parts);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

/** Mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
