import { judgeContent, type ContentJudgement } from '../image/content.ts';
import { cropRectsInPicture } from '../image/crop-rects.ts';
import { readCrops, type Crops } from '../image/pad-crop.ts';
import type { PixelSource, Rect } from '../image/pixels.ts';
import { toTensor } from '../image/tensor.ts';
import { cropWeights } from './crop-weights.ts';
import type { PreprocessingPlan } from './model-card.ts';

/** What a detector's preprocessing made of a picture (docs/detector-contract.md). */
export interface PreparedCrops extends Crops {
  readonly content: ContentJudgement;
  /** How much each crop counts; they sum to 1. */
  readonly weights: readonly number[];
  /** float32 [count, 3, sizePx, sizePx], normalised. */
  readonly tensor: Float32Array<ArrayBuffer>;
  /** Where the crops lie, in pixels of the picture as it is; they leave it where it was padded. */
  readonly rects: readonly Rect[];
}

/** Steps 1 to 4, and whether there is something to judge. */
export function prepareCrops(source: PixelSource, plan: PreprocessingPlan): PreparedCrops {
  const { widthPx, heightPx } = source;
  const { sizePx } = plan.crops;
  const read = readCrops(source, plan);
  const { crops, count, firstCount, places } = read;
  return {
    ...read,
    // Noise that was reduced is less of a noise: only what keeps its size, or was shrunk to the limit, is asked.
    content: judgeContent(crops, firstCount, sizePx, Math.min(widthPx, heightPx)),
    weights: cropWeights(places),
    tensor: toTensor(crops, count, sizePx, plan.mean, plan.std),
    rects: cropRectsInPicture(places, sizePx, widthPx, heightPx),
  };
}
