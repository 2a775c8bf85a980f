import { transfer } from 'comlink';
import type { PreparationNote, PrepareApi, PreparedImage, SeenCrops } from '../contracts/prepare.ts';
import type { PreprocessingPlan } from '../core/detector/model-card.ts';
import { prepareCrops } from '../core/detector/prepare-crops.ts';
import { colourSpread, leastColourLevels } from '../core/image/colour-spread.ts';
import { cropRectsInPicture } from '../core/image/crop-rects.ts';
import type { ImageFacts } from '../core/image/facts.ts';
import { readCrops, type Crops } from '../core/image/pad-crop.ts';
import { canvasIsExact } from './canvas-probe.ts';
import { Jobs } from './jobs.ts';
import { withPicture, type OpenedPicture } from './open-picture.ts';

export function createPrepareApi(): PrepareApi {
  const jobs = new Jobs();
  return {
    probe: canvasIsExact,
    prepare: (job, file, plan, decoder) =>
      jobs.run(job, () => withPicture(jobs, job, file, decoder, (opened) => prepareOpened(opened, plan))),
    show: (job, file, plan, decoder) =>
      jobs.run(job, () =>
        withPicture(jobs, job, file, decoder, (opened) => Promise.resolve(showOpened(opened, plan))),
      ),
    cancel: (job) => {
      jobs.cancel(job);
    },
  };
}

async function prepareOpened(opened: OpenedPicture, plan: PreprocessingPlan): Promise<PreparedImage> {
  const { facts, decoded, byteLength, readMs, decodeMs } = opened;
  const { widthPx, heightPx } = decoded.source;
  const started = performance.now();
  const { content, crops, tensor, weights, rects } = prepareCrops(decoded.source, plan);
  const resampleMs = performance.now() - started;
  const prepared: PreparedImage = {
    facts,
    widthPx,
    heightPx,
    byteLength,
    decoder: decoded.decoder,
    notes: notesOf(facts, crops),
    content,
    tensor,
    cropWeights: weights,
    cropSizePx: plan.crops.sizePx,
    cropRects: rects,
    thumbnail: await decoded.thumbnail(),
    timings: { readMs, decodeMs, resampleMs },
  };
  return transfer(prepared, [tensor.buffer]);
}

function showOpened({ decoded }: OpenedPicture, plan: PreprocessingPlan): SeenCrops {
  const { sizePx } = plan.crops;
  const crops = readCrops(decoded.source, plan);
  const rgba = Array.from({ length: crops.count }, (_, n) => cropAsRgba(crops, n, sizePx));
  const seen: SeenCrops = {
    sizePx,
    rects: cropRectsInPicture(crops.places, sizePx, decoded.source.widthPx, decoded.source.heightPx),
    rgba,
  };
  return transfer(
    seen,
    rgba.map((crop) => crop.buffer),
  );
}

function cropAsRgba({ crops }: Crops, n: number, sizePx: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = sizePx * sizePx;
  const rgba = new Uint8ClampedArray(pixels * 4).fill(255);
  for (let i = 0, from = n * pixels * 3; i < pixels; i++, from += 3) {
    rgba.set(crops.subarray(from, from + 3), i * 4);
  }
  return rgba;
}

function notesOf(facts: ImageFacts, crops: Uint8Array): PreparationNote[] {
  const notes: PreparationNote[] = [];
  if (facts.hasAlpha) notes.push('alpha-on-white');
  if (facts.animated) notes.push('first-frame');
  if (facts.bitDepth > 8) notes.push('deep-colour-reduced');
  if (colourSpread(crops) < leastColourLevels) notes.push('no-colours');
  return notes;
}
